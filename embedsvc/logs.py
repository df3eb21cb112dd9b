"""What is told to operators: JSON lines, tied to a request by its id.

A line is ASCII JSON, so nothing that a client or a site sends can forge another one or steer a terminal.
Query strings and the messages of unexpected exceptions are left out: both may hold secrets.
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
"""That of the request at hand."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}

_encoder = json.JSONEncoder(default=str)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": moment(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[0]:
            line |= _told(record.exc_info[0], record.exc_info[2])
        return dump(line)


def configure(stream: TextIO, level: int = logging.INFO) -> None:
    """Sends everything that is logged to the stream, as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def moment(seconds: float) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return _millisecond(int(seconds * 1000))


@lru_cache(maxsize=16)
def _millisecond(number: int) -> str:
    return f"{_second(number // 1000)}.{number % 1000:03d}Z"


@lru_cache(maxsize=4)
def _second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat()[:19]


def dump(line: dict[str, object]) -> str:
    """ASCII JSON, without what is None."""
    return _encoder.encode({name: value for name, value in line.items() if value is not None})


def _told(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    frames = traceback.extract_tb(trace)
    return {
        "exception": f"{kind.__module__}.{kind.__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
