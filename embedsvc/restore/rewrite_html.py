"""Blocks in HTML: a figure in the middle of a paragraph ends it, and the rest is a paragraph like it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from embedsvc.restore.articles.block import Article, Block, Offsets, View
from embedsvc.safe import SafeHTML

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:\"[^\"<]*\"|'[^'<]*'|[^'\"<>]++)*+>")
_VOID = frozenset(
    {"br", "img", "hr", "wbr", "input", "source", "embed", "col", "area", "track", "meta", "link", "base"}
)
_PHRASING_ONLY = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "cite", "summary"})
"""Elements of blocks that hold no figure (HTML §4.4)."""

_SHOWN_ONCE = frozenset(
    {"iframe", "object", "video", "audio", "script", "style", "noscript", "template", "svg", "math", "oembed"}
)
"""Elements that show or do something themselves. They hold what they hold; a second one would do it again."""

_MAX_DEPTH = 512
"""Elements within each other that a block may have; parsers of browsers nest no deeper."""
_OPENED_AGAIN = 65_536
"""Characters of start tags that an article may get besides as many as it has, so that a long tag around many
finds does not grow with their number.
"""

_NO_BLOCK = Block(0, 0, 0, 0, lambda _start, _end: View("", Offsets(0)))


class Replacement(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def html(self) -> SafeHTML: ...


class _Open(NamedTuple):
    name: str
    tag: str
    """Its start tag."""
    is_block: bool


def pieces(article: Article, replacements: Sequence[Replacement]) -> Iterator[str]:
    """The article and its replacements, with the end tags and start tags that they need around them."""
    source, position = article.source, 0
    opened = _OpenElements(article)
    for each in replacements:
        yield source[position : each.start]
        yield "".join(f"</{name}>" for name, _, _ in reversed(opened.before(each)))
        yield each.html
        yield "".join(tag for _, tag, _ in opened.again(each))
        position = each.end
    yield source[position:]


class _OpenElements:
    """The elements that are open at the ends of a replacement and that need a tag there. Replacements are
    asked for in their order, so that each tag is read once.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._starts = [block.start for block in article.blocks]
        self._block: Block | None = None
        self._position = 0
        self._opened: list[_Open] = []
        self._left = len(article.source) + _OPENED_AGAIN

    def before(self, replacement: Replacement) -> Sequence[_Open]:
        """Those that must end before a figure, the outermost first: inline elements, what holds no figure,
        and a block whose end tag is replaced.
        """
        block, opened = self._at(replacement.start)
        return [
            each
            for each in opened
            if not each.is_block or each.name in _PHRASING_ONLY or replacement.end > block.inner_end
        ]

    def again(self, replacement: Replacement) -> Sequence[_Open]:
        """Those that begin again, as long as the article may grow; the others have ended."""
        begun = self._behind(replacement)
        self._left -= sum(len(each.tag) for each in begun)
        if self._left >= 0:
            return begun
        self._opened = [each for each in self._opened if each not in begun]
        return ()

    def _behind(self, replacement: Replacement) -> Sequence[_Open]:
        """Those whose content follows, or whose end tag."""
        block, opened = self._at(replacement.end)
        is_rest = bool(self._article.source[replacement.end : block.inner_end].strip())
        return [
            each
            for each in opened
            if (is_rest and not each.is_block)
            or (
                each.is_block
                and (each.name in _PHRASING_ONLY or replacement.start <= block.start)
                and (is_rest or block.end > block.inner_end)
            )
        ]

    def _at(self, index: int) -> tuple[Block, Sequence[_Open]]:
        """The block that a position is in, and what of it is open there."""
        block = self._block_at(index)
        if block is None or not block.start < index <= block.inner_end:
            return _NO_BLOCK, ()
        return block, tuple(self._read(block, index))

    def _block_at(self, index: int) -> Block | None:
        position = bisect_right(self._starts, index) - 1
        if position >= 0 and self._starts[position] == index:
            position -= 1  # it begins here: what is open belongs to the one before
        return self._article.blocks[position] if position >= 0 else None

    def _read(self, block: Block, index: int) -> list[_Open]:
        if block is not self._block:
            self._block, self._position, self._opened = block, block.start, []
        for tag in _TAG.finditer(self._article.source, self._position, index):
            self._update(block, tag)
        self._position = max(self._position, index)
        return self._opened

    def _update(self, block: Block, tag: re.Match[str]) -> None:
        name = tag[2].lower()
        if not tag[1]:
            is_ignored = name in _VOID or name in _SHOWN_ONCE or "-" in name
            if not is_ignored and len(self._opened) < _MAX_DEPTH:
                self._opened.append(_Open(name, tag[0], tag.start() < block.inner_start))
        elif any(name == each.name for each in self._opened):
            while self._opened.pop().name != name:
                pass
