"""What of a page is parsed: a hostile one costs no more than a long one, whatever its tags hold."""

import re

MAX_TAGS = 100_000
"""The most on 352 recorded pages is 20,215; five times that parses in half a second and 30 MiB."""
_SHORTEST_TAG = len(b"<p>")
MAX_ATTRIBUTES = 500
"""libxml2 walks all attributes of a tag for each new one: 100,000 of them took 8 s."""
MOST_READ = 8
"""How often a page may be read over while its tags are measured: they overlap only where somebody wants
them to.
"""

MOST_MEMORY = 40 * 2**20
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

# Tags as the HTML tokenizer takes them (§13.2.5.8 and §13.2.5.32 on), for only the true end of a tag may end
# it, and that is not the first ">" where quotes hold one. All of it is possessive: no way back.
_NAME = rb"[A-Za-z][^ \t\n\f\r/>]*+"
_MORE = rb"[ \t\n\f\r/]*+[^ \t\n\f\r/>]"
_VALUE = rb"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>]%b(?=[ \t\n\f\r>]|\Z))"""
_ATTRIBUTE = _MORE + rb"[^ \t\n\f\r/>=]*+(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+" + _VALUE + rb"|(?![ \t\n\f\r]*+=))"
_TAG = re.compile(rb"<%b(?:%b){0,%d}+(%b)?+" % (_NAME, _ATTRIBUTE % rb"*+", MAX_ATTRIBUTES, _MORE))
"""A tag as far as its 500th attribute, and what begins behind that."""
_LONG = re.compile(
    rb"<(?=[A-Za-z][^ \t\n\f\r/>]{1000}|%b(?:%b){0,15}+%b)" % (_NAME, _ATTRIBUTE % rb"{0,999}+", _MORE)
)
"""Where a tag begins that may hold many: also in a script or a comment, since only the parser knows what is
one. It looks ahead no further than it must, since tags can begin in each other."""
_NO_TAG = ord("_")


def within(markup: bytes) -> bytes:
    """The page up to its 100,000th tag, as far as its tree fits into 40 MiB, without the tags of over 500
    attributes, which stay as text.

    A page whose long tags begin in each other again and again, as on no honest page, is cut there.
    """
    if len(markup) > _SHORTEST_TAG * MAX_TAGS and markup.count(b"<") > MAX_TAGS:
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
    """What begins a tag that holds too much becomes a sign that begins none and ends none, so that all other
    tags stay as they were measured.
    """
    heavy, left = [], MOST_READ * len(markup)
    for found in _LONG.finditer(markup):
        start = found.start()
        tag = _TAG.match(markup, start)
        left -= len(tag[0]) if tag else 0
        if left < 0:
            markup = markup[:start]
            break
        if tag and tag[1]:
            heavy.append(start)
    if not heavy:
        return markup
    lighter = bytearray(markup)
    for start in heavy:
        lighter[start] = _NO_TAG
    return bytes(lighter)
