"""Undoes what was escaped twice, which would show a reader the source of a text."""

import re
from collections.abc import Sequence
from html import unescape
from html.entities import html5

from embedsvc.safe.tables import FOREIGN, FOREIGN_VOID

_REFERENCE = re.compile(r"&(?:amp;)+(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31})(?=;)")
_ESCAPED_ONCE = re.compile(r"&(?:[lg]t;|amp;(?!(?:amp;)*(?:#[0-9]|#[xX]|[A-Za-z][A-Za-z0-9]{1,31};)))")
"""A character that is escaped as it has to be."""
_TAG = re.compile(
    r"&(?:amp;)+lt;(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)"
    r"(?P<attributes>(?:(?=[\s/])(?:(?!&(?:amp;)*[lg]t;)[^<>]){0,1000}?)?)&(?:amp;)+gt;"
)
_WHOLE = re.compile(
    r"\s*&(?:amp;)*lt;(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/]|&(?:amp;)*gt;).*&(?:amp;)*gt;\s*", re.DOTALL
)
_END_TAG = re.compile(r"&(?:amp;)*lt;/")
_MAX_LEVELS = 3


def undo_whole(html: str) -> str:
    """Unescapes HTML that was escaped as a whole: it has no tag, but one would start and one would end it."""
    for _ in range(_MAX_LEVELS):
        whole = _WHOLE.fullmatch(html) if "<" not in html else None
        if whole is None or whole["name"].lower() not in FOREIGN or not _END_TAG.search(html):
            break
        html = unescape(html)
    return html


def undo(texts: Sequence[str]) -> Sequence[str]:
    """Unescapes once the texts of a block, or the attributes of a tag. If one of them has a character that
    was escaped once, all are returned unchanged: then they are about escaping.

    Tags in pairs become tags. A tag alone becomes text, since a text is more likely to be about it.
    """
    if not any("&amp;" in text for text in texts) or any(map(_ESCAPED_ONCE.search, texts)):
        return texts
    return [_undo(text) for text in texts]


def _undo(text: str) -> str:
    tags = {(found["end"], found["name"].lower()) for found in _TAG.finditer(text)}
    closed = FOREIGN_VOID.union(name for end, name in tags if end)
    paired = {name for end, name in tags if not end and name in closed and name in FOREIGN}
    if paired:
        text = _TAG.sub(lambda tag: _tag(tag) if tag["name"].lower() in paired else tag[0], text)
    return _REFERENCE.sub(_reference, text)


def _tag(tag: re.Match[str]) -> str:
    return f"<{tag['end']}{tag['name']}{unescape(unescape(tag['attributes']))}>"


def _reference(found: re.Match[str]) -> str:
    return f"&{found[1]}" if found[1][0] == "#" or f"{found[1]};" in html5 else found[0]
