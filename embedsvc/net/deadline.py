"""The end of one fetch, whatever its upstream does."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from itertools import count
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import Self

from embedsvc.errors import UpstreamTimeout


@dataclass(order=True, slots=True)
class Alarm:
    """A callback that is due at a moment (monotonic seconds)."""

    at: float
    number: int
    callback: Callable[[], None] | None = field(compare=False)
    """None once it is cancelled."""

    def cancel(self) -> None:
        self.callback = None


class Watchdog:
    """Runs the alarms of all fetches of a worker on one thread; one for each costs more than connecting.

    The thread ends when no alarm is left. `monotonic` gives monotonic seconds.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.monotonic = monotonic
        self._alarms: list[Alarm] = []
        self._numbers = count()
        self._changed = Condition()
        self._running = False

    def set_alarm(self, at: float, callback: Callable[[], None]) -> Alarm:
        alarm = Alarm(at, next(self._numbers), callback)
        with self._changed:
            heappush(self._alarms, alarm)
            if not self._running:
                Thread(target=self._run, name="watchdog", daemon=True).start()
                self._running = True
            elif self._alarms[0] is alarm:
                self._changed.notify()
        return alarm

    def _run(self) -> None:
        """Sleeps until the first alarm even if it is cancelled meanwhile, so that no fetch has to wake it."""
        with self._changed:
            while self._alarms:
                alarm = self._alarms[0]
                left = alarm.at - self.monotonic()
                if alarm.callback and left > 0:
                    self._changed.wait(left)
                    continue
                heappop(self._alarms)
                callback = alarm.callback
                if callback:
                    callback()
            self._running = False


class Deadline:
    """The end of one fetch. A timeout for each read does not stop an upstream that drips bytes, so the
    watchdog shuts every socket of the fetch, and a thread that waits on one wakes and calls `left`.
    """

    def __init__(self, seconds: float, watchdog: Watchdog) -> None:
        self._watchdog = watchdog
        self._at = watchdog.monotonic() + seconds
        self._alarm: Alarm | None = None
        self._lock = Lock()
        self._sockets: set[socket.socket] = set()
        self._over = False

    def __enter__(self) -> Self:
        self._alarm = self._watchdog.set_alarm(self._at, self._shut)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._alarm:
            self._alarm.cancel()
        with self._lock:
            for watched in self._sockets:
                watched.close()
            self._sockets.clear()

    def left(self) -> float:
        """Seconds left; raises UpstreamTimeout if there are none.

        Called first after every return from the network: a socket that was shut reads as the end of a body.
        """
        left = self._at - self._watchdog.monotonic()
        if self._over or left <= 0:
            raise UpstreamTimeout("The site did not answer within the time allowed.")
        return left

    def watch(self, sock: socket.socket) -> Callable[[], None]:
        """Has a socket shut at the deadline. The function that it returns undoes this; it must be called
        before the connection goes to another fetch.

        What is watched is a duplicate, because TLS takes the descriptor from the original.
        """
        watched = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with self._lock:
            self._sockets.add(watched)
        if self._over:
            self._shut()
        return partial(self._unwatch, watched)

    def _unwatch(self, watched: socket.socket) -> None:
        with self._lock:
            self._sockets.discard(watched)
            watched.close()

    def _shut(self) -> None:
        self._over = True
        with self._lock:
            for watched in self._sockets:
                try:
                    watched.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the peer has closed it already
