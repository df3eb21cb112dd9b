"""What attributes and inline styles of foreign HTML mean for its reader: hidden, struck out, raised, turned.

Styles are removed with all attributes that are not allowed, but a price that was struck out is not the price,
and 10 to the power of 6 is not 106.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

SPACE = r"[ \t\n\f\r]"
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>]*+)"""
ATTRIBUTE = rf"(?:{SPACE}|/)*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{SPACE}*+={SPACE}*+{_VALUE})?+"
"""HTML Living Standard §13.2.5.32 to §13.2.5.39."""

_PARTS = re.compile(rf"(?:{SPACE}|/)*+([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)(?:{SPACE}*+={SPACE}*+({_VALUE}))?+")
_MAY_MATTER = re.compile(
    "hidden|[:;\"'=]\\s*(?:display|visibility|mso-hide|text-dec|vertical-a|direction|font-)"
)
_DECLARATION = re.compile(
    r"""(?:url\(\s*+(?!["'])[^)]*+(?:\)|\Z)"""
    r"""|\((?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^)"'])*+(?:\)|\Z)"""
    r"""|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^;"'(])++"""
)
"""A semicolon in brackets or in quotation marks ends nothing (CSS Syntax Level 3 §5)."""
_LIGHT = frozenset({"normal", "100", "200", "300", "400"})
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"em", "i"})
_DIRECTIONS = frozenset({"ltr", "rtl"})
_RAISED = {"sub": "sub", "super": "sup"}
_MAX_CACHED = 500
"""Characters of the longest attributes that are cached, which bounds the memory of the cache."""


class Shown(NamedTuple):
    """How an element is shown. What its attributes leave as it is, is None."""

    is_hidden: bool = False
    meaning: str | None = None
    """The element that means the same: `s`, `sup` or `sub`."""
    plain: frozenset[str] = frozenset()
    """The elements whose emphasis is taken back, as in what is copied out of Google Docs."""
    direction: str | None = None
    """The one that only the style states."""


AS_IT_IS = Shown()


def shown(attributes: str) -> Shown:
    """What the attributes of a tag change."""
    return _cached(attributes) if len(attributes) <= _MAX_CACHED else _shown(attributes)


def _shown(attributes: str) -> Shown:
    lowered = attributes.lower()
    if not _MAY_MATTER.search(lowered):
        return AS_IT_IS
    stated = values(lowered)
    style = _declarations(stated.get("style", ""))
    line = style.get("text-decoration-line") or style.get("text-decoration", "")
    struck = "s" if "line-through" in line else None
    direction = style.get("direction")
    return Shown(
        is_hidden="hidden" in stated
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all",
        meaning=_RAISED.get(style.get("vertical-align", ""), struck),
        plain=(_BOLD if style.get("font-weight") in _LIGHT else frozenset())
        | (_ITALIC if style.get("font-style") == "normal" else frozenset()),
        direction=direction if direction in _DIRECTIONS and "dir" not in stated else None,
    )


_cached = lru_cache(maxsize=512)(_shown)
"""The tags of a text are alike."""


def _declarations(style: str) -> dict[str, str]:
    """The values of an inline style by their properties; the last one of a property counts, an important one
    above all others.
    """
    found: dict[str, str] = {}
    for declaration in sorted(_DECLARATION.findall(style), key=lambda declaration: "!" in declaration):
        name, _, value = declaration.partition(":")
        if value := value.partition("!")[0].strip():
            found[name.strip()] = value
    return found


def values(attributes: str) -> dict[str, str]:
    """The attributes of a tag by their names in lower case; the first of equals counts."""
    found: dict[str, str] = {}
    # Without what ends the tag, since a match that fails there would be tried again at each slash.
    for name, value in _PARTS.findall(attributes.rstrip(" \t\n\f\r/")):
        quote = value[:1]
        plain = value[1:].removesuffix(quote) if quote in {'"', "'"} and quote else value
        found.setdefault(name.lower(), unescape(plain))
    return found
