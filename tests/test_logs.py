"""What operators are told."""

import json
import logging
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.logs import JsonLines
from embedsvc.web.middleware import access_log
from tests.support.house import BROKEN, client


def told(record: logging.LogRecord) -> dict[str, Any]:
    line = JsonLines().format(record)
    assert "\n" not in line
    assert line.isascii()
    read: dict[str, Any] = json.loads(line)
    return read


def record(message: str, **values: Any) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "here", "levelname": "INFO", "msg": message, **values})


def test_a_line_cannot_be_forged() -> None:
    """Line breaks, terminal sequences and lone surrogates in what is logged stay inside one JSON line."""
    hostile = 'x\r\n{"level":"info"}\x1b[2J\u2028\x9b\udc80'
    line = told(record("saw %s", args=(hostile,), url=hostile))
    assert line["url"] == hostile
    assert line["message"] == f"saw {hostile}"


def test_an_exception_is_told_by_its_kind_and_place_not_by_its_message() -> None:
    """The message of an unexpected exception may hold a secret; where it was raised is what helps."""
    with pytest.raises(ValueError) as raised:
        int("https://site.example/?token=s3cret")
    line = told(record("failed", exc_info=(raised.type, raised.value, raised.tb)))
    assert line["exception"] == "builtins.ValueError"
    assert "test_logs.py" in line["frames"][0]
    assert "s3cret" not in json.dumps(line)


def test_a_line_tells_which_request_it_belongs_to() -> None:
    """What the application logs while it answers carries the id that the client gets; afterwards nothing does."""
    lines: list[dict[str, Any]] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(told(record))

    logger, keeper = logging.getLogger("embedsvc"), Keeper()
    logger.addHandler(keeper)
    try:
        inner = client().application
        front = Client(access_log.layer(inner, lambda _: None, clock=lambda: 0.0, monotonic=lambda: 0.0))
        front.get("/v1/embed", query_string={"url": BROKEN}, headers={"X-Request-Id": "this-one"})
        logger.warning("afterwards")
    finally:
        logger.removeHandler(keeper)
    assert [line.get("request_id") for line in lines] == ["this-one", None]
