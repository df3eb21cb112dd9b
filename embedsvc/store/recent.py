"""Values that were fetched a short time ago, in the memory of a worker."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from cachetools import TTLCache

MAX_ENTRIES = 256
TTL = 600.0
"""Seconds."""

Value = TypeVar("Value")


@dataclass(slots=True)
class _Entry(Generic[Value]):
    lock: Lock = field(default_factory=Lock)
    value: Value | None = None


class Recent(Generic[Value]):
    """`monotonic` is in seconds. Safe to use from several threads."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._entries: TTLCache[str, _Entry[Value]] = TTLCache(MAX_ENTRIES, TTL, monotonic)
        self._lock = Lock()

    def get_or_fetch(self, key: str, fetch: Callable[[], Value]) -> Value:
        """One fetch for all who wait. What `fetch` raises is raised and not stored."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
        with entry.lock:
            if entry.value is None:
                entry.value = fetch()
            return entry.value
