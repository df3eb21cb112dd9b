"""Markdown (CommonMark, with the tables of GFM) to blocks: paragraphs, headings, the paragraphs of items and
quotations, cells of tables, with the text of their inline marks.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import partial

from embedsvc.restore.articles import html as markup
from embedsvc.restore.articles.block import Article, Block, Container, View
from embedsvc.restore.articles.plain_text import EMPTY_LINES, paragraphs
from embedsvc.restore.articles.view_builder import ViewBuilder, verbatim
from embedsvc.restore.stretches import Stretch

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_PROSE = re.compile(
    r"(?:[^\s<#`~\-*_=|+:>0-9][^\n]*+(?:\n[^\s#`~\-*_=|+:>0-9][^\n]*+)*+\n(?:[ \t\r]*+\n)++)++"
)
"""Paragraphs of lines that begin with no mark, each up to an empty line: one search finds most of those of an
article.
"""
_MAX_DEPTH = 32
"""Quotations and items within each other; further marks are text."""
_QUOTE_MARK = re.compile(r"[ \t]*>[ \t]?")
_SPACES = re.compile(r"[ \t]*")
_FENCE = re.compile(r"`{3,}(?=[^`]*\Z)|~{3,}")
_ITEM = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+(?=\S)")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_HEADING_END = re.compile(r"[ \t]+#+\Z")
_UNDERLINE = re.compile(r"=+|-+")
_BREAK = re.compile(r"([-*_])(?:[ \t]*\1){2,}")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_CELL = re.compile(r"(?:\\.?|[^|\\])++")
_STARTS = frozenset("#`~-*_=|+:>0123456789")
"""What a line begins with that is no text, and a delimiter row."""
_HTML_BLOCK = re.compile(r"<(?i:p|div|section|center|table|blockquote|[uo]l|figure)[\s>]")
"""What begins a block of HTML that has paragraphs (§4.6)."""
_CODE_INDENT = 4
"""Columns; a tab has as many."""
_SPECIAL = re.compile(r"[\\!\[<&*_\t\r\n]")
"""What an inline mark, or other white space than a space, begins with."""
_INLINE = re.compile(
    r"\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<link>(?P<image>!)?\[(?P<label>[^\[\]\n]{0,500})\]"
    r"\((?P<url>[^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,500})(?:\s+[\"'][^\"'\n]{0,200}[\"'])?\))"
    r"|<(?P<auto>https?://[^\s<>]{1,2000})>|<(?P<br>br)\b[^<>]{0,40}>"
    r"|<a\b[^<>]{0,2000}?href=[\"'](?P<href>[^\"'<>]{0,2000})[\"'][^<>]{0,2000}>|(?P<enda></a>)"
    r"|</?[a-zA-Z][^<>]{0,2000}>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<emphasis>\*{1,3})|(?P<opening>(?<![\w@/])_{1,3}(?=\S))|(?P<closing>_{1,3}(?!\w))"
    r"|(?P<line>[ \t\r\\]*\n(?P<prefix>(?:[ \t]*>[ \t]?)*)[ \t]*)|(?P<space>[ \t]*\t[ \t]*)"
)


def parse(source: str) -> Article:
    parser = _Parser(source)
    blocks = list(parser.blocks())
    return Article(source, blocks, fenced=parser.fenced, indented=parser.indented)


class _Parser:
    """Reads line by line (CommonMark, appendix A). The mark of an item belongs to the text of its block,
    since posts have lines that begin with one too.
    """

    def __init__(self, source: str) -> None:
        self.fenced: list[Stretch] = []
        """Whole lines, in order (§4.5)."""
        self.indented: list[Stretch] = []
        """Likewise (§4.4)."""
        self._source = source
        self._read = partial(_view, source)
        self._quotations: list[Container] = []
        self._indents: list[list[int]] = [[]]
        """The columns where the content of open items begins, outside and inside each quotation."""
        self._fence = ""
        """What opened the fenced code that a line is in."""
        self._in_table = False
        self._lines: list[Stretch] = []
        """Of the open paragraph, without the marks before them."""
        self._tag = ""

    def blocks(self) -> Iterator[Block]:
        source, position = self._source, 0
        while position < len(source):
            is_inside = self._lines or self._quotations or self._fence or self._in_table
            start, prose = position, None if is_inside else _PROSE.match(source, position)
            if prose:
                self._left_items(0)
                position = prose.end()
                yield from paragraphs(source, start, position, EMPTY_LINES, self._read)
            elif line := _LINE.match(source, start):
                position = line.end()
                yield from self._line(start, start + len(line[0].rstrip()), position)
        yield from self._paragraph()

    def _line(self, line: int, end: int, following: int) -> Iterator[Block]:
        content, marks = self._quote_marks(line, end)
        if len(marks) != len(self._quotations) and not self._goes_on(content, end, len(marks)):
            yield from self._paragraph()
            self._fence, self._in_table = "", False
            self._enter(marks)
        for quotation in self._quotations:
            quotation.end = end
        start = self._behind_spaces(content, end)
        columns = len(self._source[content:start].expandtabs(_CODE_INDENT))
        if self._fence:
            _take(self.fenced, line, following)
            if self._source[start:end].rstrip(self._fence[0]) == "" and end - start >= len(self._fence):
                self._fence = ""
        elif start >= end:
            yield from self._paragraph()
            self._in_table = False
        elif not self._lines and columns >= self._left_items(columns) + _CODE_INDENT:
            _take(self.indented, line, following)
        else:
            yield from self._content((line, following), start, end, columns)

    def _quote_marks(self, position: int, end: int) -> tuple[int, list[int]]:
        """Where the content of a line begins, and the quotation marks before it."""
        marks: list[int] = []
        most = _MAX_DEPTH if not self._fence else len(self._quotations)
        while len(marks) < most and (mark := _QUOTE_MARK.match(self._source, position, end)):
            marks.append(self._source.index(">", position))
            position = mark.end()
        return position, marks

    def _goes_on(self, content: int, end: int, depth: int) -> bool:
        """Whether a line with fewer marks goes on with the paragraph of a quotation (§5.1: laziness)."""
        if not self._lines or depth > len(self._quotations):
            return False
        text = self._source[content:end].lstrip()
        starts = (_FENCE, _ITEM, _HEADING)
        return (
            bool(text)
            and text[0] != "|"
            and not (_BREAK.fullmatch(text) or any(start.match(text) for start in starts))
        )

    def _enter(self, marks: Sequence[int]) -> None:
        """The quotations with these marks, the outer ones as they are."""
        del self._quotations[len(marks) :], self._indents[len(marks) + 1 :]
        for mark in marks[len(self._quotations) :]:
            self._quotations.append(Container("quotation", mark, mark + 1, self._container))
            self._indents.append([])

    @property
    def _container(self) -> Container | None:
        return self._quotations[-1] if self._quotations else None

    def _behind_spaces(self, start: int, end: int) -> int:
        spaces = _SPACES.match(self._source, start, end)
        return spaces.end() if spaces else start

    def _left_items(self, columns: int) -> int:
        """Ends the items whose content is indented by more; the indent of the innermost that is left."""
        indents = self._indents[-1]
        while indents and indents[-1] > columns:
            indents.pop()
        return indents[-1] if indents else 0

    def _content(self, line: Stretch, start: int, end: int, columns: int) -> Iterator[Block]:
        """What a line has behind its marks of quotations and its spaces."""
        text = self._source[start:end]
        if text[0] not in _STARTS and not self._in_table:
            self._lines.append((start, end))
        elif heading := _HEADING.match(text):
            yield from self._paragraph()
            yield self._heading(start, end, heading)
        elif fence := _FENCE.match(text):
            yield from self._paragraph()
            self._fence = fence[0]
            _take(self.fenced, *line)
        elif self._lines and _UNDERLINE.fullmatch(text):
            self._tag = "h1" if text[0] == "=" else "h2"
            yield from self._paragraph(end)
        elif _BREAK.fullmatch(text):
            yield from self._paragraph()
            yield self._block(start, end, end, end, "hr")
        elif "|" in text and (self._in_table or text[0] == "|" or self._is_under_header(text)):
            yield from self._row(start, end, text)
        elif (item := _ITEM.match(text)) and self._may_begin(item):
            yield from self._paragraph()
            yield from self._item(line, start, end, columns, item)
        else:
            self._in_table = False
            self._lines.append((start, end))

    def _paragraph(self, end: int | None = None) -> Iterator[Block]:
        """The open one, if there is one, which ends here. `end` is that of the line under a heading."""
        if self._lines:
            start, last = self._lines[0][0], self._lines[-1][1]
            elements: Sequence[Block] = ()
            if _HTML_BLOCK.match(self._source, start) and not self._quotations:
                elements = markup.parse_fragment(self._source, start, last)
            yield from elements or (self._block(start, end or last, start, last, self._tag),)
        self._lines, self._tag = [], ""

    def _block(self, start: int, end: int, inner_start: int, inner_end: int, tag: str) -> Block:
        return Block(start, end, inner_start, inner_end, self._read, tag, self._container)

    def _heading(self, start: int, end: int, heading: re.Match[str]) -> Block:
        inner_start = start + heading.end()
        closing = _HEADING_END.search(self._source, inner_start, end)
        return self._block(
            start, end, inner_start, closing.start() if closing else end, f"h{len(heading[1])}"
        )

    def _may_begin(self, item: re.Match[str]) -> bool:
        """Only a first item ends a paragraph that is no item itself (§5.2)."""
        return not self._lines or bool(self._indents[-1]) or item["number"] in {None, "1"}

    def _item(
        self, line: Stretch, start: int, end: int, columns: int, item: re.Match[str]
    ) -> Iterator[Block]:
        self._left_items(columns)
        if len(self._indents[-1]) < _MAX_DEPTH:
            self._indents[-1].append(columns + item.end())
        content, marks = self._quote_marks(start + item.end(), end)
        if marks:
            self._enter([*(each.start for each in self._quotations), *marks])
            self._quotations[-1].end = end
        if marks or _FENCE.match(self._source[content:end]) or _HEADING.match(self._source, content, end):
            if content < end:
                yield from self._content(line, content, end, 0)
        else:
            self._lines, self._tag = [(start, end)], "li"

    def _is_under_header(self, text: str) -> bool:
        """Whether it is the delimiter row of a table whose header is the last line of the paragraph."""
        if not self._lines or not _DELIMITERS.fullmatch(text):
            return False
        return "|" in self._source[slice(*self._lines[-1])]

    def _row(self, start: int, end: int, text: str) -> Iterator[Block]:
        """The cells of a row (GFM §4.10), each of them a border; a delimiter row has none, but makes a header
        of the line before.
        """
        header = self._lines.pop() if self._is_under_header(text) else None
        yield from self._paragraph()
        self._in_table = self._in_table or _DELIMITERS.fullmatch(text) is not None
        if header:
            yield from self._cells(*header)
        elif not _DELIMITERS.fullmatch(text):
            yield from self._cells(start, end)

    def _cells(self, start: int, end: int) -> Iterator[Block]:
        for cell in _CELL.finditer(self._source, start, end):
            if words := cell[0].strip():
                first = cell.start() + cell[0].index(words)
                last = first + len(words)
                container = Container("cell", first, last, self._container)
                yield Block(first, last, first, last, self._read, "td", container)


def _take(lines: list[Stretch], line: int, following: int) -> None:
    if lines and lines[-1][1] == line:
        line = lines.pop()[0]
    lines.append((line, following))


def _view(source: str, start: int, end: int) -> View:
    if plain := verbatim(source, start, end, _SPECIAL):
        return plain
    view = ViewBuilder(start)
    _inline(view, source, start, end)
    return view.view()


def _inline(view: ViewBuilder, source: str, start: int, end: int) -> None:
    """An underscore closes only what one has opened (§6.2): accounts and addresses may end in one."""
    position = start
    is_open = False
    while special := _SPECIAL.search(source, position, end):
        match = _INLINE.match(source, special.start(), end)
        if match is None or (match.lastgroup == "closing" and not is_open):
            view.text(source[position : special.end()], position)
            position = special.end()
            continue
        view.text(source[position : match.start()], position)
        position = match.end()
        is_open = match.lastgroup == "opening" or (is_open and match.lastgroup != "closing")
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
