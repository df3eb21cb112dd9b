"""The words of a post behind its attribution: the widget puts the line behind the first paragraph."""

import re
from typing import NamedTuple

from embedsvc.restore.articles.block import Article, Block, Position
from embedsvc.restore.grammar import borders, debris, lengths, quotations
from embedsvc.restore.grammar.attribution import Attribution, is_blank_from, trimmed
from embedsvc.restore.grammar.extent import Words

_MEDIA = re.compile(r"(?:pic\.(?:twitter|x)\.com/|https?://t\.co/)\w+")
_MEDIA_AT_END = re.compile(rf"(?:{_MEDIA.pattern})[\s…]*$")
_MOST_BLOCKS = 8


class Rest(NamedTuple):
    """The words behind an attribution, "" without any, and where the post ends."""

    text: str
    end: Position


def words_after(
    article: Article, index: int, attribution: Attribution, words: Words, border: Position
) -> Rest:
    """None of them behind `border`, where the next post begins."""
    if quotations.is_only_post(article, index, attribution):
        return _rest_of_quotation(article, index, attribution, border)
    rest = _rest_of_numbered(article, index, attribution, words) or _rest_up_to_picture(
        article, index, attribution, words, border
    )
    if rest and _fits(f"{words.text}\n{rest.text}", attribution):
        return rest
    return Rest("", _end_of_debris(article, index, attribution, border))


def _end_of_debris(article: Article, index: int, attribution: Attribution, border: Position) -> Position:
    """Behind the lines of the widget that follow the attribution."""
    blocks = article.blocks
    end = Position(index, debris.end_of_lines(blocks[index].text, attribution.end))
    if not is_blank_from(blocks[index].text, end.offset):
        return end
    for position in range(index + 1, min(index + _MOST_BLOCKS, border.block, len(blocks))):
        if not _is_debris(blocks[position], blocks[index]):
            break
        end = Position(position, len(blocks[position].text))
    return end


def _is_debris(block: Block, attributed: Block) -> bool:
    return block.container is attributed.container and all(
        debris.is_debris(trimmed(line)) for line in block.text.split("\n") if trimmed(line)
    )


def _fits(text: str, attribution: Attribution) -> bool:
    return lengths.fits(text, attribution.platform, attribution.published)


def _rest_of_quotation(article: Article, index: int, attribution: Attribution, border: Position) -> Rest:
    """All of it, apart from what the widget shows under a post."""
    container = article.blocks[index].container
    pieces: list[str] = []
    end = Position(index, attribution.end)
    for position in range(index, min(border.block + 1, len(article.blocks))):
        block = article.blocks[position]
        if block.container is not container:
            break
        stop = border.offset if position == border.block else len(block.text)
        text = trimmed(block.text[attribution.end if position == index else 0 : stop])
        if text:
            end = Position(position, stop)
            if not debris.is_debris(text):
                pieces.append(text)
    return Rest("\n".join(pieces), end)


def _rest_of_numbered(article: Article, index: int, attribution: Attribution, words: Words) -> Rest | None:
    """All up to the next number, in a text that numbers its posts in lines of their own."""
    blocks, above = article.blocks, words.start.block - 1
    if not article.lines or above < 0 or not words.text or not borders.is_number(blocks[above]):
        return None
    pieces = [blocks[index].text[attribution.end :]]
    for position in range(index + 1, min(index + _MOST_BLOCKS, len(blocks))):
        if borders.is_number(blocks[position]):
            text = _joined(pieces)
            return Rest(text, Position(position - 1, len(blocks[position - 1].text))) if text else None
        pieces.append(blocks[position].text)
    return None


def _rest_up_to_picture(
    article: Article, index: int, attribution: Attribution, words: Words, border: Position
) -> Rest | None:
    """The widget ends a post with the link of its picture."""
    if attribution.rule != "signature" or not words.text or _MEDIA.search(words.text):
        return None
    pieces: list[str] = []
    last = min(border.block, index + _MOST_BLOCKS, len(article.blocks) - 1)
    for position in range(index, last + 1):
        block = article.blocks[position]
        stop = border.offset if position == border.block else len(block.text)
        pieces.append(block.text[attribution.end if position == index else 0 : stop])
        if block.container is article.blocks[index].container and _MEDIA_AT_END.search(pieces[-1]):
            return Rest(_joined(pieces), Position(position, stop))
    return None


def _joined(pieces: list[str]) -> str:
    return "\n".join(filter(None, map(trimmed, pieces)))
