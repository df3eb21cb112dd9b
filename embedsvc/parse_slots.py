"""Reading takes the interpreter, and a process has one: who reads takes turns, the smallest answer first.

So a hundred pages made to be slow hold up neither a health check nor a page like any other.
"""

from bisect import insort
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Lock

from embedsvc.errors import Overloaded

PLACES = 2


@dataclass(order=True)
class _Ticket:
    size: int
    number: int
    called: Event = field(default_factory=Event, compare=False)


class ParseSlots:
    """One waiter at a time is woken: each wakes into a queue for the interpreter."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._free = PLACES
        self._waiting: list[_Ticket] = []
        self._numbers = count()

    @contextmanager
    def acquire(self, size: int, seconds: float) -> Iterator[None]:
        """A place, for an answer of so many bytes, within so many seconds. Raises Overloaded."""
        ticket = _Ticket(size, next(self._numbers))
        with self._lock:
            if self._free:
                self._free -= 1
                ticket.called.set()
            else:
                insort(self._waiting, ticket)
        if not ticket.called.wait(seconds):
            self._leave(ticket)
        try:
            yield
        finally:
            with self._lock:
                if self._waiting:
                    self._waiting.pop(0).called.set()
                else:
                    self._free += 1

    def _leave(self, ticket: _Ticket) -> None:
        with self._lock:
            if ticket.called.is_set():
                return  # at the last moment
            self._waiting.remove(ticket)
        raise Overloaded("Too many large pages are being read at once.")
