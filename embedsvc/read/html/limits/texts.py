"""Texts that continue after markup which the parser ignores or moves: lexbor copies them each time."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

_COPIED_PER_BYTE = 8
"""Of so many copied bytes one stays allocated."""
_IGNORED_OR_MOVED = re.compile(
    rb"<(?i:\?|!(?!--[^>-]{0,40}+--><[!a-z])|/[a-z](?:[^ \t\n\f\r/>]{64}|[^ \t\n\f\r/>]*+[ \t\n\f\r/]++[^>])"
    rb"|(?=[bcfhilmst])(?:t[dhr]|tbody|thead|tfoot|table|title|template|caption|col|colgroup|form|frame|image"
    rb"|noframes|input|script|select|style|svg|math|meta|link|base|basefont|bgsound|html|head|body)"
    rb"(?=[ \t\n\f\r/>]))"
)
"""Markup after which a text may continue in the same node, although other allocations follow it by then.
Comments followed at once by a comment or a tag, as frameworks write them, aren't among it.
"""
_MOVING_TAG = re.compile(rb"<(?i:table|frameset)(?=[ \t\n\f\r/>])")
_TEMPLATE, _COLUMN, _NOSCRIPT = (
    re.compile(rb"<(?i:%b)(?=[ \t\n\f\r/>])" % name) for name in (b"template", b"col", b"noscript")
)
_ANY_TAG = re.compile(b"<")


def limit(markup: bytes, tag_count: int, memory: int) -> bytes:
    """The page cut where its texts would be copied too often. The copies may need `memory` bytes; copies of
    white space as many again.
    """
    if tag_count * len(markup) <= 2 * _COPIED_PER_BYTE * memory:
        return markup
    copies = ((found.start(), found.start()) for found in _IGNORED_OR_MOVED.finditer(markup))
    markup = _cut(markup, copies, memory)
    if tag_count * _count_white_space(markup) <= _COPIED_PER_BYTE * memory:
        return markup
    start = _start_of_moved_white_space(markup)
    noscripts, tags = _NOSCRIPT.finditer(markup, 0, start), _ANY_TAG.finditer(markup, start)
    white_space = chain(_white_space_before(markup, noscripts), _white_space_before(markup, tags))
    return _cut(markup, white_space, memory)


def _cut(markup: bytes, copies: Iterable[tuple[int, int]], memory: int) -> bytes:
    """The page up to the copy that exceeds the memory; of each copy, its position and its maximal length."""
    left = _COPIED_PER_BYTE * memory
    for position, length in copies:
        left -= length
        if left < 0:
            return markup[:position]
    return markup


def _start_of_moved_white_space(markup: bytes) -> int:
    """From where on white space may continue after any tag: in tables, which put misplaced elements before
    themselves (HTML §13.2.6.4.9), in framesets (§13.2.6.4.20) and in templates of columns (§13.2.6.4.12). In
    the `noscript` of a head (§13.2.6.4.5) it continues after another `noscript`.
    """
    moving, template = _MOVING_TAG.search(markup), _TEMPLATE.search(markup)
    if template is not None and _COLUMN.search(markup, template.end()) is None:
        template = None
    return min((found.start() for found in (moving, template) if found), default=len(markup))


def _white_space_before(markup: bytes, tags: Iterable[re.Match[bytes]]) -> Iterator[tuple[int, int]]:
    """The position of each tag, with the amount of white space since the first of them."""
    white_space, last = 0, None
    for position in (tag.start() for tag in tags):
        white_space += 0 if last is None else _count_white_space(markup[last:position])
        last = position
        yield position, white_space


def _count_white_space(markup: bytes) -> int:
    return len(markup) - len(markup.translate(None, b" \t\n\f\r"))
