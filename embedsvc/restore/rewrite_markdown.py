"""Blocks in Markdown: HTML blocks (CommonMark §4.6), which begin on a line of their own behind an empty one,
and end at an empty line. In a list or a quotation each of their lines has the marks of that.
"""

import re
from collections.abc import Iterator, Sequence

from embedsvc.restore.rewrite_html import Replacement

_MARKS = re.compile(r"(?:[ ]{0,3}>[ ]?|[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+|[ \t]+)*")
_ITEM = re.compile(r"[*+-]|\d{1,9}[.)]")
_BLANK = re.compile(r"[ \t>]*")


def pieces(source: str, replacements: Sequence[Replacement]) -> Iterator[str]:
    """The article in pieces: the replacements, with the line breaks and marks that they need around them."""
    position = 0
    for each in replacements:
        yield source[position : each.start]
        line = source.rfind("\n", 0, each.start) + 1
        marks = _MARKS.match(source, line, each.start)
        prefix = _ITEM.sub(lambda item: " " * len(item[0]), marks[0]) if marks else ""
        yield _before(source, line, each.start, prefix)
        yield f"\n{prefix}".join(filter(None, each.html.split("\n")))
        yield _behind(source, each.end, prefix)
        position = each.end
    yield source[position:]


def _before(source: str, line: int, start: int, prefix: str) -> str:
    lead = source[line:start]
    empty_line = f"\n{prefix.rstrip()}\n{prefix}"
    if not _BLANK.fullmatch(lead):
        return "" if len(prefix) == len(lead) else empty_line  # the beginning of an item needs none
    above = source[source.rfind("\n", 0, line - 1) + 1 : line - 1] if line else ""
    return "" if _BLANK.fullmatch(above) else f"\n{prefix}"


def _behind(source: str, end: int, prefix: str) -> str:
    line_end = _line_end(source, end)
    if source[end:line_end].strip():
        return f"\n{prefix.rstrip()}\n{prefix}"
    below = source[line_end + 1 : _line_end(source, line_end + 1)]
    return "" if _BLANK.fullmatch(below) else f"\n{prefix.rstrip()}"


def _line_end(source: str, index: int) -> int:
    end = source.find("\n", index)
    return len(source) if end < 0 else end
