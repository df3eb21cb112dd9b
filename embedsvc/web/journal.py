"""What became of each request: an id that the client gets too, a line for operators, and counters.

Lines are gathered and written a moment later: a write on the path of every hit lets another thread run first,
which cost a tenth of the CPU time of a hit. Who kills a worker loses the lines of its last tenth of a second.
"""

import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BufferedWriter, RawIOBase
from random import getrandbits
from select import PIPE_BUF
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from werkzeug.wsgi import ClosingIterator

from embedsvc.web import log

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
CODE = "embedsvc.code"
"""Where a problem leaves its code in the WSGI environment."""
KEY = "embedsvc.key"
"""Where the name of the request's API key stands."""

PAUSE = 0.1
"""How long a line waits for others (seconds)."""
_MOST_PATH = 200


class Note(NamedTuple):
    ended: float
    """Seconds since the epoch."""
    request_id: str
    method: str
    path: str
    status: int
    seconds: float
    cache: str | None
    code: str | None
    """That of a problem."""
    key: str | None
    """The name of the API key."""


def layer(
    app: "WSGIApplication",
    note: Callable[[Note], object],
    *,
    clock: Callable[[], float],
    monotonic: Callable[[], float],
) -> "WSGIApplication":
    """Gives each request an id, the client's own where it is harmless, and notes what became of it."""

    def layered(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began = monotonic()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else f"{getrandbits(128):032x}"
        token = log.request_id.set(request_id)
        status, cache = 0, None

        def start(
            line: str,
            headers: list[tuple[str, str]],
            exc_info: "OptExcInfo | None" = None,
        ) -> Callable[[bytes], object]:
            nonlocal status, cache
            status = int(line[:3])
            for name, value in headers:
                if name == "X-Cache":
                    cache = value
            return start_response(line, [*headers, ("X-Request-Id", request_id)], exc_info)

        def finish() -> None:
            get = environ.get
            note(
                Note(
                    clock(),
                    request_id,
                    environ["REQUEST_METHOD"],
                    get("PATH_INFO", ""),
                    status,
                    monotonic() - began,
                    cache,
                    get(CODE),
                    get(KEY),
                )
            )
            log.request_id.reset(token)

        parts = app(environ, start)
        if isinstance(parts, tuple):  # finished already: there is nothing to wait for
            finish()
            return parts
        return ClosingIterator(parts, finish)

    return layered


class Journal:
    """One for each worker, made after the fork. `stream` is unbuffered, `count` is told of each request.

    Lines are written together, as many as a pipe takes without those of another worker coming between (POSIX,
    write), or what there is after a tenth of a second.
    """

    def __init__(self, stream: RawIOBase, count: Callable[[Note], object]) -> None:
        self._lines = BufferedWriter(stream, PIPE_BUF)
        self._count = count
        self._noted = Event()

    def start(self) -> None:
        Thread(target=self._run, name="journal", daemon=True).start()

    def note(self, note: Note) -> None:
        self._count(note)
        with suppress(OSError):  # nobody reads the log any more
            self._lines.write(_line(note))
        if not self._noted.is_set():
            self._noted.set()

    def flush(self) -> None:
        with suppress(OSError):
            self._lines.flush()

    def _run(self) -> None:
        while True:
            self._noted.wait()
            time.sleep(PAUSE)
            self._noted.clear()
            self.flush()


def _line(note: Note) -> bytes:
    """Without the query, which may hold a secret."""
    line = {
        "time": log.moment(note.ended),
        "level": "info",
        "logger": __name__,
        "message": "request",
        "request_id": note.request_id,
        "method": note.method,
        "path": note.path[:_MOST_PATH],
        "status": note.status,
        "seconds": round(note.seconds, 4),
    }
    more = (("cache", note.cache), ("code", note.code), ("key", note.key))
    line |= {name: value for name, value in more if value is not None}
    told = msgspec.json.encode(line)
    return (told if told.isascii() else log.dump(line).encode("ascii")) + b"\n"
