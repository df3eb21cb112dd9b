"""Text on its way into HTML: what HTML cannot hold goes, and what turns the direction stays inside."""

import re
from html import escape

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Controls, which no HTML document holds and which steer terminals; what would end a bidi paragraph inside
a line: an isolate ends with it.
"""
_INSTEAD = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0))),
    **dict.fromkeys((0x0D, 0x85, 0x2028, 0x2029), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x09: "\t",
    0x0A: "\n",
}

_ISOLATE, _END = "\u2068", "\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")


def contained(text: str) -> str:
    """The text, with every isolate that it opens closed in it and every one that it closes opened in it.

    A name with a stray U+2069 would end the <bdi> around it, one with a stray U+2067 would take in what
    follows (UAX #9 BD9, X5a to X6a). Nothing is taken away from the text.
    """
    depth = surplus = 0
    for mark in _ISOLATES.findall(text):
        if mark != _END:
            depth += 1
        elif depth:
            depth -= 1
        else:
            surplus += 1
    return _ISOLATE * surplus + text + _END * depth


def isolated(text: str) -> str:
    """What <bdi> does, for plain text (UAX #9 §2.4)."""
    return _ISOLATE + contained(text) + _END


def content(text: str) -> str:
    """Text as the content of an element."""
    return escape(contained(fit(text)), quote=False)


def value(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    return escape(fit(text))


def fit(text: str) -> str:
    """The text without what has no place in a document."""
    return text.translate(_INSTEAD) if _UNFIT.search(text) else text
