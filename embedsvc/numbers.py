"""Small numbers as people, pages and headers write them."""

import math

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


def in_base_36(value: float) -> str:
    """`Number.prototype.toString(36)` of JavaScript as V8 computes it (DoubleToRadixCString): the digits that
    tell a number from its neighbours, the last one rounded half to even.
    """
    integer, fraction = int(value), value - int(value)
    delta = max(0.5 * (math.nextafter(value, math.inf) - value), math.nextafter(0.0, 1.0))
    digits: list[int] = []
    while fraction >= delta:
        fraction, delta = fraction * 36, delta * 36
        digits.append(int(fraction))
        fraction -= digits[-1]
        if (fraction > 0.5 or (fraction == 0.5 and digits[-1] % 2)) and fraction + delta > 1:
            while digits and digits[-1] == 35:
                digits.pop()
            if digits:
                digits[-1] += 1
            else:
                integer += 1
            break
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    whole_part = ""
    while integer or not whole_part:
        integer, digit = divmod(integer, 36)
        whole_part = alphabet[digit] + whole_part
    return whole_part + ("." + "".join(alphabet[digit] for digit in digits) if digits else "")
