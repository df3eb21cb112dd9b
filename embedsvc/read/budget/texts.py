"""Texts that go on behind what the parser ignores or puts elsewhere: lexbor copies all of one each time."""

import re
from collections.abc import Iterable
from itertools import chain

_COPIED = 8
"""Of so many bytes that are copied one stays in memory."""
_STRAY = re.compile(
    rb"<(?i:[!?]|/[a-z](?:[^ \t\n\f\r/>]{64}|[^ \t\n\f\r/>]*+[ \t\n\f\r/]++[^>])"
    rb"|(?=[bcfhilmst])(?:t[dhr]|tbody|thead|tfoot|table|title|template|caption|col|colgroup|form|frame"
    rb"|noframes|input|script|select|style|svg|math|meta|link|base|basefont|bgsound|html|head|body)"
    rb"(?=[ \t\n\f\r/>]))"
)
"""What a text may go on behind, in the same node, with something else in memory behind it by then."""
_FRAMESET, _TEMPLATE, _COLUMN, _NOSCRIPT = (
    re.compile(rb"<(?i:%b)(?=[ \t\n\f\r/>])" % name)
    for name in (b"frameset", b"template", b"col", b"noscript")
)
_TAG = re.compile(b"<")


def bounded(markup: bytes, count: int, memory: int) -> bytes:
    """The page as far as no text in it may be copied too often; `count` is how many tags it has, `memory` how
    many bytes the copies may need, those of white space alone as many again.
    """
    if count * len(markup) <= 2 * _COPIED * memory:
        return markup
    markup = _cut(markup, _STRAY.finditer(markup), len(markup), memory)
    spaces = len(markup) - len(markup.translate(None, _SPACES))
    return markup if count * spaces <= _COPIED * memory else _cut(markup, _ignored(markup), spaces, memory)


_SPACES = b" \t\n\f\r"


def _cut(markup: bytes, copying: Iterable[re.Match[bytes]], longest: int, memory: int) -> bytes:
    """The page up to the first of the tags by which more is copied than may be, where no text is longer."""
    left = _COPIED * memory
    for found in copying:
        left -= min(found.start(), longest)
        if left < 0:
            return markup[: found.start()]
    return markup


def _ignored(markup: bytes) -> Iterable[re.Match[bytes]]:
    """What the parser may ignore where it keeps nothing but white space: `noscript` in that of a head (HTML
    §13.2.6.4.5), all tags in framesets (§13.2.6.4.20) and in templates of columns (§13.2.6.4.12).
    """
    frameset, template = _FRAMESET.search(markup), _TEMPLATE.search(markup)
    if template is not None and _COLUMN.search(markup, template.end()) is None:
        template = None
    deaf = min((found.start() for found in (frameset, template) if found), default=len(markup))
    return chain(_NOSCRIPT.finditer(markup, 0, deaf), _TAG.finditer(markup, deaf))
