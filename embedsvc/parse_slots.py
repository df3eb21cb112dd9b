"""How many pages a worker parses at once: parsing needs the interpreter, and a process has only one.

The smallest page comes first, so that a hundred pages made to be slow delay neither a health check nor an
ordinary page.
"""

from bisect import insort
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Lock

from embedsvc.errors import Overloaded

SLOTS = 2


@dataclass(order=True)
class _Waiter:
    size: int
    number: int
    granted: Event = field(default_factory=Event, compare=False)


class ParseSlots:
    """A free slot wakes one waiter, not all of them, because each that wakes competes for the interpreter."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._free = SLOTS
        self._waiters: list[_Waiter] = []
        self._numbers = count()

    @contextmanager
    def acquire(self, size: int, timeout: float) -> Iterator[None]:
        """A slot to parse `size` bytes. Raises Overloaded where none gets free within `timeout` seconds."""
        waiter = _Waiter(size, next(self._numbers))
        with self._lock:
            if self._free:
                self._free -= 1
                waiter.granted.set()
            else:
                insort(self._waiters, waiter)
        if not waiter.granted.wait(timeout):
            self._give_up(waiter)
        try:
            yield
        finally:
            with self._lock:
                if self._waiters:
                    self._waiters.pop(0).granted.set()
                else:
                    self._free += 1

    def _give_up(self, waiter: _Waiter) -> None:
        with self._lock:
            if waiter.granted.is_set():
                return  # between the timeout and the lock
            self._waiters.remove(waiter)
        raise Overloaded("Too many large pages are being read at once.")
