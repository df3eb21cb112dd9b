"""Prepares text for HTML: removes invalid characters, escapes, and balances bidi isolates."""

import re
from html import escape

_INVALID = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, which HTML does not allow and which steer terminals; line and paragraph separators,
which would end a bidi isolate early; lone surrogates.
"""
_REPLACEMENTS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0))),
    **dict.fromkeys((0x0D, 0x85, 0x2028, 0x2029), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x09: "\t",
    0x0A: "\n",
}

_FSI, _PDI = "\u2068", "\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")


def balanced(text: str) -> str:
    """The text with its bidi isolates balanced: missing openers are added before it, missing closers after.

    A stray U+2069 in a name would close the <bdi> around it; a stray U+2067 would take in the text that
    follows (UAX #9 BD9, X5a to X6a). No character is removed.
    """
    depth = unopened = 0
    for mark in _ISOLATES.findall(text):
        if mark != _PDI:
            depth += 1
        elif depth:
            depth -= 1
        else:
            unopened += 1
    return _FSI * unopened + text + _PDI * depth


def isolated(text: str) -> str:
    """Plain text isolated as <bdi> isolates it (UAX #9 §2.4)."""
    return _FSI + balanced(text) + _PDI


def content(text: str) -> str:
    """Escaped text for the content of an element."""
    return escape(balanced(printable(text)), quote=False)


def attribute(text: str) -> str:
    """Escaped text for an attribute value in double quotes."""
    return escape(printable(text))


def printable(text: str) -> str:
    """The text without characters that HTML does not allow."""
    return text.translate(_REPLACEMENTS) if _INVALID.search(text) else text
