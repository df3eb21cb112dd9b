"""The token that X's widgets send with the id of a post."""

import math
import re


def token(key: str) -> str:
    """`((Number(id) / 1e15) * Math.PI).toString(36)` without zeros and the point."""
    return re.sub(r"0+|\.", "", _in_base_36(float(key) / 1e15 * math.pi))


def _in_base_36(value: float) -> str:
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
