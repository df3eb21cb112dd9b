"""What became of a request: its id, its line, its note."""

import io
import json
import threading
import time
from collections.abc import Iterable
from select import PIPE_BUF
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.web.middleware import access_log
from embedsvc.web.middleware.access_log import Journal, Note


def hello(environ: Any, start_response: Any) -> Iterable[bytes]:
    note = access_log.of(environ)
    note.cache, note.kept = "hit", True
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def client(notes: list[Note]) -> Client:
    ticks = iter([1.0, 3.5] * 10)
    return Client(access_log.layer(hello, notes.append, clock=lambda: 0.0, monotonic=ticks.__next__))


def note(path: str = "/") -> Note:
    return Note("id", "GET", path, 0.0, status=200)


class Pipe(io.RawIOBase):
    """What a journal writes to."""

    def __init__(self) -> None:
        self.writes: list[bytes] = []
        self.broken = False
        self.free = threading.Event()
        self.free.set()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.free.wait(30)
        if self.broken:
            raise BrokenPipeError
        self.writes.append(bytes(data))
        return len(data)


def held_up(told: Journal, pipe: Pipe, counted: list[Note]) -> threading.Thread:
    """A thread that tells a batch, and is stuck until the pipe is read again."""

    def fill() -> None:
        for _ in range(access_log.BATCH):
            told.note(note())

    pipe.free.clear()
    stuck = threading.Thread(target=fill)
    stuck.start()
    end = time.monotonic() + 30
    while len(counted) < access_log.BATCH and time.monotonic() < end:
        time.sleep(0.01)
    return stuck


def test_each_request_gives_one_line_without_its_query() -> None:
    """Method, path, status, cache and time are told; a query may hold a secret and is not."""
    pipe, notes, counted = Pipe(), list[Note](), list[Note]()
    answer = client(notes).get("/v1/embed?url=https://a.example/?key=s3cret")
    answer.close()
    told = Journal(pipe, counted.extend)
    told.note(notes[0])
    told.tell()
    (line,) = map(json.loads, b"".join(pipe.writes).splitlines())
    assert (line["method"], line["path"], line["status"], line["cache"]) == ("GET", "/v1/embed", 200, "hit")
    assert line["seconds"] == 2.5
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert b"s3cret" not in b"".join(pipe.writes)
    assert counted == notes
    assert notes[0].kept


def test_a_line_cannot_be_forged() -> None:
    """A path with line breaks, terminal sequences or other letters stays one line of ASCII."""
    pipe = Pipe()
    told = Journal(pipe, lambda _: None)
    path = '/a\r\n{"level":"info"}\x1b[2J\x9b\u2028é'
    told.note(note(path))
    told.tell()
    data = b"".join(pipe.writes)
    assert data.count(b"\n") == 1
    assert data.isascii()
    assert json.loads(data)["path"] == path


def test_a_batch_is_told_at_once_and_in_whole_lines() -> None:
    """No write is longer than a pipe takes in one piece, so that workers can share one."""
    pipe, counted = Pipe(), list[Note]()
    told = Journal(pipe, counted.extend)
    for number in range(access_log.BATCH):
        told.note(note(f"/{number}"))
    assert len(counted) == access_log.BATCH
    assert 1 < len(pipe.writes) < access_log.BATCH
    assert all(len(data) <= PIPE_BUF and data.endswith(b"\n") for data in pipe.writes)
    lines = b"".join(pipe.writes).splitlines()
    assert [json.loads(line)["path"] for line in lines] == [
        f"/{number}" for number in range(access_log.BATCH)
    ]


def test_a_few_notes_are_told_soon() -> None:
    """Nobody has to ask again for a line to be seen."""
    pipe = Pipe()
    told = Journal(pipe, lambda _: None)
    told.start()
    told.note(note())
    end = time.monotonic() + 30
    while not pipe.writes and time.monotonic() < end:
        time.sleep(0.01)
    assert len(pipe.writes) == 1


def test_a_reader_that_went_away_stops_nothing() -> None:
    """Requests are answered and counted although nobody reads the log any more."""
    pipe, counted = Pipe(), list[Note]()
    pipe.broken = True
    told = Journal(pipe, counted.extend)
    for _ in range(2 * access_log.BATCH):
        told.note(note())
    assert len(counted) == 2 * access_log.BATCH


def test_a_reader_that_is_stuck_holds_up_one_request() -> None:
    """The others only leave their notes, which are told when it reads again."""
    pipe, counted = Pipe(), list[Note]()
    told = Journal(pipe, counted.extend)
    stuck = held_up(told, pipe, counted)
    for _ in range(2 * access_log.BATCH):
        told.note(note())
    assert len(counted) == access_log.BATCH
    pipe.free.set()
    stuck.join(30)
    told.tell()
    assert len(counted) == 3 * access_log.BATCH


def test_a_note_that_comes_while_others_are_told_is_told_soon() -> None:
    """It needs no further request, also where the one that tells is stuck for a while."""
    pipe, counted = Pipe(), list[Note]()
    told = Journal(pipe, counted.extend)
    stuck = held_up(told, pipe, counted)
    told.start()
    told.note(note("/late"))
    time.sleep(3 * access_log.PAUSE)
    pipe.free.set()
    stuck.join(30)
    end = time.monotonic() + 30
    while len(counted) <= access_log.BATCH and time.monotonic() < end:
        time.sleep(0.01)
    assert [each.path for each in counted[access_log.BATCH :]] == ["/late"]


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
