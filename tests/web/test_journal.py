"""What became of a request: its id, its line, its note."""

import io
import json
from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.web import journal
from embedsvc.web.journal import Journal, Note


def hello(_environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Cache", "hit")])
    return [b"hello"]


def client(notes: list[Note]) -> Client:
    ticks = iter([1.0, 3.5] * 10)
    return Client(journal.layer(hello, notes.append, clock=lambda: 0.0, monotonic=ticks.__next__))


class Pipe(io.RawIOBase):
    """What a journal writes to."""

    def __init__(self) -> None:
        self.writes: list[bytes] = []
        self.broken = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.broken:
            raise BrokenPipeError
        self.writes.append(bytes(data))
        return len(data)


def test_each_request_gives_one_line_without_its_query() -> None:
    """Method, path, status, cache and time are told; a query may hold a secret and is not."""
    pipe, notes, counted = Pipe(), list[Note](), list[Note]()
    answer = client(notes).get("/v1/embed?url=https://a.example/?key=s3cret")
    answer.close()
    told = Journal(pipe, counted.append)
    told.note(notes[0])
    told.flush()
    (line,) = map(json.loads, b"".join(pipe.writes).splitlines())
    assert (line["method"], line["path"], line["status"], line["cache"]) == ("GET", "/v1/embed", 200, "hit")
    assert line["seconds"] == 2.5
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert b"s3cret" not in b"".join(pipe.writes)
    assert counted == notes


def test_a_line_cannot_be_forged() -> None:
    """A path with line breaks, terminal sequences or other letters stays one line of ASCII."""
    pipe = Pipe()
    told = Journal(pipe, lambda _: None)
    path = '/a\r\n{"level":"info"}\x1b[2J\x9b\u2028é'
    told.note(Note(0.0, "id", "GET", path, 200, 0.0, None, None, None))
    told.flush()
    data = b"".join(pipe.writes)
    assert data.count(b"\n") == 1
    assert data.isascii()
    assert json.loads(data)["path"] == path


def test_a_reader_that_went_away_stops_nothing() -> None:
    """Requests are answered although nobody reads the log any more."""
    pipe = Pipe()
    pipe.broken = True
    told = Journal(pipe, lambda _: None)
    for _ in range(200):
        told.note(Note(0.0, "id", "GET", "/", 200, 0.0, None, None, None))
    told.flush()
    pipe.broken = False


@pytest.mark.parametrize("given", ["a", "9f-2_b.C", "x" * 64])
def test_a_harmless_request_id_is_kept(given: str) -> None:
    """A caller can follow its request through our log."""
    answer = client([]).get("/", headers={"X-Request-Id": given})
    answer.close()
    assert answer.headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "<script>", "é"])
def test_any_other_request_id_is_replaced(given: str) -> None:
    """What could do harm in a header or a log is not repeated."""
    answer = client([]).get("/", headers={"X-Request-Id": given})
    answer.close()
    assert answer.headers["X-Request-Id"] != given
    assert len(answer.headers["X-Request-Id"]) == 32
