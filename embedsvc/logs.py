"""Logging as JSON lines, tied to a request by its id.

A line is ASCII JSON, so nothing that a client or a site sends can forge another line or control a terminal.
Query strings and the messages of unexpected exceptions are left out, since both may hold secrets.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import TextIO

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the current request."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}

_encoder = json.JSONEncoder(default=str)


class JsonLines(logging.Formatter):
    """Formats a record, with its extra attributes, as one line."""

    def format(self, record: logging.LogRecord) -> str:
        members: dict[str, object] = {
            "time": rfc3339(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        members |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[0]:
            members |= _exception(record.exc_info[0], record.exc_info[2])
        return line(members)


def configure(stream: TextIO) -> None:
    """Sends everything that is logged to the stream, as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # a dozen lines for each new archive otherwise


def rfc3339(seconds: float) -> str:
    """Seconds since the epoch as RFC 3339 in UTC, to the millisecond."""
    return f"{_rfc3339(int(seconds))}.{int(seconds % 1 * 1000):03d}Z"


@lru_cache(maxsize=4)
def _rfc3339(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat()[:19]


def line(members: dict[str, object]) -> str:
    """ASCII JSON, without the members that are None."""
    return _encoder.encode({name: value for name, value in members.items() if value is not None})


def _exception(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    frames = traceback.extract_tb(trace)
    return {
        "exception": f"{kind.__module__}.{kind.__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
