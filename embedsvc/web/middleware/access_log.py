"""What became of each request: an id that the client gets too, a line for operators, and counters.

On the path of every hit only a note is made. Lines and counters are made of many notes at a time, by the
request that completes a batch or, a tenth of a second later, by a thread: one by one they took a fifth of the
CPU time of a hit. Who kills a worker loses the notes of its last tenth of a second; a log that nobody reads
holds up one request and no other.
"""

from __future__ import annotations  # else those of inner functions are evaluated by each request

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import RawIOBase
from os import urandom
from select import PIPE_BUF
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

import msgspec
from werkzeug.wsgi import ClosingIterator

from embedsvc import logs

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
NOTE = "embedsvc.note"
"""Where a request's note stands in the WSGI environment."""

BATCH = 256
PAUSE = 0.1
"""How long a note waits for others (seconds)."""
FAREWELL = 1.0
"""How long the end of a worker waits for notes that are being told (seconds)."""
FOREVER = -1
MOST_NOTES = 100_000
"""Notes that wait while nobody reads the log; then the oldest are forgotten."""
_MOST_PATH = 200

_IDS = 64
"""Request ids that are drawn at a time."""

_encoder = msgspec.json.Encoder()


class Note(msgspec.Struct, gc=False):
    """What becomes of a request: all who answer it write here what they know."""

    request_id: str
    method: str
    path: str
    began: float
    """Seconds of a clock that nobody sets."""
    status: int = 0
    ended: float = 0.0
    """Seconds since the epoch."""
    seconds: float = 0.0
    cache: str | None = None
    """Whether the answer was known: hit, stale or miss."""
    kept: bool = False
    """Whether the answer was a finished response, kept in memory."""
    code: str | None = None
    """That of a problem."""
    key: str | None = None
    """The name of the API key."""


class _Line(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A note in words, with the names and the order of all lines of the log."""

    time: str
    level: str
    logger: str
    message: str
    request_id: str
    method: str
    path: str
    status: int
    seconds: float
    cache: str | None = None
    code: str | None = None
    key: str | None = None


def layer(
    app: WSGIApplication,
    note: Callable[[Note], object],
    *,
    clock: Callable[[], float],
    monotonic: Callable[[], float],
) -> WSGIApplication:
    """Gives each request an id, the client's own where it is harmless, and notes what became of it."""
    ids: list[str] = []

    def drawn() -> str:
        digits = urandom(16 * _IDS).hex()
        ids.extend(digits[begin : begin + 32] for begin in range(32, len(digits), 32))
        return digits[:32]

    def end(told: Note) -> None:
        told.ended = clock()
        told.seconds = monotonic() - told.began
        note(told)

    def layered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request_id = environ.get("HTTP_X_REQUEST_ID")
        if request_id is None or not REQUEST_ID.fullmatch(request_id):
            try:
                request_id = ids.pop()
            except IndexError:
                request_id = drawn()
        told = environ[NOTE] = Note(
            request_id, environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""), monotonic()
        )

        def start(
            line: str,
            headers: list[tuple[str, str]],
            exc_info: OptExcInfo | None = None,
        ) -> Callable[[bytes], object]:
            told.status = int(line[:3])
            headers.append(("X-Request-Id", told.request_id))  # ours to change (PEP 3333)
            return start_response(line, headers, exc_info)

        parts = app(environ, start)
        if isinstance(parts, tuple):  # finished already: there is nothing to wait for
            end(told)
            return parts
        return ClosingIterator(parts, partial(end, told))

    return layered


def of(environ: WSGIEnvironment) -> Note:
    """The request's note; a blank one where no journal stands in front."""
    told: Note | None = environ.get(NOTE)
    if told is None:
        told = environ[NOTE] = Note("", "", "", 0.0)
    return told


class Journal:
    """One for each worker, made after the fork. `stream` is unbuffered, `count` is told of the requests."""

    def __init__(self, stream: RawIOBase, count: Callable[[Sequence[Note]], object]) -> None:
        self._stream = stream
        self._count = count
        self._notes: deque[Note] = deque(maxlen=MOST_NOTES)
        self._noted = Event()
        self._due = False
        """Whether the thread knows; it takes less to look at than the event."""
        self._telling = Lock()

    def start(self) -> None:
        Thread(target=self._run, name="journal", daemon=True).start()

    def note(self, note: Note) -> None:
        self._notes.append(note)
        if not self._due:
            self._due = True
            self._noted.set()
        if len(self._notes) >= BATCH:
            self.tell()

    def tell(self, wait: float = 0.0) -> None:
        """Tells what was noted until now, unless another thread is about it for so many seconds."""
        if not self._telling.acquire(timeout=wait):
            return
        try:
            notes = [self._notes.popleft() for _ in range(len(self._notes))]
            self._count(notes)
            for lines in _pieces(notes):
                self._stream.write(lines)
        except OSError:
            pass  # nobody reads the log any more
        finally:
            self._telling.release()

    def _run(self) -> None:
        while True:
            self._noted.wait()
            time.sleep(PAUSE)
            self._noted.clear()
            self._due = False  # what is noted from here on calls again; what was, is told now
            self.tell(FOREVER)  # who tells now may have looked before the last note came


def _pieces(notes: Iterable[Note]) -> Iterator[bytes]:
    """Lines of ASCII, as many at a time as a pipe takes without those of another worker coming between
    (POSIX, write).
    """
    told = [_line(note) for note in notes]
    lines = _encoder.encode_lines(told)
    if not lines.isascii():
        lines = b"".join(logs.dump(msgspec.to_builtins(line)).encode("ascii") + b"\n" for line in told)
    begin = 0
    while begin < len(lines):
        end = lines.rfind(b"\n", begin, begin + PIPE_BUF) + 1 or lines.index(b"\n", begin) + 1
        yield lines[begin:end]
        begin = end


def _line(note: Note) -> _Line:
    """Without the query, which may hold a secret."""
    return _Line(
        logs.moment(note.ended),
        "info",
        __name__,
        "request",
        note.request_id,
        note.method,
        note.path[:_MOST_PATH],
        note.status,
        round(note.seconds, 4),
        note.cache,
        note.code,
        note.key,
    )
