"""The end of one fetch, whatever its upstream does."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import Self

from embedsvc.errors import UpstreamTimeout


@dataclass(order=True, slots=True)
class _End:
    at: float
    number: int
    then: Callable[[], None] | None = field(compare=False)
    """None from when it no longer matters."""


@dataclass(slots=True)
class _Watch:
    ends: list[_End] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    sooner: Condition = field(default_factory=Condition)
    awake: bool = False


class Watchdog:
    """Sees to the ends of all fetches of a process, on one thread: one for each took longer than connecting.

    The thread ends when there is nothing to watch. `monotonic` gives seconds.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.monotonic = monotonic
        self._watch = _Watch()

    def watch(self, at: float, then: Callable[[], None]) -> _End:
        """Does `then` at that moment, unless the end that it returns is told that it no longer matters."""
        watch = self._watch
        end = _End(at, next(watch.numbers), then)
        with watch.sooner:
            heappush(watch.ends, end)
            if not watch.awake:
                Thread(target=self._run, args=(watch,), name="watchdog", daemon=True).start()
                watch.awake = True
            elif watch.ends[0] is end:
                watch.sooner.notify()
        return end

    def _run(self, watch: _Watch) -> None:
        """It sleeps until the first end even if that no longer matters, so that no fetch need wake it."""
        with watch.sooner:
            while watch.ends:
                end = watch.ends[0]
                left = end.at - self.monotonic()
                if end.then and left > 0:
                    watch.sooner.wait(left)
                    continue
                heappop(watch.ends)
                if end.then:
                    end.then()
            watch.awake = False


class Deadline:
    """The end of one fetch. A timeout per read would not hold against an upstream that drips bytes, so at
    the end every socket of the fetch is shut, and who waits on one gets to look at `left` again.
    """

    def __init__(self, seconds: float, watchdog: Watchdog) -> None:
        self._watchdog = watchdog
        self._at = watchdog.monotonic() + seconds
        self._end: _End | None = None
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._over = False

    def __enter__(self) -> Self:
        self._end = self._watchdog.watch(self._at, self._shut)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._end:
            self._end.then = None
        with self._lock:
            for watched in self._sockets:
                watched.close()
            self._sockets.clear()

    def left(self) -> float:
        """Seconds left; raises UpstreamTimeout if there are none.

        Asked first after every return of the network: a socket that was shut looks like an answer's end.
        """
        left = self._at - self._watchdog.monotonic()
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
