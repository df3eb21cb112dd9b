"""Log lines."""

import json
import logging
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.logs import JsonLines
from embedsvc.web.middleware import access_log
from tests.support.known_answers import BROKEN, client


def formatted(record: logging.LogRecord) -> dict[str, Any]:
    line = JsonLines().format(record)
    assert "\n" not in line
    assert line.isascii()
    members: dict[str, Any] = json.loads(line)
    return members


def record(message: str, **values: Any) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "here", "levelname": "INFO", "msg": message, **values})


def test_a_line_cannot_be_forged() -> None:
    """Line breaks, terminal sequences and lone surrogates in what is logged stay inside one JSON line."""
    hostile = 'x\r\n{"level":"info"}\x1b[2J\u2028\x9b\udc80'
    line = formatted(record("saw %s", args=(hostile,), url=hostile))
    assert line["url"] == hostile
    assert line["message"] == f"saw {hostile}"


def test_an_exception_is_logged_by_its_class_and_frames_not_by_its_message() -> None:
    """The message of an unexpected exception may hold a secret; where it was raised is what helps."""
    with pytest.raises(ValueError) as raised:
        int("https://site.example/?token=s3cret")
    line = formatted(record("failed", exc_info=(raised.type, raised.value, raised.tb)))
    assert line["exception"] == "builtins.ValueError"
    assert "test_logs.py" in line["frames"][0]
    assert "s3cret" not in json.dumps(line)


def test_a_line_carries_the_id_of_its_request() -> None:
    """While the application answers, and no longer: it is the id that the client gets."""
    lines: list[dict[str, Any]] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatted(record))

    logger, collector = logging.getLogger("embedsvc"), Collector()
    logger.addHandler(collector)
    try:
        inner = client().application
        front = Client(access_log.layer(inner, lambda _: None, clock=lambda: 0.0, monotonic=lambda: 0.0))
        front.get("/v1/embed", query_string={"url": BROKEN}, headers={"X-Request-Id": "this-one"})
        logger.warning("afterwards")
    finally:
        logger.removeHandler(collector)
    assert [line.get("request_id") for line in lines] == ["this-one", None]
