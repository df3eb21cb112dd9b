"""Threads that several requests share without holding each other up."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Semaphore
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class FairPool:
    """At most `threads` calls at a time, at most `share` of them of one map.

    A pool of the standard library queues all calls of a map at once, so a long article would hold up a short
    one until its deadline.
    """

    def __init__(self, threads: int, share: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._share = share

    def map(self, function: Callable[[T], R], values: Iterable[T], /) -> list[R]:
        """The result of each call, in order. Raises what a call raised, once all have ended."""
        free = Semaphore(self._share)

        def call(value: T) -> R:
            try:
                return function(value)
            finally:
                free.release()

        calls = []
        for value in values:
            free.acquire()
            calls.append(self._pool.submit(call, value))
        wait(calls)
        return [future.result() for future in calls]
