"""The access log: request ids, lines, and what happens to them while nobody reads."""

import io
import json
import threading
from collections.abc import Iterable
from select import PIPE_BUF
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.web.middleware import access_log
from embedsvc.web.middleware.access_log import AccessLog, RequestRecord
from tests.support.waiting import TIMEOUT, wait_until


def hello(environ: Any, start_response: Any) -> Iterable[bytes]:
    access_log.record_for(environ).cache = "hit"
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def client(records: list[RequestRecord]) -> Client:
    seconds = iter([1.0, 3.5] * 10)
    return Client(access_log.layer(hello, records.append, clock=lambda: 0.0, monotonic=seconds.__next__))


def record(path: str = "/") -> RequestRecord:
    return RequestRecord("id", "GET", path, 0.0, status=200)


class Pipe(io.RawIOBase):
    """What a log writes to; `free` is cleared while nobody reads, `broken` once the reader is gone."""

    def __init__(self) -> None:
        self.writes: list[bytes] = []
        self.broken = False
        self.free = threading.Event()
        self.free.set()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.free.wait(TIMEOUT)
        if self.broken:
            raise BrokenPipeError
        self.writes.append(bytes(data))
        return len(data)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in b"".join(self.writes).splitlines()]


def test_each_request_gives_one_line_without_its_query() -> None:
    """Method, path, status, cache and time are logged; a query may hold a secret and is not."""
    pipe, records, counted = Pipe(), list[RequestRecord](), list[RequestRecord]()
    answer = client(records).get("/v1/embed?url=https://a.example/?key=s3cret")
    answer.close()
    log = AccessLog(pipe, counted.extend)
    log.add(records[0])
    log.flush()
    (line,) = pipe.lines
    assert line == {
        "time": "1970-01-01T00:00:00.000Z",
        "level": "info",
        "logger": "embedsvc.web.middleware.access_log",
        "message": "request",
        "request_id": answer.headers["X-Request-Id"],
        "method": "GET",
        "path": "/v1/embed",
        "status": 200,
        "seconds": 2.5,
        "cache": "hit",
    }
    assert counted == records


def test_a_line_cannot_be_forged() -> None:
    """A path with line breaks, terminal sequences or other letters stays one line of ASCII."""
    pipe = Pipe()
    log = AccessLog(pipe, lambda _: None)
    path = '/a\r\n{"level":"info"}\x1b[2J\x9b\u2028é'
    log.add(record(path))
    log.flush()
    data = b"".join(pipe.writes)
    assert data.count(b"\n") == 1
    assert data.isascii()
    assert json.loads(data)["path"] == path


def test_lines_are_written_whole() -> None:
    """No write is longer than a pipe takes at once, so that workers can share one."""
    pipe = Pipe()
    log = AccessLog(pipe, lambda _: None)
    for number in range(100):
        log.add(record(f"/{number}"))
    log.flush()
    assert 1 < len(pipe.writes) < 100
    assert all(len(data) <= PIPE_BUF and data.endswith(b"\n") for data in pipe.writes)
    assert [line["path"] for line in pipe.lines] == [f"/{number}" for number in range(100)]


def test_a_line_is_written_soon() -> None:
    """Without another request."""
    pipe = Pipe()
    log = AccessLog(pipe, lambda _: None)
    log.start()
    log.add(record())
    wait_until(lambda: bool(pipe.writes))


def test_requests_are_counted_although_the_reader_is_gone() -> None:
    pipe, counted = Pipe(), list[RequestRecord]()
    pipe.broken = True
    log = AccessLog(pipe, counted.extend)
    for number in (1, 2):
        log.add(record())
        log.flush()
        assert len(counted) == number


def test_a_reader_that_stalls_holds_up_no_request() -> None:
    """Records wait, also while a worker shuts down, and are written once it reads again."""
    pipe, counted = Pipe(), list[RequestRecord]()
    log = AccessLog(pipe, counted.extend)
    log.start()
    pipe.free.clear()
    log.add(record("/first"))
    wait_until(lambda: bool(counted))
    log.add(record("/second"))
    log.flush(wait=0.1)
    assert pipe.writes == []
    pipe.free.set()
    wait_until(lambda: len(pipe.writes) == 2)
    assert [line["path"] for line in pipe.lines] == ["/first", "/second"]


def test_the_newest_records_survive_a_long_stall() -> None:
    """Memory is bounded."""
    counted = list[RequestRecord]()
    log = AccessLog(Pipe(), counted.extend)
    for number in range(access_log.MAX_QUEUED + 1):
        log.add(record(f"/{number}"))
    log.flush()
    assert (len(counted), counted[0].path) == (access_log.MAX_QUEUED, "/1")


@pytest.mark.parametrize("sent", ["a", "9f-2_b.C", "x" * 64])
def test_a_harmless_request_id_is_used(sent: str) -> None:
    """A caller can follow its request through our log."""
    answer = client([]).get("/", headers={"X-Request-Id": sent})
    answer.close()
    assert answer.headers["X-Request-Id"] == sent


@pytest.mark.parametrize("sent", ["", "a b", "x" * 65, "<script>", "é"])
def test_any_other_request_id_is_replaced(sent: str) -> None:
    """What could do harm in a header or a log is not repeated."""
    answer = client([]).get("/", headers={"X-Request-Id": sent})
    answer.close()
    assert answer.headers["X-Request-Id"] != sent
    assert len(answer.headers["X-Request-Id"]) == 32


def test_request_ids_differ() -> None:
    records: list[RequestRecord] = []
    for _ in range(5):
        client(records).get("/").close()
    assert len({each.request_id for each in records}) == 5


def test_the_log_survives_a_failure_of_the_metrics() -> None:
    """Whatever counting raises, lines go on being written."""

    def broken(_records: object) -> None:
        raise ValueError("the file of the counters is gone")

    pipe = Pipe()
    log = AccessLog(pipe, broken)
    log.start()
    for number in (1, 2):
        log.add(record(f"/{number}"))
        wait_until(lambda number=number: len(pipe.lines) == number)  # type: ignore[misc]
