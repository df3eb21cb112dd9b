"""Elements that the parser opens again, in each block that begins before they are closed (HTML §13.2.4.3),
with all their attributes; and `html` and `body`, whose later tags give theirs to the first (§13.2.6.4.7).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from embedsvc.read.budget import tags

_NODE = 200
"""Bytes of lexbor's memory for an element, and for an attribute with an empty value."""
_MOST_EQUAL = 3
"""How many equal elements are opened again."""
_MOST_MERGED = 1_000
"""Attributes of all tags of `html` and `body`."""
_SPARE = 2
"""So much more than the memory that there is may be asked for here: a block is two tags as a rule."""

_FEW = 50
"""Tags among which even the largest may be opened again."""
_PLAIN = _NODE * (1 + tags.MOST_BETWEEN) + tags.LONGEST_VALUE
"""Bytes of memory that an attribute of a plain tag needs at most, with those before it that have no value."""
_MOST_PLAIN = 64

_END = rb"(?=[ \t\n\f\r/>])"
_FORMATTING = rb"(?i:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)" + _END
_EITHER = re.compile(rb"<(/?+)%b" % _FORMATTING)
_OTHER = re.compile(rb"<(?i:(a)|html|body)" + _END)
_ALIKE = (
    rb"[bcefhinstuBCEFHINSTU](?:(?<=[bisuBISU])|[iI][gG]|[mM](?:[aA][lL][lL])?+"
    rb"|[oO](?:[dD][eE]|[dD][yY]|[nN][tT]|[bB][rR])|[tT](?:[rR][iI][kK][eE]|[rR][oO][nN][gG]|[mM][lL])?+)"
) + _END
"""The names of all these but `a`, and some more, in the form that is looked for in the least time."""


def bounded(markup: bytes, count: int, memory: int) -> bytes:
    """The page with formatting elements as `span`, which is never opened again, where `count` tags and all of
    these may need more than the memory, in bytes; and without links and roots that hold too much.
    """
    if count < _FEW:
        return markup
    room = _SPARE * memory // count
    starts = [found.start() for found in _reopened(min(_MOST_PLAIN, room // _PLAIN)).finditer(markup)]
    held = tags.Tags(markup)
    if heavy := list(_heavy(markup, held, starts, room)):
        markup = tags.without(markup, heavy)
    elements = [held.attributes_at(start) for start in starts if _EITHER.match(markup, start)]
    return markup if _are_light(elements, room) else _EITHER.sub(rb"<\1span", markup)


@cache
def _reopened(values: int) -> re.Pattern[bytes]:
    """What begins such a tag: formatting, or a root, or a link that is not plainly a small one; of links one
    alone can be open.
    """
    return re.compile(rb"<(?:[aA](?=[ \t\n\f\r/])(?!%b)|%b)" % (tags.plain(values), _ALIKE))


def _heavy(markup: bytes, held: tags.Tags, starts: Iterable[int], room: int) -> Iterator[int]:
    """The links that hold too much, and the roots behind those that hold enough."""
    merged = 0
    for found in filter(None, (_OTHER.match(markup, start) for start in starts)):
        attributes = held.attributes_at(found.start())
        if attributes is None:
            yield found.start()
        elif found[1]:
            yield from [found.start()] if _weight(attributes) > room else []
        else:
            merged += tags.count(attributes)
            yield from [found.start()] if merged > _MOST_MERGED else []


def _are_light(elements: Sequence[bytes | None], room: int) -> bool:
    """Whether all elements together may be opened again in each block; of equal ones three are."""
    known = [each for each in elements if each is not None]
    if len(known) < len(elements):
        return False
    if _NODE * (sum(map(len, known)) + len(known)) <= room:
        return True
    return room >= sum(min(times, _MOST_EQUAL) * _weight(each) for each, times in Counter(known).items())


def _weight(attributes: bytes) -> int:
    """Bytes that a copy of an element needs, at most."""
    return len(attributes) + _NODE * (1 + tags.count(attributes))
