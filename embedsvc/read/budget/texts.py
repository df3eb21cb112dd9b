"""Texts that go on behind what the parser ignores or puts elsewhere: lexbor copies all of one each time."""

import re

_COPIED = 8
"""Of so many bytes that are copied one stays in memory."""
_STRAY = re.compile(
    rb"<(?i:[!?]|/[a-z](?:[^ \t\n\f\r/>]{64}|[^ \t\n\f\r/>]*+[ \t\n\f\r/]++[^>])"
    rb"|(?=[bcfhilmst])(?:t[dhr]|tbody|thead|tfoot|table|title|template|caption|col|colgroup|form|frame"
    rb"|frameset|noframes|input|script|select|style|svg|math|meta|link|base|html|head|body)(?=[ \t\n\f\r/>]))"
)
"""What a text may go on behind, in the same node, with something else in memory behind it by then."""


def bounded(markup: bytes, count: int, memory: int) -> bytes:
    """The page as far as no text in it may be copied too often; `count` is how many tags it has, `memory` how
    many bytes the copies may need.
    """
    left = _COPIED * memory
    if count * len(markup) <= 2 * left:
        return markup
    for found in _STRAY.finditer(markup):
        left -= found.start()
        if left < 0:
            return markup[: found.start()]
    return markup
