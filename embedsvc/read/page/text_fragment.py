"""The passage that a text fragment names, `#:~:text=[prefix-,]start[,end][,-suffix]`, in the text of a page
(WICG Text Fragments, https://wicg.github.io/scroll-to-text-fragment/).

As in browsers, words match without regard to case and accents, and only whole. A `start` alone is inside one
block; a passage with an `end` may span several.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from embedsvc.read.folding import fold
from embedsvc.read.html.document import Document
from embedsvc.read.html.visible_text import text_of_blocks
from embedsvc.urls import PASSAGE

BETWEEN = " […] "
"""Stands for what several passages leave out."""

_MAX_PASSAGES = 10
_MAX_PASSAGE = 10_000
"""Characters. Whoever names more does not quote."""
_MAX_STARTS, _MAX_ENDS = 200, 50
_IGNORABLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_WHITE_SPACE = " \n"
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Scripts that write no space between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese."""


class Directive(NamedTuple):
    """The parts of one `text=`, folded; "" for an absent one."""

    prefix: str
    start: str
    end: str
    suffix: str


def parse(fragment: str) -> tuple[Directive, ...]:
    """The text directives of a URL's fragment (§3.3.1); those that are malformed are left out."""
    values = (
        item.removeprefix("text=")
        for item in fragment.partition(PASSAGE)[2].split("&")
        if item.startswith("text=")
    )
    return tuple(islice(filter(None, map(_directive, values)), _MAX_PASSAGES))


def _directive(value: str) -> Directive | None:
    parts = value.split(",")
    prefix = parts.pop(0)[:-1] if len(parts) > 1 and parts[0].endswith("-") else ""
    suffix = parts.pop()[1:] if len(parts) > 1 and parts[-1].startswith("-") else ""
    start, end, *more = (*parts, "") if len(parts) == 1 else parts
    directive = Directive(*(_term(part) for part in (prefix, start, end, suffix)))
    return directive if directive.start and not more else None


def _term(part: str) -> str:
    return " ".join(_Folded.parse(unquote(part)).folded.split())


def find(document: Document, fragment: str) -> str | None:
    """The words of the page that the fragment names, as the page writes them; None where it has none of them.

    Blocks are separated by line breaks, several passages by `BETWEEN`.
    """
    directives = parse(fragment)
    if not directives:
        return None
    page = _Folded.parse(text_of_blocks(document.root))
    return BETWEEN.join(filter(None, (_passage(page, directive) for directive in directives))) or None


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text, and its folded form for comparison."""

    text: str
    folded: str
    positions: tuple[int, ...] | None
    """Of the characters of `folded` in `text`; None where they are the same."""

    @classmethod
    def parse(cls, text: str) -> "_Folded":
        if text.isascii():
            return cls(text, text.lower(), None)
        parts = ["" if _IGNORABLE.match(character) else fold(character) for character in text]
        positions = tuple(index for index, part in enumerate(parts) for _ in part)
        return cls(text, "".join(parts), positions)

    def original(self, start: int, end: int) -> str:
        if self.positions is None:
            return self.text[start:end]
        last = self.positions[end] if end < len(self.positions) else len(self.text)
        return _IGNORABLE.sub("", self.text[self.positions[start] : last]).strip()

    def occurrences(self, term: str, position: int) -> Iterator[int]:
        """Where the term stands as whole words, from a position on."""
        while (position := self.folded.find(term, position)) >= 0:
            if self.is_whole(position, position + len(term)):
                yield position
            position += 1

    def is_whole(self, start: int, end: int) -> bool:
        return self._is_boundary(start) and self._is_boundary(end)

    def _is_boundary(self, position: int) -> bool:
        before, after = self.folded[position - 1 : position], self.folded[position : position + 1]
        in_word = before.isalnum() and after.isalnum()
        return not in_word or bool(_WITHOUT_SPACES.match(before) or _WITHOUT_SPACES.match(after))

    def follows(self, position: int, prefix: str) -> bool:
        """Whether the prefix stands before a position, with white space between."""
        while position and self.folded[position - 1] in _WHITE_SPACE:
            position -= 1
        start = position - len(prefix)
        return self.folded.endswith(prefix, 0, position) and self.is_whole(max(start, 0), position)

    def precedes(self, position: int, suffix: str) -> bool:
        """Whether the suffix stands behind a position, with white space between."""
        while self.folded[position : position + 1] in (" ", "\n"):
            position += 1
        end = position + len(suffix)
        return self.folded.startswith(suffix, position) and self.is_whole(position, end)


def _passage(page: _Folded, directive: Directive) -> str | None:
    """The first passage of the page that matches (§3.5.2)."""
    for start in islice(page.occurrences(directive.start, 0), _MAX_STARTS):
        if directive.prefix and not page.follows(start, directive.prefix):
            continue
        for end in _ends(page, directive, start + len(directive.start)):
            if end - start > _MAX_PASSAGE:
                break
            if not directive.suffix or page.precedes(end, directive.suffix):
                return page.original(start, end)
    return None


def _ends(page: _Folded, directive: Directive, position: int) -> Iterator[int]:
    if not directive.end:
        return iter((position,))
    starts = islice(page.occurrences(directive.end, position), _MAX_ENDS)
    return (start + len(directive.end) for start in starts)
