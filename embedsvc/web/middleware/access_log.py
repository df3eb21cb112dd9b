"""The access log: an id for each request, which its client gets too, and one line when it was answered.

A request only adds its record to a queue. Ten times a second a thread counts the metrics and writes the lines
of all that ended since, so no request waits for whoever reads the log. A worker that is killed loses the
records of its last tenth of a second.
"""

from __future__ import annotations  # or Python evaluates the annotations of inner functions for each request

import logging
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import RawIOBase
from random import getrandbits
from select import PIPE_BUF
from threading import Lock, Thread
from typing import TYPE_CHECKING

import msgspec
from werkzeug.wsgi import ClosingIterator

from embedsvc import logs

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
RECORD = "embedsvc.request_record"
"""The key of a request's record in the WSGI environment."""

FLUSH_INTERVAL = 0.1
"""Seconds."""
SHUTDOWN_WAIT = 1.0
"""How long the end of a worker waits for a flush that is under way (seconds)."""
MAX_QUEUED = 100_000
"""Records that wait while nobody reads the log; then the oldest are dropped."""
MAX_PATH = 200
"""Characters of a path that are logged."""


_encode = msgspec.json.Encoder().encode
"""Takes a tenth of the time of `logs.line`, which a busy worker would notice, but escapes ASCII alone."""


class RequestRecord(msgspec.Struct, gc=False):
    """What is logged and counted of a request. The layers that answer it fill it in."""

    request_id: str
    method: str
    path: str
    """Both are empty if the server refused the request because it cannot be read."""
    started: float
    """Monotonic seconds."""
    status: int = 0
    ended: float = 0.0
    """Seconds since the epoch."""
    seconds: float = 0.0
    route: str | None = None
    """The rule of the route as Flask writes it; None where no route was looked up or found."""
    cache: str | None = None
    """Where the answer came from: hit, stale or miss."""
    response_cached: bool = False
    """Whether the response cache gave it."""
    code: str | None = None
    """The code of a problem."""
    key: str | None = None
    """The name of the API key."""


class _Line(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A record with the names and the order of all lines of the log."""

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


def new_request_id() -> str:
    """It need not be hard to guess."""
    return f"{getrandbits(128):032x}"


def layer(
    app: WSGIApplication,
    add: Callable[[RequestRecord], object],
    *,
    clock: Callable[[], float],
    monotonic: Callable[[], float],
) -> WSGIApplication:
    """Gives each request an id, the client's own where it is harmless, and adds its record once it ends."""

    def end(record: RequestRecord) -> None:
        record.ended = clock()
        record.seconds = monotonic() - record.started
        add(record)

    def layered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request_id = environ.get("HTTP_X_REQUEST_ID")
        if request_id is None or not REQUEST_ID.fullmatch(request_id):
            request_id = new_request_id()
        record = environ[RECORD] = RequestRecord(
            request_id, environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""), monotonic()
        )

        def start(
            line: str,
            headers: list[tuple[str, str]],
            exc_info: OptExcInfo | None = None,
        ) -> Callable[[bytes], object]:
            record.status = int(line[:3])
            headers.append(("X-Request-Id", record.request_id))  # ours to change (PEP 3333)
            return start_response(line, headers, exc_info)

        parts = app(environ, start)
        if isinstance(parts, tuple):  # complete already
            end(record)
            return parts
        return ClosingIterator(parts, partial(end, record))

    return layered


def record_for(environ: WSGIEnvironment) -> RequestRecord:
    """The request's record; a blank one where this layer is absent."""
    record: RequestRecord | None = environ.get(RECORD)
    if record is None:
        record = environ[RECORD] = RequestRecord("", "", "", 0.0)
    return record


class AccessLog:
    """One for each worker, made after the fork. `stream` is unbuffered; `count` counts the metrics."""

    def __init__(self, stream: RawIOBase, count: Callable[[Sequence[RequestRecord]], object]) -> None:
        self._stream = stream
        self._count = count
        self._records: deque[RequestRecord] = deque(maxlen=MAX_QUEUED)
        self._flushing = Lock()
        self.add = self._records.append

    def start(self) -> None:
        Thread(target=self._run, name="access-log", daemon=True).start()

    def flush(self, wait: float = 0.0) -> None:
        """Counts and writes all records so far; gives up if another flush lasts over `wait` seconds."""
        if not self._flushing.acquire(timeout=wait):
            return
        try:
            records = [self._records.popleft() for _ in range(len(self._records))]
            try:
                self._count(records)
            except Exception:  # noqa: BLE001 -- whatever fails in a library must not stop the log
                _log.exception("Requests could not be counted", extra={"event": "metrics_failed"})
            for chunk in _chunks(_line(record) + b"\n" for record in records):
                self._stream.write(chunk)
        except OSError:
            pass  # nobody reads the log any more
        finally:
            self._flushing.release()

    def _run(self) -> None:
        while True:
            time.sleep(FLUSH_INTERVAL)
            if not self._records:
                continue
            try:
                self.flush()
            except Exception:  # noqa: BLE001 -- the thread must live on
                _log.exception("Requests could not be logged", extra={"event": "access_log_failed"})


def _chunks(lines: Iterable[bytes]) -> Iterator[bytes]:
    """As many whole lines as a pipe takes without those of another worker in between (POSIX, write)."""
    chunk = b""
    for line in lines:
        if len(chunk) + len(line) > PIPE_BUF:
            yield chunk
            chunk = b""
        chunk += line
    if chunk:
        yield chunk


def _line(record: RequestRecord) -> bytes:
    """Without the query, which may hold a secret."""
    line = _Line(
        logs.rfc3339(record.ended),
        "info",
        __name__,
        "request",
        record.request_id,
        record.method,
        record.path[:MAX_PATH],
        record.status,
        round(record.seconds, 4),
        record.cache,
        record.code,
        record.key,
    )
    encoded = _encode(line)
    return encoded if encoded.isascii() else logs.line(msgspec.to_builtins(line)).encode("ascii")
