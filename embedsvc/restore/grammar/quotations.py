"""Quotations of the article that hold one post and nothing more: all of such a one is the post."""

from embedsvc.restore.articles.block import Article, Container
from embedsvc.restore.grammar import debris, handles, traces
from embedsvc.restore.grammar.attribution import Attribution, trimmed

_MOST_BLOCKS = 8
"""Below an attribution."""
_LONGEST = 2000
"""Characters before or behind an attribution."""


def is_only_post(article: Article, index: int, attribution: Attribution) -> bool:
    """Whether the attribution of block `index` is the last of its quotation, or behind the first paragraph of
    it, where the widget puts it.
    """
    container = article.blocks[index].container
    if container is None or container.kind != "quotation":
        return False
    return _is_last(article, index, attribution) or _is_behind_first(article, index, attribution)


def captioned(article: Article, index: int) -> Container | None:
    """The quotation that block `index` is the caption of, in a figure of both (HTML §4.4.12)."""
    caption = article.blocks[index]
    quotation = article.blocks[index - 1].container if index and caption.tag == "figcaption" else None
    if quotation is None or quotation.kind != "quotation":
        return None
    return None if article.source[quotation.end : caption.start].strip() else quotation


def _is_last(article: Article, index: int, attribution: Attribution) -> bool:
    blocks = article.blocks
    if len(blocks[index].text) - attribution.end > _LONGEST:
        return False
    following = blocks[index + 1 : index + 1 + _MOST_BLOCKS]
    texts = [block.text for block in following if block.container is blocks[index].container]
    lines = "\n".join([blocks[index].text[attribution.end :], *texts]).split("\n")
    return all(
        not trimmed(line) or debris.is_debris(trimmed(line)) or traces.ONLY_MEDIA.fullmatch(trimmed(line))
        for line in lines
    )


def _is_behind_first(article: Article, index: int, attribution: Attribution) -> bool:
    own = article.blocks[index].text[max(0, attribution.start - _LONGEST) : attribution.start]
    if handles.IN_BRACKETS.search(own):
        return False  # another post is before it
    has_own = bool(trimmed(own))
    second = index - (1 if has_own else 2)
    return second < 0 or article.blocks[second].container is not article.blocks[index].container
