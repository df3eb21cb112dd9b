"""Plain text to blocks: paragraphs between empty lines, or one a line where the text has no empty lines."""

import re
from functools import partial

from embedsvc.restore.articles.block import Article, Block, View
from embedsvc.restore.articles.view_builder import ViewBuilder, verbatim

_EMPTY_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_LINE_BREAK = re.compile(r"\n\s*")
_SPECIAL = re.compile(r"[\t\r\n\f]")
_PIECE = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*|[ \t\r\f]{2,}|[\t\r\f]")


def parse(source: str) -> Article:
    lines = not _EMPTY_LINES.search(source)
    read = partial(_view, source)
    blocks = []
    start = len(source) - len(source.lstrip())
    for border in (_LINE_BREAK if lines else _EMPTY_LINES).finditer(source, start):
        end = start + len(source[start : border.start()].rstrip())
        blocks.append(Block(start, end, start, end, read))
        start = border.end()
    if start < len(source):
        end = len(source.rstrip())
        blocks.append(Block(start, end, start, end, read))
    return Article(source, blocks, lines=lines)


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
