"""Values inside JSON of a shape that nobody guarantees: what is absent or of another type is None."""

from collections.abc import Mapping
from typing import Any

Step = str | int


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
