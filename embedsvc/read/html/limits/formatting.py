"""Elements that the parser opens again, in each block that begins before they are closed (HTML §13.2.4.3),
with all their attributes; and `html` and `body`, whose later tags give theirs to the first (§13.2.6.4.7).
"""

import re
from collections import Counter
from functools import cache
from math import inf

from embedsvc.read.html.limits import tags

_NODE = 200
"""Bytes of lexbor's memory for an element, and for an attribute with an empty value."""
_DEAREST = _NODE // 2 + 1
"""Bytes of memory for a byte of a tag, at most: no attribute has less than two."""
_MOST_EQUAL = 3
"""How many equal elements are opened again."""
_MOST_MERGED = 1_000 * _NODE
"""Bytes of memory for the attributes of all tags of `html` and `body`."""
_SPARE = 2
"""So much more than the memory that there is may be asked for here: a block is two tags as a rule."""

_LAST = _NODE * (1 + tags.MOST_BETWEEN)
"""Bytes of memory that the element of a plain tag needs at most, with what stands behind its last value."""
_PLAIN = _LAST + tags.LONGEST_VALUE
"""The same for an attribute of it, with those before it that have no value."""
_MOST_PLAIN = 64
_FEW = 8
"""Attributes of a formatting element that is read at once."""

_END = rb"(?=[ \t\n\f\r/>])"
_FORMATTING = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
_ROOTS = frozenset({b"html", b"body"})
_ALIKE = (
    rb"[bcefinstuBCEFINSTU](?:(?<=[bisuBISU])|[iI][gG]|[mM](?:[aA][lL][lL])?+"
    rb"|[oO](?:[dD][eE]|[nN][tT]|[bB][rR])|[tT](?:[rR][iI][kK][eE]|[rR][oO][nN][gG])?+)"
) + _END
"""All names of formatting, and some like them, which are weighed too where they are plain; in the form that
is looked for in the least time.
"""
_EITHER_ROOT = rb"[bhBH](?:[oO][dD][yY]|[tT][mM][lL])" + _END
_EITHER = re.compile(rb"<(/?+)(?i:%b)%b" % (b"|".join(sorted(_FORMATTING)), _END))


def bounded(markup: bytes, count: int, memory: int) -> bytes:
    """The page with formatting elements as `span`, which is never opened again, where `count` tags and all of
    these may need more than the memory, in bytes; and without links and roots that hold too much.
    """
    if not count:
        return markup
    room = _SPARE * memory // count
    held = tags.Tags(markup)
    elements: list[bytes | None] = []
    heavy: list[int] = []
    merged = 0.0
    values = min(_MOST_PLAIN, max(0, room - _LAST) // _PLAIN)
    for found in _reopened(_of_few(values)).finditer(markup):
        tag = found[0]
        if tag.endswith(b">"):
            elements.append(tag)
            continue
        name, start = tag[1:].lower(), found.start()
        attributes = held.attributes_at(start)
        whole = None if attributes is None else tag + attributes
        if name in _FORMATTING:
            elements.append(whole)
        elif name in _ROOTS:
            merged += _weight(whole, _MOST_MERGED)
            heavy.extend([start] if merged > _MOST_MERGED else [])
        elif name == b"a" and _weight(whole, room) > room:
            heavy.append(start)
    if heavy:
        markup = tags.without(markup, heavy)
    return markup if _are_light(elements, room) else _EITHER.sub(rb"<\1span", markup)


def _of_few(number: int) -> int:
    """The power of two in a number, 0 in 0: few patterns are compiled, for each takes as long as a page."""
    return (1 << number.bit_length()) >> 1


@cache
def _reopened(values: int) -> re.Pattern[bytes]:
    """What begins such a tag: formatting, as a whole if it is a plain one; or a root, or a link that is not
    plainly a small one; of links one alone can be open.
    """
    formatting = rb"%b(?:>|%b)?+" % (_ALIKE, tags.plain(_FEW, hiding=False))
    link = rb"[aA](?=[ \t\n\f\r/])(?!%b)" % tags.plain(values, hiding=True)
    return re.compile(rb"<(?:%b|%b|%b)" % (link, formatting, _EITHER_ROOT))


def _are_light(elements: list[bytes | None], room: int) -> bool:
    """Whether all elements together may be opened again in each block; of equal ones three are."""
    if None not in elements and _DEAREST * sum(map(len, filter(None, elements))) <= room:
        return True
    alike = Counter(elements)
    return room >= sum(min(times, _MOST_EQUAL) * _weight(tag, room) for tag, times in alike.items())


def _weight(tag: bytes | None, room: int) -> float:
    """Bytes that a copy of an element needs, at most, counted only as far as there is room; without bound
    where its attributes are not known.
    """
    return inf if tag is None else len(tag) + _NODE * tags.count(tag, room // _NODE)
