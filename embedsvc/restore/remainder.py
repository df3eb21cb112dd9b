"""What of an article is left to search once its embeds are found."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from embedsvc.restore.articles.block import Article, Block, Container, Offsets, View
from embedsvc.restore.find import Find
from embedsvc.restore.stretches import Stretches


def article_without(article: Article, finds: Iterable[Find]) -> Article:
    """The article without blank blocks, and with its blocks divided where finds are: each becomes a block of
    its own in the end, and no post goes across one.
    """
    blocks = [block for block in article.blocks if not block.is_blank]
    taken = Stretches()
    borders: list[Block] = []
    for find in finds:
        taken.add(find.start, find.end)
        borders.append(_border(find.start, find.end))
    if taken:
        blocks = [*borders, *(part for block in blocks for part in _parts(block, taken))]
        blocks.sort(key=attrgetter("inner_start", "inner_end"))
    return replace(article, blocks=blocks)


def _parts(block: Block, taken: Stretches) -> Iterator[Block]:
    if not taken.overlaps(block.start, block.end):
        yield block
        return
    around = block.container
    # A quotation with an embed in it holds more than a post.
    kind = around.kind if around and around.kind != "quotation" else "rest"
    for start, end in taken.between(block.inner_start, block.inner_end):
        container = Container(kind, start, end, around)
        yield replace(block, start=start, end=end, inner_start=start, inner_end=end, container=container)


def _border(start: int, end: int) -> Block:
    """An empty block where a find is."""
    return Block(start, end, end, end, _nothing, tag="hr", container=Container("rest", start, end))


def _nothing(start: int, _end: int) -> View:
    return View("", Offsets(start))
