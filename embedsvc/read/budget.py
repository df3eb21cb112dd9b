"""What of a page is parsed: a hostile one costs no more than a long one, whatever its tags hold."""

import re

MAX_TAGS = 100_000
"""The most on 352 recorded pages is 20,215; five times that parses in half a second and 30 MiB."""
MAX_ATTRIBUTES = 500
"""libxml2 walks all attributes of a tag for each new one: 100,000 of them took 8 s."""
MOST_READ = 8
"""How often a page may be read over while its tags are measured: they overlap only where somebody wants
them to.
"""

MOST_MEMORY = 48 * 2**20
"""Bytes that the tree of a page may need."""
_COSTS = {
    b"<": 300,
    b"=": 170,
    **dict.fromkeys((b" ", b"\t", b"\n", b"\f", b"\r", b"/"), 112),
    b'"': 56,
    b"'": 56,
}
"""What may stand in libxml2's memory for a sign, at most (bytes): an element with its text, a value, an
attribute. Text alone needs no more than itself."""
_CHEAP = 2**20
"""Bytes of markup that never need more: an attribute takes two of them at least."""
_BLOCK = 2**16

_HARMLESS = 128 * 1024
"""Bytes of markup in which no tag can hold enough attributes to take longer than a second."""

# Attributes as the HTML tokenizer takes them (§13.2.5.32 on), for only the true end of a tag may end it, and
# that is not the first ">" where quotes hold one. A "<" begins a piece of its own, so that what is read for
# one start is not read again for all that stand in it. All of it is possessive: no way back.
_NAME = rb"[A-Za-z][^ \t\n\f\r/><]*+"
_ATTRIBUTE = (
    rb"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=<]*+(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+"
    rb"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r><]*+))?+"""
)
_LOADED = re.compile(rb"<(?=%b(?:%b){64})" % (_NAME, _ATTRIBUTE))
"""Where a tag begins that may hold many attributes: also in a script or a comment, since only the parser
knows what is one."""
_TAG = re.compile(rb"(<%b(?:%b){0,%d}+)((?:%b)*+)" % (_NAME, _ATTRIBUTE, MAX_ATTRIBUTES, _ATTRIBUTE))

_SCRIPT_END = b"</script"
"""Stays: what looked like a tag was code, and the page goes on behind it."""


def within(markup: bytes) -> bytes:
    """The page up to its 100,000th tag, as far as its tree fits into 48 MiB, each tag with its first 500
    attributes (a "<" in one parts it).

    A page whose tags reach into each other again and again, as on no honest page, ends before the first.
    """
    if len(markup) > MAX_TAGS and markup.count(b"<") > MAX_TAGS:
        markup = b"<".join(markup.split(b"<", MAX_TAGS)[:MAX_TAGS])
    if len(markup) > _CHEAP:
        markup = _affordable(markup)
    return _lightened(markup) if len(markup) > _HARMLESS else markup


def _affordable(markup: bytes) -> bytes:
    left = MOST_MEMORY
    for start in range(0, len(markup), _BLOCK):
        left -= sum(markup.count(sign, start, start + _BLOCK) * cost for sign, cost in _COSTS.items())
        if left < 0:
            return markup[:start]
    return markup


def _lightened(markup: bytes) -> bytes:
    """From right to left: what a tag may hold is in order before the tag is measured."""
    starts = [found.start() for found in _LOADED.finditer(markup)]
    if not starts:
        return markup
    lighter, left = bytearray(markup), MOST_READ * len(markup)
    for start in reversed(starts):
        tag = _TAG.match(lighter, start)
        if tag is None:
            continue
        over, end = tag.end(1), tag.end()
        left -= end - start
        if lighter[over:end].lower().endswith(_SCRIPT_END):
            end -= len(_SCRIPT_END)
        if over < end:
            del lighter[over:end]
            left -= len(lighter) // MOST_READ
        if left < 0:
            return markup[: starts[0]]
    return bytes(lighter)
