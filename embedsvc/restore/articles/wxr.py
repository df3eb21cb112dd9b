"""The articles in a WordPress export (WXR, an extension of RSS): `content:encoded` and `excerpt:encoded` of
each item. Everything around them stays byte for byte.

https://github.com/WordPress/wordpress-develop/blob/trunk/src/wp-admin/includes/export.php
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple
from xml.sax.saxutils import escape

_NAMESPACE = "http://wordpress.org/export/"
_START = re.compile(r"<(content|excerpt):encoded\s*>")
_ITEM = "<item>"
_LINK = re.compile(r"<link>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]+)")
_ID = re.compile(r"<wp:post_id>\s*(?:<!\[CDATA\[)?\s*(\d+)")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_SPLIT = "]]]]><![CDATA[>"
"""How WordPress writes the end of CDATA inside of one."""


class Field(NamedTuple):
    """`text` is what `source[start:end]` of an export encodes."""

    name: str
    """`content` or `excerpt`."""
    text: str
    start: int
    end: int
    url: str | None
    """Of the item's page."""
    post_id: str | None
    is_cdata: bool

    def encode(self, text: str) -> str:
        """Another text in the form of this one."""
        if self.is_cdata:
            return _CDATA + text.replace(_CDATA_END, _SPLIT) + _CDATA_END
        return escape(text)


def is_export(head: str) -> bool:
    """Whether the first characters of a document are those of an export."""
    return _NAMESPACE in head


def fields(source: str) -> Iterator[Field]:
    """The fields with any text, in order. Linear in the length of the export."""
    position = item = 0
    while match := _START.search(source, position):
        item = max(item, source.rfind(_ITEM, position, match.start()))
        text, end, is_cdata = _content(source, match.end(), f"</{match[1]}:encoded>")
        position = end
        if text.strip():
            link = _LINK.search(source, item, match.start())
            post_id = _ID.search(source, item, match.start()) or _ID.search(
                source, end, _item_end(source, end)
            )
            yield Field(
                match[1],
                text,
                match.end(),
                end,
                link[1] if link else None,
                post_id[1] if post_id else None,
                is_cdata,
            )


def replace(source: str, replacements: Sequence[tuple[Field, str]]) -> str:
    """The export with other texts in the place of fields, which are in order."""
    parts, position = [], 0
    for field, text in replacements:
        parts += [source[position : field.start], field.encode(text)]
        position = field.end
    return "".join([*parts, source[position:]])


def _content(source: str, start: int, end_tag: str) -> tuple[str, int, bool]:
    """The text of an element, where it ends, and whether it is CDATA, which may hold its end tag."""
    parts: list[str] = []
    position = start
    while source.startswith(_CDATA, position):
        end = source.find(_CDATA_END, position)
        if end < 0:
            return "", len(source), True
        parts.append(source[position + len(_CDATA) : end])
        position = end + len(_CDATA_END)
    if parts:
        return "".join(parts), position, True
    end = source.find(end_tag, start)
    end = len(source) if end < 0 else end
    return unescape(source[start:end]), end, False


def _item_end(source: str, position: int) -> int:
    end = source.find("</item>", position)
    return len(source) if end < 0 else end
