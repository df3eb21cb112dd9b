"""The cache of one worker, in its memory: opaque bytes, bounded in bytes."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cachetools import TLRUCache

_OVERHEAD = 700
"""What Python and the cache need for one value besides its bytes, measured."""


class _Value(NamedTuple):
    data: bytes
    expires_at: float
    size: int


class Memory:
    """Evicts what has expired and, short of room, what was read least recently.

    `size` bounds the bytes of all keys and values together with what the cache needs for them; `clock` gives
    seconds since the epoch.
    """

    def __init__(self, size: int, clock: Callable[[], float]) -> None:
        self._lock = threading.Lock()
        self._empty: Callable[[], TLRUCache[str, _Value]] = lambda: TLRUCache(
            size, ttu=lambda _, value, __: value.expires_at, timer=clock, getsizeof=lambda value: value.size
        )
        self._values = self._empty()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            value = self._values.get(key)
        return value.data if value else None

    def get_all(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """The values of those of the keys that have one."""
        found = {key: self.get(key) for key in keys}
        return {key: data for key, data in found.items() if data is not None}

    def put(self, key: str, data: bytes, expires_at: float) -> None:
        """Stores a value until `expires_at` (seconds since the epoch); one that is too large is dropped."""
        value = _Value(data, expires_at, len(key) + len(data) + _OVERHEAD)
        with self._lock:
            self._values.pop(key, None)
            if value.size <= self._values.maxsize:
                self._values[key] = value

    def delete(self, key: str) -> None:
        with self._lock:
            self._values.pop(key, None)

    def used(self) -> tuple[int, int]:
        """How many values there are, and their bytes."""
        with self._lock:
            return len(self._values), int(self._values.currsize)

    def clear(self) -> None:
        """Takes no time, however much there is: readers wait for the lock."""
        with self._lock:
            self._values = self._empty()
