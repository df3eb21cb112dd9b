"""Puts blocks in the place of finds; all other characters of the article stay as they are."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from embedsvc.read.language import direction_of, script_of
from embedsvc.restore import rewrite_html, rewrite_markdown
from embedsvc.restore.articles.block import Article
from embedsvc.restore.articles.reading import Markup
from embedsvc.safe import SafeHTML, element


class Replacement(NamedTuple):
    """`html` in the place of `source[start:end]`."""

    start: int
    end: int
    html: SafeHTML


def rewrite(article: Article, markup: Markup, replacements: Sequence[Replacement]) -> str:
    """The article with its replacements, which are in order and do not overlap. HTML and Markdown stay what
    they are, text becomes HTML.
    """
    match markup:
        case "html":
            return "".join(rewrite_html.pieces(article, replacements))
        case "markdown":
            return "".join(rewrite_markdown.pieces(article, replacements))
        case "text":
            return "\n".join(_text(article, replacements))


def _text(article: Article, replacements: Sequence[Replacement]) -> Iterator[str]:
    """The paragraphs and blocks in their order; a block divides its paragraph."""
    waiting = list(reversed(replacements))
    position = 0
    for block in article.blocks:
        position = max(position, block.start)
        while waiting and waiting[-1].start < block.end:
            start, end, html = waiting.pop()
            yield from _paragraph(article.source[position:start])
            yield html
            position = max(position, end)
        yield from _paragraph(article.source[position : block.end])


def _paragraph(text: str) -> Iterator[SafeHTML]:
    lines = text.strip().splitlines()
    if not lines:
        return
    children: list[str] = [lines[0].strip()]
    for line in lines[1:]:
        children += [element("br", {}), line.strip()]
    yield element("p", {"dir": direction_of(script_of(text)) or "auto"}, *children)
