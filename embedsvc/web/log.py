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
from functools import lru_cache
from random import getrandbits
from time import time
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
CODE = "embedsvc.code"
"""Where a problem leaves its code in the WSGI environment for the request's line."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_MOST_PATH = 200

_encoder = json.JSONEncoder(default=str)
_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": _moment(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": _request_id.get(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[0]:
            line |= _told(record.exc_info[0], record.exc_info[2])
        return _dump(line)


def configure(stream: TextIO, level: int = logging.INFO) -> None:
    """Sends everything that is logged to the stream, as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def layer(app: "WSGIApplication", monotonic: Callable[[], float], stream: TextIO) -> "WSGIApplication":
    """Gives each request an id, the client's own where it is harmless, and writes a line for it.

    This is on the path of every hit, so the line is made and written here rather than by `logging`, which
    takes five times as long.
    """

    def layered(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began = monotonic()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else f"{getrandbits(128):032x}"
        token = _request_id.set(request_id)
        answered: dict[str, object] = {}

        def start(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: "OptExcInfo | None" = None,
        ) -> Callable[[bytes], object]:
            answered["status"] = int(status[:3])
            answered["cache"] = next((value for name, value in headers if name == "X-Cache"), None)
            return start_response(status, [*headers, ("X-Request-Id", request_id)], exc_info)

        def finish() -> None:
            line = {
                "time": _moment(time()),
                "level": "info",
                "logger": __name__,
                "message": "request",
                "request_id": request_id,
                "method": environ["REQUEST_METHOD"],
                "path": environ.get("PATH_INFO", "")[:_MOST_PATH],
                **answered,
                "code": environ.get(CODE),
                "seconds": round(monotonic() - began, 4),
            }
            stream.write(_dump(line) + "\n")
            _request_id.reset(token)

        parts = app(environ, start)
        if isinstance(parts, tuple):  # finished already: there is nothing to wait for
            finish()
            return parts
        return ClosingIterator(parts, finish)

    return layered


@lru_cache(maxsize=4)
def _second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat()[:19]


def _moment(seconds: float) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return f"{_second(int(seconds))}.{int(seconds * 1000) % 1000:03d}Z"


def _dump(line: dict[str, object]) -> str:
    return _encoder.encode({name: value for name, value in line.items() if value is not None})


def _told(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    frames = traceback.extract_tb(trace)
    return {
        "exception": f"{kind.__module__}.{kind.__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
