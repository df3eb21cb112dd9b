"""Elements that hold several paragraphs with empty lines between them: old editors write `<br><br>`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from embedsvc.restore.articles.block import Article, Block
from embedsvc.restore.grammar import signature

_EMPTY_LINE = re.compile(r"\n{2}")
_LONGEST_POST = 400
"""Characters of a post with empty lines of its own and the line of its author."""


def divided(article: Article, candidates: Iterable[int]) -> Article:
    """The article with a block for each paragraph of those candidates that hold more than one post."""
    found = {index for index in candidates if _has_paragraphs(article.blocks[index])}
    if not found:
        return article
    parts = (_paragraphs(block) if index in found else (block,) for index, block in enumerate(article.blocks))
    return replace(article, blocks=[block for each in parts for block in each])


def _has_paragraphs(block: Block) -> bool:
    """Whether a block is longer than a post, or goes on behind the line of its author. Captions of other
    platforms belong to posts of many paragraphs.
    """
    text = block.text
    first = next(signature.find(block.view), None) if _EMPTY_LINE.search(text) else None
    return first is not None and (
        len(text) > _LONGEST_POST or _EMPTY_LINE.search(text, len(text[: first.end].rstrip())) is not None
    )


def _paragraphs(block: Block) -> Iterator[Block]:
    text, offsets = block.text, block.view.offsets
    start, first = block.start, block.inner_start
    for line in _EMPTY_LINE.finditer(text):
        last = offsets[line.start()]
        yield replace(block, start=start, end=last, inner_start=first, inner_end=last)
        start = first = offsets[line.end()]
    yield replace(block, start=start, inner_start=first)
