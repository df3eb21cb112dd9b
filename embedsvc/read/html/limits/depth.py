"""Depth: for most tags the parser walks all open elements (HTML §13.2.4.2)."""

import re

MAX_DEPTH = 512
"""Where browsers stop nesting. The deepest recorded page has 59 levels."""
_ALWAYS_FAST = 6_000
"""Tags that take a tenth of a second even where each one nests."""
_NESTING_TAG = re.compile(
    rb"<(/?+)(?i:address|article|aside|blockquote|button|center|details|dialog|dir|div|dl|fieldset|figure|footer"
    rb"|header|hgroup|main|menu|nav|object|ol|optgroup|ruby|search|section|summary|table|ul)(?=[ \t\n\f\r/>])"
)


def limit(markup: bytes, tag_count: int) -> bytes:
    """The page cut where its elements nest deeper than `MAX_DEPTH`, judged by its tags alone. A page that
    hides its depth from this still has no more than `MAX_TAGS`.
    """
    depth = 0
    for found in _NESTING_TAG.finditer(markup) if tag_count > _ALWAYS_FAST else ():
        if not found[1]:
            depth += 1
            if depth > MAX_DEPTH:
                return markup[: found.start()]
        elif depth:
            depth -= 1
    return markup
