"""Reading takes the interpreter, and a process has one: who reads takes turns, the smallest answer first.

So a hundred pages made to be slow hold up neither a health check nor a page like any other.
"""

from bisect import insort
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Condition

from embedsvc.errors import Overloaded

PLACES = 2


class Desk:
    def __init__(self) -> None:
        self._changed = Condition()
        self._free = PLACES
        self._waiting: list[tuple[int, int]] = []
        self._numbers = count()

    @contextmanager
    def turn(self, size: int, seconds: float) -> Iterator[None]:
        """A place, for an answer of so many bytes, within so many seconds. Raises Overloaded."""
        ticket = (size, next(self._numbers))
        with self._changed:
            insort(self._waiting, ticket)
            came = self._changed.wait_for(lambda: self._free and self._waiting[0] == ticket, seconds)
            self._waiting.remove(ticket)
            self._free -= bool(came)
            self._changed.notify_all()
        if not came:
            raise Overloaded("Too many large pages are being read at once.")
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()
