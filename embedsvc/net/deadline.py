"""The end of one fetch, whatever its upstream does."""

import socket
from collections.abc import Callable
from threading import Lock, Timer
from types import TracebackType
from typing import Self

from embedsvc.errors import UpstreamTimeout


class Deadline:
    """A watchdog over one fetch. A timeout per read would not hold against an upstream that drips bytes,
    so at the end every socket of the fetch is shut, and who waits on one gets to look at `left` again.
    """

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + seconds
        self._timer = Timer(seconds, self._shut)
        self._timer.daemon = True
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._over = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for watched in self._sockets:
                watched.close()
            self._sockets.clear()

    def left(self) -> float:
        """Seconds left; raises UpstreamTimeout if there are none.

        Asked first after every return of the network: a socket that was shut looks like an answer's end.
        """
        left = self._end - self._monotonic()
        if self._over or left <= 0:
            raise UpstreamTimeout("The site did not answer within the time allowed.")
        return left

    def watch(self, sock: socket.socket) -> None:
        """Has a socket shut at the end. A duplicate is kept, for TLS takes the original's descriptor away."""
        with self._lock:
            self._sockets.append(sock.dup())
        if self._over:
            self._shut()

    def _shut(self) -> None:
        self._over = True
        with self._lock:
            for watched in self._sockets:
                try:
                    watched.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the other side was faster
