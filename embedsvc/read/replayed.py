"""An iterator that several readers share."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Replayed(Generic[Value]):
    """The values of an iterator, from the first for each reader. It goes only as far as one of them reads."""

    def __init__(self, values: Iterable[Value]) -> None:
        self._remaining = iter(values)
        self._found: list[Value] = []

    def __iter__(self) -> Iterator[Value]:
        for index in count():
            if index == len(self._found):
                for value in self._remaining:
                    self._found.append(value)
                    break
                else:
                    return
            yield self._found[index]
