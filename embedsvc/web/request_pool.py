"""The threads of a worker that handle requests."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_Work = Callable[[], None]


class RequestPool(Executor):
    """Starts a thread only while none is idle, up to `max_threads`.

    ThreadPoolExecutor starts threads up to its maximum under any steady load. A worker needs many threads for
    the hour when sites stall, but a cached response took a sixth more CPU time when all of them took turns.
    """

    def __init__(self, max_threads: int) -> None:
        self._left = max_threads
        self._work: SimpleQueue[_Work | None] = SimpleQueue()
        self._idle: SimpleQueue[None] = SimpleQueue()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """To be called by one thread only."""
        future: Future[T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 -- for whoever waits for the result
                future.set_exception(error)

        self._work.put(work)
        try:
            self._idle.get_nowait()
        except Empty:
            if self._left:
                self._left -= 1
                Thread(target=self._run, name="request", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Idle threads end; requests that are being handled go on, and gunicorn waits for them itself."""
        self._work.put(None)

    def _run(self) -> None:
        while work := self._work.get():
            work()
            self._idle.put(None)
        self._work.put(None)  # for the next thread
