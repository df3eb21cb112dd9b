"""Tags as the HTML tokenizer reads them (§13.2.5.8, §13.2.5.32 and following), wherever one may start.

Only the true end of a tag ends it here, which isn't the first ">" where a quoted value contains one. All
patterns are possessive, so that none backtracks.
"""

import re
from collections.abc import Iterable
from itertools import islice

MAX_PLAIN_VALUE = 1_000
MAX_BARE_NAMES = 20
"""Attributes without a value between two that have one, in a plain tag."""
_MAX_PLAIN_SPACES = 200
_BETWEEN_VALUES = rb"""[ \t\n\f\r]{0,%d}+[^<>"'=]{0,%d}+""" % (_MAX_PLAIN_SPACES, 2 * MAX_BARE_NAMES)
_MAX_PLAIN_NAME = 40


def plain_rest(max_values: int, *, may_hide_tags: bool) -> bytes:
    """A pattern for the rest of a plain tag after its name: at most `max_values` short attributes with
    values, then its end. Values contain "<" only if they may hide other tags, as in a lookahead, which skips
    none.

    The tokenizer reads the same tag: "=" starts a value only right after a name. Elsewhere "=" is itself the
    name of an attribute, whose value may hide the end of the tag.
    """
    longest, excluded = MAX_PLAIN_VALUE, b"" if may_hide_tags else b"<"
    quoted = rb""""[^%b"]{0,%d}+"|'[^%b']{0,%d}+'""" % (excluded, longest, excluded, longest)
    unquoted = rb"""[^ \t\n\f\r<>"'][^ \t\n\f\r<>]{0,%d}+(?=[ \t\n\f\r>])""" % longest
    value = rb"""(?<=[^ \t\n\f\r/>"'=])=(?:%b|%b)""" % (quoted, unquoted)
    return rb"(?=[ \t\n\f\r/>])%b(?:%b%b){0,%d}+>" % (_BETWEEN_VALUES, value, _BETWEEN_VALUES, max_values)


SEPARATORS = b"\"'/ \t\n\f\r"
"""Each attribute follows one of these."""
START = re.compile(rb"</?+[A-Za-z][^ \t\n\f\r/>]*+[ \t\n\f\r/]")
"""Where a tag with attributes may start."""
START_OF_LARGE = re.compile(
    rb"""<(?=/?+[A-Za-z])(?!/?+[^ \t\n\f\r/>"'=]{1,%d}+%b)"""
    % (_MAX_PLAIN_NAME, plain_rest(20, may_hide_tags=False))
)
"""Where a tag may start that isn't plain."""

_NAME = rb"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
_VALUE = rb"""[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>]*+)"""
_ATTRIBUTE = re.compile(rb"%b(?:%b)?+" % (_NAME, _VALUE))
_TAG = re.compile(rb"</?+[A-Za-z][^ \t\n\f\r/>]*+((?:%b)*+)[ \t\n\f\r/]*+" % _ATTRIBUTE.pattern)
"""With the spaces after its attributes, which count as read too, since they may be most of the page."""
_MAX_LISTED = 2**16
"""Bytes of attributes that are counted as a list, which is faster but takes thirty times their memory."""
_MAX_READ_RATIO = 6
_NO_TAG = ord("_")


class TagReader:
    """Reads the tags of a page wherever one may start. Overlapping tags occur only in hostile pages; reading
    stops once six times the page has been read.
    """

    def __init__(self, markup: bytes) -> None:
        self._markup = markup
        self._left = _MAX_READ_RATIO * len(markup)

    def attributes_at(self, start: int) -> bytes | None:
        """The attributes of the tag that starts here, as written; None once too much was read."""
        tag = _TAG.match(self._markup, start) if self._left >= 0 else None
        self._left -= len(tag[0]) if tag else 0
        return tag[1] if tag and self._left >= 0 else None


def count(attributes: bytes, at_most: int) -> int:
    """How many attributes there are; a long list is counted only to `at_most + 1`."""
    if len(attributes) > _MAX_LISTED:
        return sum(1 for _ in islice(_ATTRIBUTE.finditer(attributes), at_most + 1))
    return len(_ATTRIBUTE.findall(attributes))


def count_separators(markup: bytes) -> int:
    """How many characters there are that an attribute follows: never fewer than attributes."""
    return len(markup) - len(markup.translate(None, SEPARATORS))


def turn_into_text(markup: bytes, starts: Iterable[int]) -> bytes:
    """Replaces the "<" of these tags by a character that neither starts nor ends a tag, so that all others
    remain as they were measured.
    """
    replaced = bytearray(markup)
    for start in starts:
        replaced[start] = _NO_TAG
    return bytes(replaced)
