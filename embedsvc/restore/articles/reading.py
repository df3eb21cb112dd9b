"""An article in one of three formats, to blocks."""

from typing import Literal, get_args

from embedsvc.restore.articles import html, markdown, plain_text
from embedsvc.restore.articles.block import Article

Markup = Literal["html", "text", "markdown"]
MARKUPS: tuple[Markup, ...] = get_args(Markup)

_PARSERS = {"html": html.parse, "text": plain_text.parse, "markdown": markdown.parse}


def parse(source: str, markup: Markup) -> Article:
    return _PARSERS[markup](source)
