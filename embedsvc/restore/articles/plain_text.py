"""Plain text to blocks: paragraphs between empty lines, or one a line where the text has no empty lines."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from embedsvc.restore.articles.block import Article, Block, View
from embedsvc.restore.articles.view_builder import ViewBuilder, verbatim

EMPTY_LINES = re.compile(r"\n[ \t\r]*+\n\s*+")
_LINE_BREAK = re.compile(r"\n\s*+")
_SPECIAL = re.compile(r"[\t\r\n\f]")
_PIECE = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*|[ \t\r\f]{2,}|[\t\r\f]")


def parse(source: str) -> Article:
    lines = not EMPTY_LINES.search(source)
    start, end = len(source) - len(source.lstrip()), len(source.rstrip())
    read = partial(_view, source)
    blocks = list(paragraphs(source, start, end, _LINE_BREAK if lines else EMPTY_LINES, read))
    return Article(source, blocks, lines=lines)


def paragraphs(
    source: str, start: int, end: int, border: re.Pattern[str], read: Callable[[int, int], View]
) -> Iterator[Block]:
    """The paragraphs of a stretch that begins with text, without the spaces behind them."""
    for match in border.finditer(source, start, end):
        last, following = match.span()
        if source[last - 1].isspace():
            last = start + len(source[start:last].rstrip())
        yield Block(start, last, start, last, read)
        start = following
    if start < end:
        yield Block(start, end, start, end, read)


def _view(source: str, start: int, end: int) -> View:
    if plain := verbatim(source, start, end, _SPECIAL):
        return plain
    view = ViewBuilder(start)
    position = start
    for match in _PIECE.finditer(source, start, end):
        view.text(source[position : match.start()], position)
        position = match.end()
        if "\n" in match[0]:
            view.line_break(*match.span())
        else:
            view.spaces(match[0], match.start())
    view.text(source[position:end], position)
    return view.view()
