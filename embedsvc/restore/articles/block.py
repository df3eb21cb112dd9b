"""A paragraph of an article, whatever the format."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from embedsvc.restore import languages
from embedsvc.restore.languages import Language
from embedsvc.restore.stretches import Stretch

_ENCODING = "utf-16-le"
"""It takes a third of the time of UTF-8."""
_SAMPLE = 6
"""Blocks."""

ContainerKind = Literal["quotation", "item", "cell", "rest"]
"""`rest`: what is left of a paragraph beside an embed."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a block: `url` as written, around `text[start:end]` of the block."""

    start: int
    end: int
    url: str


@dataclass(slots=True, eq=False)
class Container:
    """A quotation, an item of a list, a cell of a table: a post never crosses its border.

    `source[start:end]` is the container with its tags or marks; `end` is set where the container ends.
    """

    kind: ContainerKind
    start: int
    end: int
    parent: "Container | None" = None


class Offsets:
    """Where each character of a visible text is in the source; the index behind the last gives the end."""

    def __init__(self, start: int) -> None:
        self._starts: list[int] = []
        """Of the pieces, in the text."""
        self._sources: list[tuple[int, bool]] = []
        """Where a piece is in the source, and whether it is there as it is."""
        self._length = 0
        """Of the text."""
        self._end = start

    def add(self, length: int, source: int, end: int, *, verbatim: bool) -> None:
        """The next piece of the text, `[source:end]` of the source."""
        self._starts.append(self._length)
        self._sources.append((source, verbatim))
        self._length += length
        self._end = end

    def cut(self, length: int) -> None:
        """Drops what is behind the first `length` characters."""
        if length < self._length:
            self._end, self._length = self[length], length

    def __getitem__(self, index: int) -> int:
        if index >= self._length:
            return self._end
        piece = bisect_right(self._starts, index) - 1
        source, verbatim = self._sources[piece]
        return source + index - self._starts[piece] if verbatim else source


class View(NamedTuple):
    """The visible text of a block. `offsets[i]` is the index in the source of `text[i]`, `offsets[len(text)]`
    the end of the text.
    """

    text: str
    offsets: Offsets
    links: tuple[Link, ...] = ()


@dataclass(eq=False, slots=True)
class Block:
    """A paragraph, a heading, an item: visible text without a border inside.

    `source[start:end]` is the block with its own tags or marks, `source[inner_start:inner_end]` what is
    between them.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    read: Callable[[int, int], View] = field(repr=False)
    """Makes the view of what is between two indices of the source."""
    tag: str = ""
    """The HTML element that the block is the content of, "" in plain text and for paragraphs of Markdown."""
    container: Container | None = None
    """The innermost."""
    is_blank: bool = False
    """Without text: spaces, pictures, frames."""
    _view: View | None = field(default=None, init=False, repr=False)
    _language: Language | None = field(default=None, init=False, repr=False)

    @property
    def view(self) -> View:
        """Computed on demand: most blocks of an article are never looked at."""
        if self._view is None:
            self._view = self.read(self.inner_start, self.inner_end)
        return self._view

    @property
    def text(self) -> str:
        return self.view.text

    @property
    def language(self) -> Language:
        if self._language is None:
            self._language = languages.guess(self.text)
        return self._language


class Position(NamedTuple):
    """A character of the visible text of an article: the index of its block, and where it is in that."""

    block: int
    offset: int


@dataclass(frozen=True)
class Article:
    """The source and its blocks in order."""

    source: str
    blocks: Sequence[Block] = field(repr=False)
    lines: bool = False
    """Whether each block is one line, because the source has no borders of paragraphs."""
    fenced: Sequence[Stretch] = ()
    """Code of Markdown between fences, in order."""
    indented: Sequence[Stretch] = ()
    """Code of Markdown by its indent, in order. Authors indent the mark-up of embeds too."""
    untagged: Sequence[Stretch] = ()
    """Paragraphs of HTML that hold no tag, in order."""

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [block.inner_end for block in self.blocks]

    @cached_property
    def _encoded(self) -> bytes:
        return self.source.encode(_ENCODING, "surrogatepass")

    @cached_property
    def with_address(self) -> Sequence[int]:
        """The blocks whose source contains an address."""
        return list(self.with_mark("://"))

    def index_at(self, position: int) -> int:
        """The first block that ends behind a position of the source; their number if none does."""
        return bisect_right(self._ends, position)

    def with_mark(self, mark: str) -> Iterator[int]:
        """The blocks whose source contains a mark, in order."""
        # A byte is found much faster than a character beyond ASCII; most such marks have one that is rare.
        if not mark.isascii() and not all(byte in self._encoded for byte in mark.encode(_ENCODING)):
            return
        position = self._find(mark, 0)
        while position >= 0 and (index := self.index_at(position)) < len(self.blocks):
            block = self.blocks[index]
            if block.inner_start <= position:
                yield index
                position = block.inner_end
            else:
                position = block.inner_start
            position = self._find(mark, position)

    def _find(self, mark: str, start: int) -> int:
        """Where a mark ends that begins at an index at the earliest: its last character; -1 without any."""
        if len(mark) == 1:
            return self.source.find(mark, start)
        # One character is found twice as fast as several, and the last one of a mark is rarer than the first.
        last = re.compile(f"{re.escape(mark[-1])}(?<={re.escape(mark)})").search(self.source, start)
        return last.start() if last else -1

    @cached_property
    def language(self) -> Language:
        """The language of most of the text, by a sample of its blocks."""
        sample = self.blocks[:: max(1, len(self.blocks) // _SAMPLE)]
        letters: Counter[Language] = Counter()
        for left, block in zip(range(len(sample) - 1, -1, -1), sample, strict=True):
            letters[block.language] += min(len(block.text), languages.SAMPLE)
            (_, most), *others = letters.most_common(2)
            if most > left * languages.SAMPLE + sum(count for _, count in others):
                break  # whatever the others are
        return letters.most_common(1)[0][0] if letters else Language(None, None)
