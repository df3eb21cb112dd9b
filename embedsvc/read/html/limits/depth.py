"""Depth: for most tags the parser walks all elements that are open (HTML §13.2.4.2)."""

import re

MAX_DEPTH = 512
"""Where browsers stop to nest; the deepest recorded page has 59 levels."""
_FEW = 6_000
"""Tags that take a tenth of a second where all of them nest."""
_LEVEL = re.compile(
    rb"<(/?+)(?i:address|article|aside|blockquote|button|center|details|dialog|dir|div|dl|fieldset|figure|footer"
    rb"|header|hgroup|main|menu|nav|object|ol|optgroup|ruby|search|section|summary|table|ul)(?=[ \t\n\f\r/>])"
)


def bounded(markup: bytes, count: int) -> bytes:
    """The page as far as its elements stand in each other no deeper than the bound, as far as its tags tell;
    `count` is how many it has. Who hides the depth pays with tags.
    """
    depth = 0
    for found in _LEVEL.finditer(markup) if count > _FEW else ():
        if not found[1]:
            depth += 1
            if depth > MAX_DEPTH:
                return markup[: found.start()]
        elif depth:
            depth -= 1
    return markup
