"""Markdown (CommonMark) to blocks: paragraphs, quotations and list items, with the text of their inline
marks.
"""

import html
import re
from collections.abc import Iterator
from functools import partial

from embedsvc.restore.articles.block import Article, Block, Container, View
from embedsvc.restore.articles.view_builder import ViewBuilder

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_QUOTE_MARK = re.compile(r"(?:[ ]{0,3}>[ \t]?)+")
_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")
_ITEM = re.compile(r"[ \t]*(?:[*+]|[-](?![-—–])|\d{1,9}[.)])[ \t]+(?=\S)")
_FENCES = frozenset({"```", "~~~"})
_MARKS_OF_ITEMS = frozenset("*+-0123456789")
_LONGEST_INDENT = 4
_SPECIAL = re.compile(r"[\\!\[<&*_\t\n]")
"""What an inline mark, or other white space than a space, begins with."""
_INLINE = re.compile(
    r"\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<link>(?P<image>!)?\[(?P<label>[^\[\]\n]{0,500})\]"
    r"\((?P<url>[^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,500})(?:\s+[\"'][^\"'\n]{0,200}[\"'])?\))"
    r"|<(?P<auto>https?://[^\s<>]{1,2000})>|<(?P<br>br)\b[^<>]{0,40}>"
    r"|<a\b[^<>]{0,2000}?href=[\"'](?P<href>[^\"'<>]{0,2000})[\"'][^<>]{0,2000}>|(?P<enda></a>)"
    r"|</?[a-zA-Z][^<>]{0,2000}>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<emphasis>\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w))"
    r"|(?P<line>[ \t\\]*\n(?P<prefix>(?:[ ]{0,3}>[ \t]?)*)[ \t]*)|(?P<space>[ \t]*\t[ \t]*)"
)


def parse(source: str) -> Article:
    return Article(source, list(_blocks(source)))


def _blocks(source: str) -> Iterator[Block]:
    read = partial(_view, source)
    start: int | None = None
    inner = end = 0
    quotation: Container | None = None
    fence = ""
    for line in _LINE.finditer(source):
        mark = _QUOTE_MARK.match(line[0]) if ">" in line[0][:_LONGEST_INDENT] else None
        content_start = line.start() + (mark.end() if mark else 0)
        content = source[content_start : line.end()].strip()
        fenced = _FENCE.match(source, content_start) if content[:3] in _FENCES else None
        ends = (
            not content
            or fence
            or fenced
            or bool(mark) != bool(quotation)
            or (content[0] in _MARKS_OF_ITEMS and _ITEM.match(source, content_start))
        )
        if ends and start is not None:
            yield Block(start, end, inner, end, read, container=quotation)
            start = None
        if mark and quotation is None:
            quotation = Container("quotation", line.start(), line.end())
        elif not mark:
            quotation = None
        if quotation:
            quotation.end = line.start() + len(line[0].rstrip())
        if fenced and (not fence or fenced[1].startswith(fence)):
            fence = "" if fence else fenced[1]
            continue
        if fence or not content:
            continue
        if start is None:
            start, inner = line.start(), content_start
        end = line.start() + len(line[0].rstrip())
    if start is not None:
        yield Block(start, end, inner, end, read, container=quotation)


def _view(source: str, start: int, end: int) -> View:
    view = ViewBuilder(start)
    _inline(view, source, start, end)
    return view.view()


def _inline(view: ViewBuilder, source: str, start: int, end: int) -> None:
    position = start
    while special := _SPECIAL.search(source, position, end):
        match = _INLINE.match(source, special.start(), end)
        if match is None:
            view.text(source[position : special.end()], position)
            position = special.end()
            continue
        view.text(source[position : match.start()], position)
        position = match.end()
        _mark(view, source, match)
    view.text(source[position:end], position)


def _mark(view: ViewBuilder, source: str, match: re.Match[str]) -> None:
    match match.lastgroup:
        case "escape" as kind:
            view.replaced(match[kind], *match.span())
        case "link":
            _link(view, source, match)
        case "auto" as kind:
            view.open_link(match[kind])
            view.text(match[kind], match.start(kind))
            view.close_link()
        case "line" | "br":
            view.line_break(*match.span())
        case "space":
            view.space(*match.span())
        case "href" as kind:
            view.open_link(html.unescape(match[kind]))
        case "enda":
            view.close_link()
        case "entity":
            view.replaced(html.unescape(match[0]), *match.span())


def _link(view: ViewBuilder, source: str, match: re.Match[str]) -> None:
    """An image has no text that belongs to the paragraph."""
    if not match["image"]:
        view.open_link(html.unescape(match["url"]))
        _inline(view, source, *match.span("label"))
        view.close_link()
