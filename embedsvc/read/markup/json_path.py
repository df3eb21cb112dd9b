"""Values inside JSON of a shape that nobody guarantees: what is absent or of another type is None."""

from collections.abc import Mapping
from typing import Any

Step = str | int

MAX_COUNT = 10**15
"""A larger number cannot be counted, and may be too large for a float."""


def at(value: Any, *path: Step) -> Any:  # noqa: ANN401  (any JSON)
    """The value at the end of a path of member names and indices."""
    for step in path:
        match value:
            case Mapping() if isinstance(step, str):
                value = value.get(step)
            case list() if isinstance(step, int) and -len(value) <= step < len(value):
                value = value[step]
            case _:
                return None
    return value


def text(value: Any, *path: Step) -> str | None:  # noqa: ANN401
    """A string that is not blank, without white space at its ends."""
    found = at(value, *path)
    return found.strip() or None if isinstance(found, str) else None


def items(value: Any, *path: Step) -> list[Any]:  # noqa: ANN401
    """The items of an array; none where there is no array."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def members(value: Any, *path: Step) -> Mapping[str, Any]:  # noqa: ANN401
    """The members of an object; none where there is no object."""
    found = at(value, *path)
    return found if isinstance(found, Mapping) else {}


def count(value: Any, *path: Step) -> int | None:  # noqa: ANN401
    """How many there are of something: a whole number from 0 to MAX_COUNT."""
    found = at(value, *path)
    is_whole = isinstance(found, int) and not isinstance(found, bool)
    return found if is_whole and 0 <= found <= MAX_COUNT else None
