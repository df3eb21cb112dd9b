"""The application under gunicorn: several worker processes, each with many threads."""

import gc
import os
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from embedsvc.logs import JsonLines
from embedsvc.web.gunicorn_worker import Worker
from embedsvc.web.metrics_folder import candidates, metrics_folder

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from embedsvc.web.middleware.access_log import RequestRecord

    Load = Callable[[], tuple[WSGIApplication, Callable[[RequestRecord], object]]]

THREADS = 128
"""Of one worker."""
MAX_CONNECTIONS = 4096
"""Of one worker, where it may open twice as many descriptors."""
MAX_REQUEST_LINE = 8190
"""Bytes."""

UNREAD_TIMEOUT = 20.0
"""How long a client may leave what it was sent unread (seconds). The kernel looks at growing intervals."""

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


class AddressUnavailable(Exception):
    """The address to listen on cannot be used; its text is a sentence that tells why."""


def run(load: "Load", *, host: str, port: int, workers: int, greet: Callable[[str], None]) -> None:
    """Serves until a signal stops it. `load` makes the application in each worker, after the fork, and what
    logs a request that gunicorn refuses; `greet` is called with our URL once the port is open. Raises
    AddressUnavailable.
    """
    listener = _bound(host, port)
    with metrics_folder(candidates(), workers) as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        os.register_at_fork(before=_block_stop_signals, after_in_parent=_unblock_stop_signals)
        Server(load, _options(listener, workers, greet, folder.parent)).run()


def _options(
    listener: socket.socket, workers: int, greet: Callable[[str], None], temporary: Path
) -> dict[str, Any]:
    return {
        "bind": [f"fd://{listener.detach()}"],
        "workers": workers,
        "worker_class": Worker,
        "threads": THREADS,
        "worker_connections": _max_connections(),
        "logger_class": Log,
        "loglevel": "warning",
        "control_socket_disable": True,
        "limit_request_line": MAX_REQUEST_LINE,
        "forwarded_allow_ips": "",  # `middleware.proxies` alone decides which proxies are trusted
        "worker_tmp_dir": str(temporary),
        "pre_request": lambda worker, _: worker.head_complete(),
        "post_worker_init": lambda _: _freeze(),
        "child_exit": lambda _, worker: _drop_gauges(worker.pid),
        "when_ready": lambda arbiter: greet(_url(arbiter.LISTENERS[0].sock.getsockname())),
    }


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no annotations
    log_request: Callable[["RequestRecord"], object]
    """Of a worker: logs and counts a request that did not reach the application."""

    def __init__(self, load: "Load", options: dict[str, Any]) -> None:
        self._load = load
        self._options = options
        super().__init__(prog="embedsvc")

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        """Called in each worker, once its signal handlers are installed."""
        _unblock_stop_signals()
        application, self.log_request = self._load()
        return application


class Log(Logger):  # type: ignore[misc]
    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


def _bound(host: str, port: int) -> socket.socket:
    """Without this, gunicorn tries to bind for five seconds and logs each attempt."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it (Linux, tcp(7)).
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(UNREAD_TIMEOUT * 1000))
        listener.bind(address)
    except OSError as error:
        raise AddressUnavailable(f"Cannot listen on {host} port {port}: {error.strerror}.") from None
    return listener


def _max_connections() -> int:
    """Half of the descriptors that a worker may open; the rest is for fetches, the cache and the archive."""
    return min(MAX_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)


def _block_stop_signals() -> None:
    """Keeps pending in a new worker what comes before its own handlers are installed. Those that it inherits
    would swallow the signal, and shutdown would wait 30 seconds before it kills the worker.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)


def _unblock_stop_signals() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)


def _freeze() -> None:
    """What a worker has loaded lives as long as the worker, so the garbage collector need not scan it."""
    gc.collect()
    gc.freeze()


def _drop_gauges(pid: int) -> None:
    """Removes what a dead worker had in memory and in flight from the metrics; its counters stay."""
    from prometheus_client import multiprocess  # noqa: PLC0415 -- its import decides where metrics are stored

    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _url(address: tuple[Any, ...]) -> str:
    host, port = address[0], address[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
