"""Tags as the HTML tokenizer takes them (§13.2.5.8 and §13.2.5.32 on), wherever one may begin.

Only the true end of a tag may end it, and that is not the first ">" where quotes hold one. All patterns are
possessive: no way back.
"""

import re
from collections.abc import Iterable
from itertools import islice

LONGEST_VALUE = 1_000
MOST_BETWEEN = 20
"""Attributes without a value between two that have one."""
_MOST_BLANKS = 200
_BETWEEN = rb"""[ \t\n\f\r]{0,%d}+[^<>"'=]{0,%d}+""" % (_MOST_BLANKS, 2 * MOST_BETWEEN)
_LONGEST_NAME = 40


def plain(values: int, *, hiding: bool) -> bytes:
    """The pattern of how a tag goes on behind its name, with at most so many short attributes that have
    values, and ends. Its values hold a "<" only where they may be `hiding` another tag, since who only looks
    ahead passes over none. The tokenizer sees the same tag: a "=" opens a value only right behind a name, for
    one that stands elsewhere is a name itself, and may be followed by a value that hides the end.
    """
    most, barred = LONGEST_VALUE, b"" if hiding else b"<"
    quoted = rb""""[^%b"]{0,%d}+"|'[^%b']{0,%d}+'""" % (barred, most, barred, most)
    bare = rb"""[^ \t\n\f\r<>"'][^ \t\n\f\r<>]{0,%d}+(?=[ \t\n\f\r>])""" % most
    value = rb"""(?<=[^ \t\n\f\r/>"'=])=(?:%b|%b)""" % (quoted, bare)
    return rb"(?=[ \t\n\f\r/>])%b(?:%b%b){0,%d}+>" % (_BETWEEN, value, _BETWEEN, values)


BEGINNING = re.compile(rb"</?+[A-Za-z][^ \t\n\f\r/>]*+[ \t\n\f\r/]")
"""Where a tag may begin that has attributes."""
LARGE = re.compile(
    rb"""<(?=/?+[A-Za-z])(?!/?+[^ \t\n\f\r/>"'=]{1,%d}+%b)""" % (_LONGEST_NAME, plain(20, hiding=False))
)
"""Where a tag may begin that is not a plain one."""

_NAME = rb"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
_VALUE = rb"""[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>]*+)"""
_ATTRIBUTE = re.compile(rb"%b(?:%b)?+" % (_NAME, _VALUE))
_TAG = re.compile(rb"</?+[A-Za-z][^ \t\n\f\r/>]*+((?:%b)*+)[ \t\n\f\r/]*+" % _ATTRIBUTE.pattern)
"""With the blanks behind its attributes, which are read too, and may be most of the page."""
_LONG = 2**16
"""Bytes of attributes whose list would need thirty times as many; others are counted faster by their list."""
_MOST_READ = 6
_NO_TAG = ord("_")


class Tags:
    """The tags of a page, read wherever one may begin. They overlap only where somebody wants them to, so
    that a page is read over six times at most, and then no more.
    """

    def __init__(self, markup: bytes) -> None:
        self._markup = markup
        self._left = _MOST_READ * len(markup)

    def attributes_at(self, start: int) -> bytes | None:
        """The attributes of the tag that begins here, as they are written; None where too much was read."""
        tag = _TAG.match(self._markup, start) if self._left >= 0 else None
        self._left -= len(tag[0]) if tag else 0
        return tag[1] if tag and self._left >= 0 else None


def count(attributes: bytes, most: int) -> int:
    """How many there are, counted no further than to one more than that."""
    if len(attributes) > _LONG:
        return sum(1 for _ in islice(_ATTRIBUTE.finditer(attributes), most + 1))
    return len(_ATTRIBUTE.findall(attributes))


def without(markup: bytes, starts: Iterable[int]) -> bytes:
    """What begins these tags becomes a sign that begins none and ends none, so that all others stay as they
    were measured.
    """
    lighter = bytearray(markup)
    for start in starts:
        lighter[start] = _NO_TAG
    return bytes(lighter)
