"""What is told to operators: JSON lines, one for each request, tied together by a request id.

A line is ASCII JSON, so nothing that a client or a site sends can forge another one or steer a terminal.
Query strings and the messages of unexpected exceptions are left out: both may hold secrets.
"""

import json
import logging
import re
import traceback
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, TextIO
from uuid import uuid4

from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
CODE = "embedsvc.code"
"""Where a problem leaves its code in the WSGI environment for the request's line."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_MOST_PATH = 200

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": _request_id.get(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[0]:
            line |= _told(record.exc_info[0], record.exc_info[2])
        return json.dumps({name: value for name, value in line.items() if value is not None}, default=str)


def configure(stream: TextIO, level: int = logging.INFO) -> None:
    """Sends everything that is logged to the stream, as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def layer(app: "WSGIApplication", monotonic: Callable[[], float]) -> "WSGIApplication":
    """Gives each request an id, the client's own where it is harmless, and logs a line for it."""

    def layered(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began = monotonic()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        token = _request_id.set(request_id)
        answered: dict[str, object] = {}

        def start(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: "OptExcInfo | None" = None,
        ) -> Callable[[bytes], object]:
            answered["status"] = int(status.partition(" ")[0])
            answered["cache"] = next((value for name, value in headers if name == "X-Cache"), None)
            return start_response(status, [*headers, ("X-Request-Id", request_id)], exc_info)

        def finish() -> None:
            log.info(
                "request",
                extra=answered
                | {
                    "method": environ["REQUEST_METHOD"],
                    "path": environ.get("PATH_INFO", "")[:_MOST_PATH],
                    "code": environ.get(CODE),
                    "seconds": round(monotonic() - began, 4),
                },
            )
            _request_id.reset(token)

        return ClosingIterator(app(environ, start), finish)

    return layered


def _told(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    frames = traceback.extract_tb(trace)
    return {
        "exception": f"{kind.__module__}.{kind.__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
