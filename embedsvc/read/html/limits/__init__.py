"""Limits on the markup that the parser gets, so that a hostile page costs no more than a long one.

Lexbor has no limits of its own, and much of the HTML standard's parsing algorithm is quadratic. Whatever may
be a tag counts as one here, also inside comments and scripts, so that nothing hides a tag from the limits.
Each limit skips pages that are too small to exceed it, so that most pages pay only for the cheapest checks.
"""

from embedsvc.read.html.limits import attributes, depth, formatting, texts

MAX_TAGS = 16_000
"""One of 307 recorded pages has more. Lists nested as deep take half a second."""
MAX_MEMORY = 40 * 2**20
"""Bytes that the tree of a page may need besides its text."""

_ALWAYS_WITHIN = 2**20
"""Bytes of markup that never need more memory than that."""
_MEMORY_PER_CHARACTER = {b"<": 400, b"=": 300, b'"': 40, b"'": 40, b"/": 40, b"&": 40}
"""Upper bounds of the bytes that lexbor allocates: for an element with its text and the elements it implies,
an attribute with its value, a parse error.
"""
_BLOCK = 2**16


def apply(markup: bytes) -> bytes:
    """The part of a page that lexbor can parse in about a second and 40 MiB: its first 16,000 tags, nested no
    deeper than 512 levels. Tags with thousands of attributes become text.

    Pages written in good faith pass unchanged; of 307 recorded pages two are cut.
    """
    tag_count = markup.count(b"<")
    if tag_count > MAX_TAGS:
        markup, tag_count = b"<".join(markup.split(b"<", MAX_TAGS)[:MAX_TAGS]), MAX_TAGS
    if len(markup) > _ALWAYS_WITHIN:
        markup = _cut_to_memory(markup)
    markup = attributes.limit(markup)
    markup = formatting.limit(markup, tag_count, MAX_MEMORY)
    markup = texts.limit(markup, tag_count, MAX_MEMORY)
    return depth.limit(markup, tag_count)


def _cut_to_memory(markup: bytes) -> bytes:
    left = MAX_MEMORY
    for start in range(0, len(markup), _BLOCK):
        left -= sum(
            markup.count(character, start, start + _BLOCK) * cost
            for character, cost in _MEMORY_PER_CHARACTER.items()
        )
        if left < 0:
            return markup[:start]
    return markup
