"""What of a page is parsed: a hostile one costs no more than a long one, whatever its tags hold.

Lexbor has no limits, and much of what the HTML standard asks of a parser is quadratic. What may be a tag to
the parser is taken for one here, also in a comment or a script, so that nothing hides it. Each measure is
taken only of pages that are large enough to be dear by it, so that most pay for the cheapest alone.
"""

from embedsvc.read.html.limits import attributes, depth, formatting, texts

MAX_TAGS = 16_000
"""One of 307 recorded pages has more. Lists that nest as deep take half a second."""
MOST_MEMORY = 40 * 2**20
"""Bytes that the tree of a page may need besides its text."""

_CHEAP = 2**20
"""Bytes of markup that never need more."""
_COSTS = {b"<": 400, b"=": 300, b'"': 40, b"'": 40, b"/": 40, b"&": 40}
"""Bytes of lexbor's memory for a sign, at most: an element with its text and what it implies, an attribute
with its value, an error.
"""
_BLOCK = 2**16


def within(markup: bytes) -> bytes:
    """The page as far as lexbor can parse it in about a second and 40 MiB: its first 16,000 tags, as far as
    they nest no deeper than 512, without tags of thousands of attributes, which stay as text.

    Pages as people write them come out as they are; of 307 recorded ones two lose an end.
    """
    tags = markup.count(b"<")
    if tags > MAX_TAGS:
        markup, tags = b"<".join(markup.split(b"<", MAX_TAGS)[:MAX_TAGS]), MAX_TAGS
    if len(markup) > _CHEAP:
        markup = _affordable(markup)
    markup = attributes.bounded(markup)
    markup = formatting.bounded(markup, tags, MOST_MEMORY)
    markup = texts.bounded(markup, tags, MOST_MEMORY)
    return depth.bounded(markup, tags)


def _affordable(markup: bytes) -> bytes:
    left = MOST_MEMORY
    for start in range(0, len(markup), _BLOCK):
        left -= sum(markup.count(sign, start, start + _BLOCK) * cost for sign, cost in _COSTS.items())
        if left < 0:
            return markup[:start]
    return markup
