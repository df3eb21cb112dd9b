"""Threads that end with the process: those that handle requests, and those that refresh stale answers."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_Work = Callable[[], None]


class DaemonPool(Executor):
    """Starts all its threads at once, and wakes one at a time: the one that became idle last.

    ThreadPoolExecutor starts a thread when work arrives, and its caller, the thread that accepts connections,
    waits until the new thread has run: while a hundred clients arrived, a health check took three times as
    long. It also gives work to all its threads in turn. Python runs one thread at a time, so each further
    thread that is awake adds switches between them, which cost more than a cached response does. Therefore a
    thread that finishes takes the next work without sleeping, and one that wakes up wakes the next if more
    work is waiting.

    The threads are daemons, so that a worker which stops does not first work off what is queued.
    """

    def __init__(self, threads: int, name: str) -> None:
        self._lock = Lock()
        self._waiting: deque[_Work] = deque()
        self._idle: list[Lock] = []
        """Releasing one wakes its thread."""
        self._is_waking = False
        """Whether a thread was woken that has not looked for work yet."""
        for _ in range(threads):
            Thread(target=self._run, name=name, daemon=True).start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 -- for whoever waits for the result
                future.set_exception(error)

        with self._lock:
            self._waiting.append(work)
            self._wake_one()
        return future

    def _run(self) -> None:
        wake = Lock()
        wake.acquire()
        while True:
            self._next(wake)()

    def _next(self, wake: Lock) -> _Work:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._idle.append(wake)
        while True:
            wake.acquire()
            with self._lock:
                self._is_waking = False
                if self._waiting:
                    work = self._waiting.popleft()
                    self._wake_one()
                    return work
                self._idle.append(wake)

    def _wake_one(self) -> None:
        """Wakes the next thread if work is waiting, unless one is about to look for it."""
        if self._waiting and self._idle and not self._is_waking:
            self._is_waking = True
            self._idle.pop().release()
