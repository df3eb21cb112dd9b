"""Stretches of an article that are taken."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]
"""Start and end, in code points of the source."""


def outside(stretches: Iterable[Stretch], length: int) -> Iterator[Stretch]:
    """What of a source of that length is in none of some stretches, which are in order."""
    position = 0
    for start, end in stretches:
        if position < start:
            yield position, start
        position = max(position, end)
    if position < length:
        yield position, length


class Stretches:
    """Some that do not overlap, in any order of adding."""

    def __init__(self) -> None:
        self._stretches: list[Stretch] = []

    def __bool__(self) -> bool:
        return bool(self._stretches)

    def add(self, start: int, end: int) -> None:
        insort(self._stretches, (start, end))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of them has a character of this one."""
        position = bisect_left(self._stretches, (end, -1))
        return position > 0 and self._stretches[position - 1][1] > start

    def between(self, start: int, end: int) -> Iterator[Stretch]:
        """What of a stretch is not taken, in order."""
        position = bisect_left(self._stretches, (start, -1))
        if position and self._stretches[position - 1][1] > start:
            start = self._stretches[position - 1][1]
        while position < len(self._stretches) and self._stretches[position][0] < end:
            if start < self._stretches[position][0]:
                yield start, self._stretches[position][0]
            start = self._stretches[position][1]
            position += 1
        if start < end:
            yield start, end
