"""The header Range of a request, as far as it asks for one range of bytes (RFC 9110 §14.1.2, §14.2)."""

import re
from typing import NamedTuple

_RANGE = re.compile(r"bytes=[ \t]*(?:([0-9]{1,18})-([0-9]{1,18})?|-([0-9]{1,18}))[ \t]*", re.IGNORECASE)


class ByteRange(NamedTuple):
    first: int | None
    """None for the last bytes of the file."""
    last: int | None
    """Without `first` how many they are; None for the end of the file."""

    def within(self, size: int) -> tuple[int, int] | None:
        """Its first and last byte in a file of that size; None if the file has none of it."""
        first, last = self.first, size - 1
        if first is None:
            first = max(0, size - (self.last or 0))
        elif self.last is not None:
            last = min(self.last, last)
        return (first, last) if first <= last else None


def parse(header: str | None) -> ByteRange | None:
    """None for what may be ignored: another unit, several ranges, a range that is not valid."""
    found = _RANGE.fullmatch(header or "")
    if found is None:
        return None
    first, last, suffix = (int(number) if number else None for number in found.groups())
    if first is None:
        return ByteRange(None, suffix)
    return None if last is not None and last < first else ByteRange(first, last)
