"""How far up a post goes, from its last paragraph."""

import re

from embedsvc.restore import languages
from embedsvc.restore.articles.block import Article, Position
from embedsvc.restore.grammar import borders, lengths, traces
from embedsvc.restore.grammar.attribution import FULL_STOPS, INVISIBLE, Attribution, trimmed

MOST_PARAGRAPHS = 12
_SHORT = frozenset({"x", "bluesky"})
"""Platforms whose posts are so short that their length shows what can belong to one."""
_SHORTEST_PROSE = 64
"""Characters of a whole sentence that is more likely a paragraph of the article than a line of a post."""
_LETTERS_OF_WIDE = 3
"""Letters of other scripts that one of Chinese, Japanese or Korean stands for, roughly."""
_LONGEST_TRACED = 400
_ENDS_SENTENCE = re.compile(rf"[:;：{FULL_STOPS}][\"”’»“」』)\]{INVISIBLE}]*\Z")


class Above:
    """Goes up from the last block of a post, as far as the blocks can belong to it."""

    def __init__(
        self, article: Article, index: int, attribution: Attribution, earliest: int, taken: Position
    ) -> None:
        """No words before `taken`, and none in blocks before `earliest`."""
        self._article = article
        self._blocks = article.blocks
        self._index = index
        self._attribution = attribution
        self._earliest = earliest
        self._taken = taken
        self._is_first = index - earliest < MOST_PARAGRAPHS
        """Whether nothing but another post, or nothing at all, is above."""
        self._by_length = article.lines and attribution.platform in _SHORT

    def first(self, last: int) -> int:
        """The first block of a post with words in block `last`."""
        own = self._blocks[self._index].text[: self._attribution.start]
        text = "\n".join([*(block.text for block in self._blocks[last : self._index]), own])
        language = languages.guess(text)
        is_foreign = language.differs(self._article.language)
        joined = same_script = same_language = last
        fits = self._fits(text)
        for position in range(last - 1, self._earliest - 1, -1):
            block = self._blocks[position]
            if self._opens(position) or (fits and self._is_lead_in(position)):
                return position + (not self._opens(position))
            text = f"{self._text(position)}\n{text}"
            fits = fits and self._fits(text)
            if not is_foreign and (not fits or language.differs(block.language)):
                return joined
            if language.differs(block.language):
                return min(joined, same_language if language.script == block.language.script else same_script)
            if borders.is_border(block) or len(text) > lengths.MOST:
                return joined
            if fits and self._belongs(position, joined):
                joined = position
            same_script = position if same_script == position + 1 and block.language.script else same_script
            same_language = (
                position if same_language == position + 1 and block.language.tag else same_language
            )
        if self._is_first and is_foreign:
            same = language.script == self._article.language.script
            return min(joined, same_language if same else same_script)
        return joined

    def _text(self, position: int) -> str:
        """Of a block, without what belongs to the post before."""
        first = self._taken.offset if position == self._taken.block else 0
        return self._blocks[position].text[first:]

    def _fits(self, text: str) -> bool:
        return lengths.fits(text, self._attribution.platform, self._attribution.published)

    def _opens(self, position: int) -> bool:
        return borders.is_opening(self._blocks[position], self._attribution)

    def _is_lead_in(self, position: int) -> bool:
        """A paragraph that ends in a colon, or the number of a list; but a post may itself begin with a
        colon, before a list or behind another.
        """
        blocks = self._blocks
        if borders.is_number(blocks[position]):
            return True
        if not borders.LEAD_IN.search(blocks[position].text) or borders.LIST_MARK.match(
            blocks[position + 1].text
        ):
            return False
        above = position - 1
        if len(blocks[position].text) >= _SHORTEST_PROSE:
            return True
        return above < self._earliest or not borders.LEAD_IN.search(blocks[above].text)

    def _is_list(self, first: int, last: int) -> bool:
        return all(borders.LIST_MARK.match(block.text) for block in self._blocks[first : last + 1])

    def _belongs(self, position: int, joined: int) -> bool:
        """Whether a paragraph is of the same post as those from `joined` on."""
        earlier, later = trimmed(self._text(position)), trimmed(self._blocks[position + 1].text)
        if traces.ONLY_LINKS.fullmatch(earlier):
            return bool(traces.ONLY_MEDIA.fullmatch(earlier))
        if len(earlier) <= _LONGEST_TRACED and traces.ANY.search(earlier):
            return True
        if borders.LIST_MARK.match(later):
            return (
                joined > position + 1
                and borders.LEAD_IN.search(earlier) is not None
                and self._is_list(position + 1, joined)
            )
        return joined == position + 1 and (
            self._blocks[position].language.differs(self._article.language) or self._reads_on(earlier, later)
        )

    def _reads_on(self, earlier: str, later: str) -> bool:
        """Whether two paragraphs are rather lines of a post than a sentence of the article and a post."""
        ends = _ENDS_SENTENCE.search(earlier) is not None
        if self._by_length:
            return not ends or lengths.width(earlier, wide=_LETTERS_OF_WIDE) < _SHORTEST_PROSE
        return not ends and later[:1].islower()
