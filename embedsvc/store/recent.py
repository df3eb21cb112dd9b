"""Values that were fetched a short time ago, in the memory of a worker."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock
from typing import Generic, TypeVar

from cachetools import TTLCache

MAX_SIZE = 256
TTL = 600.0
"""Seconds."""

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """At most `max_size` in all, where `size` is that of one value; a larger one is not stored. `monotonic`
    is in seconds. Safe to use from several threads.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        size: Callable[[Value], int] = lambda _: 1,
        max_size: int = MAX_SIZE,
    ) -> None:
        self._values: TTLCache[str, Value] = TTLCache(max_size, TTL, monotonic, getsizeof=size)
        self._fetching: dict[str, Future[Value]] = {}
        self._lock = Lock()

    def get_or_fetch(self, key: str, fetch: Callable[[], Value]) -> Value:
        """One fetch for all who wait. What `fetch` raises is raised for them too, and not stored."""
        with self._lock:
            if key in self._values:
                return self._values[key]
            future = self._fetching.get(key)
            is_first = future is None
            future = self._fetching.setdefault(key, Future())
        return self._fetch(key, future, fetch) if is_first else future.result()

    def _fetch(self, key: str, future: "Future[Value]", fetch: Callable[[], Value]) -> Value:
        try:
            value = fetch()
        except BaseException as error:
            self._end(key)
            future.set_exception(error)
            raise
        with self._lock, suppress(ValueError):  # larger than everything together may be
            self._values[key] = value
        self._end(key)
        future.set_result(value)
        return value

    def _end(self, key: str) -> None:
        with self._lock:
            del self._fetching[key]
