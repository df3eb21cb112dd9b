"""Texts that go on behind what the parser ignores or puts elsewhere: lexbor copies all of one each time."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

_COPIED = 8
"""Of so many bytes that are copied one stays in memory."""
_STRAY = re.compile(
    rb"<(?i:\?|!(?!--[^>-]{0,40}+--><[!a-z])|/[a-z](?:[^ \t\n\f\r/>]{64}|[^ \t\n\f\r/>]*+[ \t\n\f\r/]++[^>])"
    rb"|(?=[bcfhilmst])(?:t[dhr]|tbody|thead|tfoot|table|title|template|caption|col|colgroup|form|frame|image"
    rb"|noframes|input|script|select|style|svg|math|meta|link|base|basefont|bgsound|html|head|body)"
    rb"(?=[ \t\n\f\r/>]))"
)
"""What a text may go on behind, in the same node, with something else in memory behind it by then. It does
not behind a comment that another one or a tag follows at once, as frameworks put them.
"""
_KEEPING = re.compile(rb"<(?i:table|frameset)(?=[ \t\n\f\r/>])")
_TEMPLATE, _COLUMN, _NOSCRIPT = (
    re.compile(rb"<(?i:%b)(?=[ \t\n\f\r/>])" % name) for name in (b"template", b"col", b"noscript")
)
_TAG = re.compile(b"<")


def bounded(markup: bytes, count: int, memory: int) -> bytes:
    """The page as far as no text in it may be copied too often; `count` is how many tags it has, `memory` how
    many bytes the copies may need, those of white space alone as many again.
    """
    if count * len(markup) <= 2 * _COPIED * memory:
        return markup
    markup = _cut(markup, ((found.start(), found.start()) for found in _STRAY.finditer(markup)), memory)
    if count * _spaces(markup) <= _COPIED * memory:
        return markup
    first = _first_keeping(markup)
    noscripts, tags = _NOSCRIPT.finditer(markup, 0, first), _TAG.finditer(markup, first)
    return _cut(markup, chain(_kept(markup, noscripts), _kept(markup, tags)), memory)


def _cut(markup: bytes, copies: Iterable[tuple[int, int]], memory: int) -> bytes:
    """The page up to where more is copied than may be; of each copy, its place and its length at most."""
    left = _COPIED * memory
    for place, length in copies:
        left -= length
        if left < 0:
            return markup[:place]
    return markup


def _first_keeping(markup: bytes) -> int:
    """Where white space may begin to go on behind any tag: in tables, which put elements before themselves
    (HTML §13.2.6.4.9), in framesets (§13.2.6.4.20) and in templates of columns (§13.2.6.4.12). In the
    `noscript` of a head (§13.2.6.4.5) it goes on behind another one.
    """
    keeping, template = _KEEPING.search(markup), _TEMPLATE.search(markup)
    if template is not None and _COLUMN.search(markup, template.end()) is None:
        template = None
    return min((found.start() for found in (keeping, template) if found), default=len(markup))


def _kept(markup: bytes, found: Iterable[re.Match[bytes]]) -> Iterator[tuple[int, int]]:
    """The places of these tags, each with all white space between the first of them and it."""
    spaces, last = 0, None
    for place in (tag.start() for tag in found):
        spaces += 0 if last is None else _spaces(markup[last:place])
        last = place
        yield place, spaces


def _spaces(markup: bytes) -> int:
    return len(markup) - len(markup.translate(None, b" \t\n\f\r"))
