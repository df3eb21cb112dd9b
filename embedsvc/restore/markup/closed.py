"""Stretches of an article that show mark-up instead of using it, or nothing: code, comments, templates."""

import re
from collections.abc import Iterable, Iterator, Sequence

from embedsvc.restore.articles.block import Article
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.stretches import Stretch, outside

_STARTS = {
    "<": re.compile(
        r"<(?=[!chknpstxCHKNPSTX])(?!(?:p|span|strong|td|th|tr|h\d)[\s>])(?i:"
        r"(?:(?P<comment>!--)(?!\s*/?(?:wp:|kg-card-))"  # what is between such comments is the article
        r"|(?P<element>pre|code|textarea|template|head|title|style|script|samp|kbd|xmp|nowiki|syntaxhighlight"
        r"|source(?=\s+lang))(?=[\s>])))",
    ),
    "{%": re.compile(r"\{%-?\s*(?i:(?P<tag>raw|verbatim|highlight))\b"),
    "[": re.compile(r"\[(?i:(?P<code>code))(?=[\s=\]])"),
}
"""By what they begin with. Where a pattern begins with a character in one case, the search is much faster."""
_TICKS = re.compile(r"(?<!\\)`+|\n[ \t]*(?=\n)")


def find(article: Article, markup: Markup) -> list[Stretch]:
    """In order and not overlapping. Linear in the source. A tag in plain text is text."""
    source = article.source
    marks = [mark for mark in _STARTS if mark[0] in source and (mark != "<" or markup != "text")]
    tagged = list(outside(article.untagged, len(source)))
    whole = [(0, len(source))]
    found = [
        pair for mark in marks for pair in _pairs(source, _STARTS[mark], tagged if mark == "<" else whole)
    ]
    found += article.fenced
    if markup == "markdown" and "`" in source:
        found += _spans(source)
    return merged(sorted(found))


def merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Without those that begin inside an earlier one."""
    apart: list[Stretch] = []
    for stretch in stretches:
        if not apart or stretch[0] >= apart[-1][1]:
            apart.append(stretch)
    return apart


def _pairs(source: str, start: re.Pattern[str], stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Those that begin in some stretches."""
    unclosed: set[str] = set()
    position = 0
    for first, last in stretches:
        position = max(position, first)
        while match := start.search(source, position, last):
            position = match.end()
            closing = _closing(match)
            end = None if closing in unclosed else re.compile(closing).search(source, position)
            if end is None:
                unclosed.add(closing)
                continue
            yield match.start(), end.end()
            position = end.end()


def _closing(match: re.Match[str]) -> str:
    """The pattern of what ends a stretch."""
    match match.lastgroup:
        case "element" as kind:
            return rf"</(?i:{match[kind]})\s*>"
        case "tag" as kind:
            return rf"\{{%-?\s*(?i:end{match[kind]})\s*-?%\}}"
        case "code":
            return r"\[/(?i:code)\]"
        case _:
            return "-->"


def _spans(source: str) -> Iterator[Stretch]:
    """CommonMark §6.1: a row of backticks ends at the next row of the same length in the paragraph."""
    rows = list(_TICKS.finditer(source))
    ends: list[int | None] = [None] * len(rows)
    following: dict[str, int] = {}
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index][0]
        if row[0] == "\n":
            following.clear()
        else:
            ends[index], following[row] = following.get(row), index
    index = 0
    while index < len(rows):
        end = ends[index]
        if end is not None:
            yield rows[index].start(), rows[end].end()
            index = end
        index += 1
