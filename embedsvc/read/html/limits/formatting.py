"""Formatting elements and links: the parser reopens them, with all their attributes, in each block that
starts before they are closed (HTML §13.2.4.3). And `html` and `body`: later tags add their attributes to the
first (§13.2.6.4.7).
"""

import re
from collections import Counter
from functools import cache
from math import inf

from embedsvc.read.html.limits import tags

_NODE = 200
"""Bytes that lexbor allocates for an element, and for an attribute with an empty value."""
_MAX_EQUAL = 3
"""How many equal elements are reopened."""
_MAX_MERGED = 1_000 * _NODE
"""Bytes for the attributes of all tags of `html` and `body`."""
_TAGS_PER_BLOCK = 2
"""A block has a start tag and an end tag as a rule, so that elements reopen in half as many as there are
tags.
"""

_MAX_WITHOUT_VALUES = _NODE * (1 + tags.MAX_BARE_NAMES)
"""Bytes for the element of a plain tag with what follows its last value."""
_MAX_PER_VALUE = _MAX_WITHOUT_VALUES + tags.MAX_PLAIN_VALUE
"""Bytes for an attribute with a value in a plain tag, with the attributes before it that have none."""
_MAX_LINK_VALUES = 64
_MAX_FORMATTING_VALUES = 8
"""Values of a formatting element that is matched as a whole by one pattern."""

_END = rb"(?=[ \t\n\f\r/>])"
_FORMATTING = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
_ROOTS = frozenset({b"html", b"body"})
_FORMATTING_NAME = (
    rb"[bcefinstuBCEFINSTU](?:(?<=[bisuBISU])|[iI][gG]|[mM](?:[aA][lL][lL])?+"
    rb"|[oO](?:[dD][eE]|[nN][tT]|[bB][rR])|[tT](?:[rR][iI][kK][eE]|[rR][oO][nN][gG])?+)"
) + _END
"""All names of formatting elements, and a few others, in the form that searches fastest. The others count too
where their tags are plain.
"""
_ROOT_NAME = rb"[bhBH](?:[oO][dD][yY]|[tT][mM][lL])" + _END
_FORMATTING_TAG = re.compile(rb"<(/?+)(?i:%b)%b" % (b"|".join(sorted(_FORMATTING)), _END))


def limit(markup: bytes, tag_count: int, memory: int) -> bytes:
    """The page with formatting elements renamed to `span`, which is never reopened, where all of them
    reopened in all blocks may exceed the memory (bytes); and links and roots that exceed it turned into text.
    """
    if not tag_count:
        return markup
    max_per_tag = _TAGS_PER_BLOCK * memory // tag_count
    reader = tags.TagReader(markup)
    formatting: list[bytes | None] = []
    too_large: list[int] = []
    merged = 0.0
    link_values = min(_MAX_LINK_VALUES, max(0, max_per_tag - _MAX_WITHOUT_VALUES) // _MAX_PER_VALUE)
    for found in _reopened(_power_of_two_within(link_values)).finditer(markup):
        tag = found[0]
        if tag.endswith(b">"):
            formatting.append(tag)
            continue
        name, start = tag[1:].lower(), found.start()
        attributes = reader.attributes_at(start)
        whole = None if attributes is None else tag + attributes
        if name in _FORMATTING:
            formatting.append(whole)
        elif name in _ROOTS:
            merged += _memory_of(whole, _MAX_MERGED)
            too_large.extend([start] if merged > _MAX_MERGED else [])
        elif name == b"a" and _memory_of(whole, max_per_tag) > max_per_tag:
            too_large.append(start)
    if too_large:
        markup = tags.turn_into_text(markup, too_large)
    if _may_all_reopen(formatting, max_per_tag):
        return markup
    return _FORMATTING_TAG.sub(rb"<\1span", markup)


def _power_of_two_within(number: int) -> int:
    """The largest power of two up to a number, 0 for 0: few patterns get compiled, since each takes as long
    as a page.
    """
    return (1 << number.bit_length()) >> 1


@cache
def _reopened(max_link_values: int) -> re.Pattern[bytes]:
    """The start of a tag to measure: of formatting, the whole tag if it is plain; of links, only those that
    aren't plain and small, since just one link can be open; and of roots.
    """
    formatting = rb"%b(?:>|%b)?+" % (
        _FORMATTING_NAME,
        tags.plain_rest(_MAX_FORMATTING_VALUES, may_hide_tags=False),
    )
    link = rb"[aA](?=[ \t\n\f\r/])(?!%b)" % tags.plain_rest(max_link_values, may_hide_tags=True)
    return re.compile(rb"<(?:%b|%b|%b)" % (link, formatting, _ROOT_NAME))


def _may_all_reopen(elements: list[bytes | None], memory: int) -> bool:
    """Whether the memory suffices to reopen all elements in a block; of equal ones three are reopened."""
    known = [tag for tag in elements if tag is not None]
    if len(known) < len(elements):
        return False
    equal = Counter(known)
    reopened = b"".join(tag for tag, times in equal.items() for _ in range(min(times, _MAX_EQUAL)))
    if len(reopened) + _NODE * (len(known) + tags.count_separators(reopened)) <= memory:
        return True
    return memory >= sum(min(times, _MAX_EQUAL) * _memory_of(tag, memory) for tag, times in equal.items())


def _memory_of(tag: bytes | None, at_most: int) -> float:
    """Upper bound of the bytes for a copy of an element, counted only to `at_most`; infinite where its
    attributes are unknown.
    """
    return inf if tag is None else len(tag) + _NODE * tags.count(tag, at_most // _NODE)
