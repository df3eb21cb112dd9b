"""Small numbers as pages and APIs write them."""

MAX_PIXELS = 99_999
_MAX_DIGITS = 15


def positive(value: object, at_most: int) -> int | None:
    """A whole number from 1 to `at_most` out of `480`, `480.0`, `"480"`, `"480.0"` or `"480px"`; None for
    anything else, among it percentages and flags.
    """
    if isinstance(value, str):
        digits = value.strip().lower().removesuffix("px").partition(".")[0].strip()
        value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) or None if 0 < value <= at_most else None


def pixels(value: object) -> int | None:
    """A width or a height in pixels."""
    return positive(value, MAX_PIXELS)
