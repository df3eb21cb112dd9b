"""gunicorn's threaded worker, with the defences that no setting and no hook of it gives.

This is the one module that relies on undocumented insides of gunicorn: `ThreadWorker.handle` reads and
answers one request on a thread of the pool, from the socket `sock` of its argument, and its result is false
where the connection ends; `get_thread_pool` gives the executor of those threads; `handle_error` answers a
request that cannot be read; `accept` accepts one connection; `set_accept_enabled(False)` stops accepting at
the limit `worker_connections`; `enqueue_req` gives a connection to the pool, and `finish_request` waits for
its first bytes if the result of `handle` was `_DEFER`. pyproject.toml bounds the version, and
`tests/web/test_gunicorn.py` fails where one of them changes.
"""

import errno
import socket
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import BoundedSemaphore, Thread, get_ident
from typing import Any

from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import _DEFER, ThreadWorker

from embedsvc.errors import Failure, InternalError, InvalidRequest, RequestTimeout, RequestTooLarge
from embedsvc.formats import to_json
from embedsvc.web import problems
from embedsvc.web.daemon_pool import DaemonPool
from embedsvc.web.middleware.access_log import RequestRecord, new_request_id

HEAD_TIMEOUT = 5.0
"""How long a client may take to send the head of a request (seconds)."""
LINGER_IDLE = 0.2
"""How long a connection that ends stays open for a client that sends nothing more (seconds)."""
LINGER_TOTAL = 2.0
"""How long it stays open for one that goes on sending (seconds)."""

NO_DESCRIPTOR_PAUSE = 0.1
"""How long a worker that cannot open another descriptor waits before it accepts again (seconds)."""
FULL_LOG_INTERVAL = 60.0
"""A worker that cannot accept more connections logs so at most once in this time (seconds)."""

_NO_DESCRIPTOR = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

_lingering = BoundedSemaphore(16)
"""Threads that may wait for clients at a time; beyond that, connections are closed at once."""

_DISCARD = 64 * 1024
"""Bytes that are read and dropped at a time meanwhile."""

_INTERNAL = (
    HTTPStatus.INTERNAL_SERVER_ERROR,
    InternalError,
    InternalError().detail,
)
_TIMEOUT = (
    HTTPStatus.REQUEST_TIMEOUT,
    RequestTimeout,
    f"The head of the request was not complete after {HEAD_TIMEOUT:.0f} seconds.",
)
_REFUSALS: tuple[tuple[type[Exception], tuple[HTTPStatus, type[Failure], str]], ...] = (
    (InvalidResponseHeader, _INTERNAL),  # the application's fault, although gunicorn derives both from
    (InvalidResponseHeaderName, _INTERNAL),  # the errors for a client's headers
    (
        LimitRequestLine,
        (HTTPStatus.REQUEST_URI_TOO_LONG, RequestTooLarge, "The request line is too long."),
    ),
    (
        LimitRequestHeaders,
        (
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            RequestTooLarge,
            "The request has too many header fields, or too long ones.",
        ),
    ),
    (ParseException, (HTTPStatus.BAD_REQUEST, InvalidRequest, "The request is not valid HTTP.")),
    (Exception, _INTERNAL),
)
"""The first row that matches counts."""


_silent: Future[object] = Future()
_silent.set_result(_DEFER)


@dataclass(slots=True)
class _Head:
    """The head of a request that is being read."""

    sock: socket.socket
    started: float
    """Monotonic seconds."""
    timed_out: bool = False


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no annotations
    """Gives a connection to a thread only once its first bytes have arrived, accepts no more connections than
    it has descriptors for, times out the heads of requests, closes connections without blocking the thread
    that accepts, and answers unreadable requests with problem+json.
    """

    def init_process(self) -> None:
        self._heads: dict[int, _Head] = {}
        """By thread."""
        self._full_logged = float("-inf")
        """Monotonic seconds."""
        Thread(target=self._time_out_heads, name="head-timeout", daemon=True).start()
        super().init_process()

    def get_thread_pool(self) -> DaemonPool:
        return DaemonPool(self.cfg.threads, "request")

    def accept(self, listener: socket.socket) -> None:
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in _NO_DESCRIPTOR:
                raise
            self._log_full()
            time.sleep(NO_DESCRIPTOR_PAUSE)  # the connection still waits to be accepted

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001  (gunicorn's own signature)
        if self.alive and not enabled:
            self._log_full()
        super().set_accept_enabled(enabled)

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401  (gunicorn's connection)
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
        else:
            self.finish_request(conn, _silent)

    def handle(self, conn: Any) -> Any:  # noqa: ANN401  (its internal result)
        thread = get_ident()
        head = self._heads[thread] = _Head(conn.sock, time.monotonic())
        try:
            keep_alive = super().handle(conn)
            if head.timed_out:
                self._refuse(conn.sock, *_TIMEOUT)
        finally:
            self._heads.pop(thread, None)
        if not keep_alive:
            _end(conn.sock)
        return keep_alive

    def head_complete(self) -> None:
        """To be called on the request's thread: what follows may take longer."""
        self._heads.pop(get_ident(), None)

    def handle_error(self, _req: object, client: socket.socket, _addr: object, error: Exception) -> None:
        """The error page of gunicorn would repeat what the client sent."""
        status, kind, detail = next(row for cause, row in _REFUSALS if isinstance(error, cause))
        if kind is InternalError:
            self.log.error("a request could not be answered", exc_info=error)
        self._refuse(client, status, kind, detail)

    def _refuse(self, client: socket.socket, status: HTTPStatus, kind: type[Failure], detail: str) -> None:
        """Logged and counted like a request that reaches the application, which does so itself."""
        record = RequestRecord(new_request_id(), "", "", 0.0, status=status, code=kind.code)
        with suppress(OSError):
            client.send(_response(status, kind, detail, record.request_id), socket.MSG_DONTWAIT)
        head = self._heads.get(get_ident())
        if head:
            record.ended, record.seconds = time.time(), time.monotonic() - head.started
            self.app.log_request(record)

    def _log_full(self) -> None:
        now = time.monotonic()
        if now - self._full_logged >= FULL_LOG_INTERVAL:
            self._full_logged = now
            self.log.warning("A worker has %d connections and accepts no more until one ends", self.nr_conns)

    def _time_out_heads(self) -> None:
        """A timeout of single reads is no defence, since a client that drips passes every one."""
        while True:
            time.sleep(1)
            now = time.monotonic()
            for head in self._heads.copy().values():
                if head.started + HEAD_TIMEOUT < now:
                    head.timed_out = True
                    with suppress(OSError):
                        head.sock.shutdown(socket.SHUT_RD)  # its thread reads an end of file


def _end(sock: socket.socket) -> None:
    """Ends a connection here. gunicorn would wait 2 seconds for each client, on the thread that accepts
    connections; once the socket is shut down in both directions it has nothing to wait for.
    """
    if _lingering.acquire(blocking=False):
        try:
            _linger(sock)
        finally:
            _lingering.release()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _linger(sock: socket.socket) -> None:
    """Lets a client that is still sending read its response before the connection closes (RFC 9112 §9.6)."""
    deadline = time.monotonic() + LINGER_TOTAL
    with suppress(OSError):
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(LINGER_IDLE)
        while sock.recv(_DISCARD) and time.monotonic() < deadline:
            pass


def _response(status: HTTPStatus, kind: type[Failure], detail: str, request_id: str) -> bytes:
    """RFC 9112 §3: 414 for a request line that is too long; RFC 6585 §5: 431 for header fields."""
    body = to_json.encode(problems.members(kind, detail, status))
    head = (
        f"HTTP/1.1 {status} {status.phrase}\r\nContent-Type: {problems.MEDIA_TYPE}\r\n"
        f"Content-Length: {len(body)}\r\nX-Content-Type-Options: nosniff\r\n"
        f"X-Request-Id: {request_id}\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body
