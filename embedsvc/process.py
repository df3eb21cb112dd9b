"""What must not cross a fork: locks that a thread of the parent holds, its threads, its connections."""

import os
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class PerProcess(Generic[T]):
    """One value for each process, made when first asked for.

    What the parent made is kept untouched in the child: closing an inherited SQLite connection would break
    the parent's locks.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: dict[int, T] = {}

    def __call__(self) -> T:
        pid = os.getpid()
        try:
            return self._made[pid]
        except KeyError:
            return self._made.setdefault(pid, self._make())  # one winner among threads
