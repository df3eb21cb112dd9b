"""Small numbers as people, pages and headers write them."""

MAX_PIXELS = 99_999
_MAX_DIGITS = 15


def whole(text: str) -> int | None:
    """A whole number in at most 15 ASCII digits; None for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else None


def positive(value: object, at_most: int) -> int | None:
    """A whole number from 1 to `at_most` out of `480`, `480.0`, `"480"`, `"480.0"` or `"480px"`; None for
    anything else, among it percentages and flags.
    """
    if isinstance(value, str):
        value = whole(value.strip().lower().removesuffix("px").partition(".")[0])
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) or None if 0 < value <= at_most else None


def pixels(value: object) -> int | None:
    """A width or a height in pixels."""
    return positive(value, MAX_PIXELS)
