"""What operators are told."""

import io
import json
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import Client

from embedsvc.web.log import JsonLines, layer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def told(record: logging.LogRecord) -> dict[str, Any]:
    line = JsonLines().format(record)
    assert "\n" not in line
    assert line.isascii()
    read: dict[str, Any] = json.loads(line)
    return read


def record(message: str, **values: Any) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "here", "levelname": "INFO", "msg": message, **values})


def hello(_environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Cache", "hit")])
    return [b"hello"]


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
    assert "test_log.py" in line["frames"][0]
    assert "s3cret" not in json.dumps(line)


def test_each_request_gives_one_line_without_its_query() -> None:
    """Method, path, status, cache and time are logged; a query may hold a secret and is not."""
    lines = io.StringIO()
    answer = Client(layer(hello, iter([1.0, 3.5]).__next__, lines)).get(
        "/v1/embed?url=https://a.example/?key=s3cret"
    )
    answer.close()
    (line,) = map(json.loads, lines.getvalue().splitlines())
    assert (line["method"], line["path"], line["status"], line["cache"]) == ("GET", "/v1/embed", 200, "hit")
    assert line["seconds"] == 2.5
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert "s3cret" not in lines.getvalue()


@pytest.mark.parametrize("given", ["a", "9f-2_b.C", "x" * 64])
def test_a_harmless_request_id_is_kept(given: str) -> None:
    """A caller can follow its request through our log."""
    answer = Client(layer(hello, lambda: 0.0, io.StringIO())).get("/", headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "<script>", "é"])
def test_any_other_request_id_is_replaced(given: str) -> None:
    """What could do harm in a header or a log is not repeated."""
    answer = Client(layer(hello, lambda: 0.0, io.StringIO())).get("/", headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] != given
    assert len(answer.headers["X-Request-Id"]) == 32
