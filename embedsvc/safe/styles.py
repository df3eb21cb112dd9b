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
_START = r"(?:^|;)\s*+"
_HIDDEN = re.compile(rf"{_START}(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden|mso-hide\s*+:\s*+all)")
_STRUCK = re.compile(rf"{_START}text-decoration(?:-line)?\s*+:[^;]{{0,100}}?line-through")
_RAISED = re.compile(rf"{_START}vertical-align\s*+:\s*+(super|sub)\b")
_PLAIN = re.compile(rf"{_START}(?:font-weight\s*+:\s*+(?:normal|[1-4]00)|font-style\s*+:\s*+normal)\b")
_TURNED = re.compile(rf"{_START}direction\s*+:\s*+(rtl|ltr)\b")


class Shown(NamedTuple):
    """How an element is shown. What its attributes leave as it is, is None."""

    is_hidden: bool = False
    meaning: str | None = None
    """The element that means the same: `s`, `sup` or `sub`."""
    is_plain: bool = False
    """Whether an emphasis is taken back, as in what is copied out of Google Docs."""
    direction: str | None = None
    """The one that only the style states."""


AS_IT_IS = Shown()


@lru_cache(maxsize=512)
def shown(attributes: str) -> Shown:
    """What the attributes of a tag change. Cached, because the tags of a text are alike."""
    lowered = attributes.lower()
    if not _MAY_MATTER.search(lowered):
        return AS_IT_IS
    stated = values(lowered)
    style = stated.get("style", "")
    raised, turned = _RAISED.search(style), _TURNED.search(style)
    struck = "s" if _STRUCK.search(style) else None
    return Shown(
        is_hidden="hidden" in stated or _HIDDEN.search(style) is not None,
        meaning=("sup" if raised[1] == "super" else "sub") if raised else struck,
        is_plain=_PLAIN.search(style) is not None,
        direction=turned[1] if turned and "dir" not in stated else None,
    )


def values(attributes: str) -> dict[str, str]:
    """The attributes of a tag by their names in lower case; the first of equals counts."""
    found: dict[str, str] = {}
    # Without what ends the tag, since a match that fails there would be tried again at each slash.
    for name, value in _PARTS.findall(attributes.rstrip(" \t\n\f\r/")):
        quote = value[:1]
        plain = value[1:].removesuffix(quote) if quote in {'"', "'"} and quote else value
        found.setdefault(name.lower(), unescape(plain))
    return found
