"""The application under gunicorn: several processes, each with many threads, and problems also where a
request never reaches the application.
"""

import gc
import os
import selectors
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from embedsvc.errors import Failure, InternalError, InvalidRequest, RequestTooLarge
from embedsvc.formats import to_json
from embedsvc.logs import JsonLines
from embedsvc.web import problems

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 128
LONGEST_REQUEST_LINE = 8190
LONGEST_HEAD = 5.0
"""How long a client may take to send a request's head (seconds)."""
LONGEST_GOODBYE = 2.0
"""How long it may take to close its side (seconds)."""
MOST_HEARD = 64 * 1024
"""What is taken and dropped meanwhile at a time, bytes."""

_REFUSALS: tuple[tuple[type[BaseException], HTTPStatus, type[Failure], str], ...] = (
    (LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG, RequestTooLarge, "The request line is too long."),
    (
        LimitRequestHeaders,
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        RequestTooLarge,
        "The request has too many header fields, or too long ones.",
    ),
    (ParseException, HTTPStatus.BAD_REQUEST, InvalidRequest, "This is not HTTP as it should be."),
    (
        BaseException,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        InternalError,
        "Something went wrong inside embedsvc; its log says what.",
    ),
)
SHARED_MEMORY = "/dev/shm"  # noqa: S108  (files of gunicorn and of metrics, each with a name of its own)


def run(
    load: Callable[[], "WSGIApplication"], *, host: str, port: int, workers: int, greet: Callable[[str], None]
) -> None:
    """Serves until told to stop. `load` makes the application in each worker, after the fork; `greet` is
    called with our URL once the port is open.
    """
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    shared = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
    counted = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="embedsvc-", dir=shared)
    options = {
        "bind": [bind],
        "workers": workers,
        "worker_class": Worker,
        "threads": THREADS,
        "logger_class": Log,
        "loglevel": "warning",
        "control_socket_disable": True,
        "limit_request_line": LONGEST_REQUEST_LINE,
        "forwarded_allow_ips": "",  # who is believed is decided in `proxies` alone
        "worker_tmp_dir": shared,
        "post_worker_init": lambda _: _settle(),
        "child_exit": lambda _, worker: _forget(worker.pid),
        "on_exit": lambda _: shutil.rmtree(counted, ignore_errors=True),
        "when_ready": lambda arbiter: greet(_address(arbiter.LISTENERS[0].sock.getsockname())),
    }
    Server(load, options).run()


class Parent(Arbiter):  # type: ignore[misc]
    """gunicorn's, whose new worker heard of no TERM before it listened to signals itself: the end waited half
    a minute for it. Now such a signal waits in the worker until it loads the application.
    """

    def spawn_worker(self) -> int:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        try:
            pid: int = super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        return pid


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no annotations
    def __init__(self, load: Callable[[], "WSGIApplication"], options: dict[str, Any]) -> None:
        self._load = load
        self._options = options
        super().__init__(prog="embedsvc")

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        """Called in each worker, once it listens to signals."""
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        return self._load()

    def run(self) -> None:
        Parent(self).run()


class Pool:
    """Threads that take work as it comes, a new one only where none is idle.

    The library's hands each piece of work back as a Future, whose locks and callbacks took a tenth of the CPU
    time of a hit.
    """

    def __init__(self, most: int) -> None:
        self._left = most
        self._work: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._idle: SimpleQueue[None] = SimpleQueue()

    def take(self, work: Callable[[], object]) -> None:
        """`work` raises nothing. Called by one thread."""
        self._work.put(work)
        try:
            self._idle.get_nowait()
        except Empty:
            if self._left:
                self._left -= 1
                Thread(target=self._run, name="request", daemon=True).start()

    def shutdown(self, *, wait: bool) -> None:  # noqa: ARG002 -- gunicorn has waited, and says wait=False
        """What is at work goes on."""
        self._work.put(None)

    def _run(self) -> None:
        while work := self._work.get():
            work()
            self._idle.put(None)
        self._work.put(None)  # for the next thread


class _Kept(NamedTuple):
    """What gunicorn asks of the Future of a request."""

    value: object

    def cancelled(self) -> bool:
        return False

    def result(self) -> object:
        return self.value


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's, which would let a client that never ends its head keep a thread for good, as one that drips
    passes any timeout of a single read, and one that never closes hold up all others.
    """

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self._heads: dict[Any, float] = {}
        """Connections whose head is being read, each with the moment when that must be over."""
        self._leaving: dict[Any, float] = {}
        """Connections that were answered for the last time, likewise."""

    def get_thread_pool(self) -> Pool:
        return Pool(self.cfg.threads)

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401  (gunicorn's connection)
        self.tpool.take(partial(self._answer, conn))

    def _answer(self, conn: Any) -> None:  # noqa: ANN401
        kept: object = False
        with suppress(BaseException):  # `handle` has told what is worth telling; the thread lives on
            kept = self.handle(conn)
        self.method_queue.defer(self.finish_request, conn, kept)

    def handle(self, conn: Any) -> object:  # noqa: ANN401
        self._heads[conn] = time.monotonic() + LONGEST_HEAD
        try:
            return super().handle(conn)
        finally:
            self._heads.pop(conn, None)

    def handle_request(self, req: object, conn: object) -> object:
        self._heads.pop(conn, None)
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Called about once a second. Who waits on a socket that is shut finds that nothing more comes."""
        super().murder_pending()
        now = time.monotonic()
        for conn, end in self._heads.copy().items():
            if end < now:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)
        for conn, end in self._leaving.copy().items():
            if end < now:
                self._part(conn)

    def finish_request(self, conn: Any, kept: object) -> None:  # noqa: ANN401
        """A client is given a moment to close its side, so that it gets to read the answer (RFC 9112 §9.6).
        gunicorn would wait for that here, on the thread that accepts, for one client after the other.
        """
        if kept:
            super().finish_request(conn, _Kept(kept))
            return
        self._leaving[conn] = time.monotonic() + LONGEST_GOODBYE
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._listen, conn))
        except (OSError, ValueError):
            self._part(conn)

    def _listen(self, conn: Any, sock: socket.socket) -> None:  # noqa: ANN401
        with suppress(OSError):
            if sock.recv(MOST_HEARD):
                return
        self._part(conn)

    def _part(self, conn: Any) -> None:  # noqa: ANN401
        del self._leaving[conn]
        with suppress(KeyError, ValueError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def handle_error(self, _req: object, client: object, _addr: object, error: BaseException) -> None:
        """Answers a request that gunicorn refuses; its own page would repeat what the client sent."""
        if not isinstance(error, ParseException):
            self.log.error("the answer could not be given", exc_info=error)
        write_nonblock(client, _refusal(error))


class Log(Logger):  # type: ignore[misc]
    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


def _settle() -> None:
    """What a worker has loaded stays for its life: the garbage collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


def _forget(pid: int) -> None:
    """What a dead worker had in hand and in memory counts no more; what it had counted stays."""
    from prometheus_client import multiprocess  # noqa: PLC0415 -- it looks at its import where to count

    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _refusal(error: BaseException) -> bytes:
    """A whole HTTP answer (RFC 9112 §3: 414 for a request line that is too long; RFC 6585 §5: 431)."""
    status, kind, detail = next(row[1:] for row in _REFUSALS if isinstance(error, row[0]))
    body = to_json.encode(problems.members(kind, detail, status))
    head = (
        f"HTTP/1.1 {status} {status.phrase}\r\nContent-Type: {problems.MEDIA_TYPE}\r\n"
        f"Content-Length: {len(body)}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body


def _address(name: tuple[Any, ...]) -> str:
    host, port = name[0], name[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
