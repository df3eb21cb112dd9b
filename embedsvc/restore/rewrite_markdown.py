"""Blocks in Markdown: HTML blocks (CommonMark §4.6), which begin on a line of their own behind an empty one,
and end at an empty line. In a list or a quotation each of their lines has the marks of that. Line breaks are
those of the article.
"""

import re
from collections.abc import Iterator, Sequence

from embedsvc.restore.articles.block import Article
from embedsvc.restore.rewrite_html import Replacement

_MARKS = re.compile(r"(?:[ ]{0,3}>[ ]?|[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+|[ \t]+)*")
_ITEM = re.compile(r"[*+-]|\d{1,9}[.)]")
_BLANK = re.compile(r"[ \t>\r]*")
_CODE = re.compile(r"(?:[ ]{4}|[ ]{0,3}\t)[ \t]*")
"""The indent of a line that is code outside a list (§4.4)."""


def pieces(article: Article, replacements: Sequence[Replacement]) -> Iterator[str]:
    """The article in pieces: the replacements, with the line breaks and marks that they need around them."""
    source = article.source
    line_break = "\r\n" if "\r\n" in source else "\n"
    position = 0
    for each in replacements:
        yield source[position : each.start]
        prefix = _prefix(article, each.start)
        lines = f"\n{prefix}".join(filter(None, each.html.split("\n")))
        block = _before(source, each.start, prefix) + lines + _behind(source, each.end, prefix)
        yield block.replace("\n", line_break)
        position = each.end
    yield source[position:]


def _prefix(article: Article, start: int) -> str:
    """The marks of the quotation and item that a block is in, by the first line of the paragraph there: the
    indents of its other lines are no marks.
    """
    index = article.index_at(start)
    is_inside = index < len(article.blocks) and article.blocks[index].start <= start
    line = article.source.rfind("\n", 0, article.blocks[index].start if is_inside else start) + 1
    marks = _MARKS.match(article.source, line, start)
    prefix = _ITEM.sub(lambda item: " " * len(item[0]), marks[0]) if marks else ""
    is_element = marks is not None and article.source.startswith("<", marks.end())
    return "" if (is_element or not is_inside) and _CODE.fullmatch(prefix) else prefix


def _before(source: str, start: int, prefix: str) -> str:
    line = source.rfind("\n", 0, start) + 1
    lead = source[line:start]
    empty_line = f"\n{prefix.rstrip()}\n{prefix}"
    if not _BLANK.fullmatch(lead):
        return "" if len(prefix) == len(lead) else empty_line  # the beginning of an item needs none
    if len(lead) > len(prefix):
        return f"\n{prefix}"
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
