"""Which words belong to an attribution: what stands around it decides."""

import re
from dataclasses import dataclass

from embedsvc.restore import languages
from embedsvc.restore.articles.block import Article, Block, Position
from embedsvc.restore.grammar import borders, instagram, lengths, quotations, traces
from embedsvc.restore.grammar.above import MOST_PARAGRAPHS, Above
from embedsvc.restore.grammar.attribution import (
    DASHES,
    FULL_STOPS,
    INVISIBLE,
    SPACES,
    Attribution,
    is_blank_from,
    is_blank_until,
    trimmed,
)
from embedsvc.restore.languages import Language

_GLUED = re.compile(r"(?<=[^\W\d_]{2})(?:[.!?:]|[.!?][\"”’])(?=(?:\.@)?[A-Z@\d“]\w*[\s'’])")
"""Where the article's sentence ends and a post begins without a space: extraction loses the border."""
_FACEBOOK_SCRIPT = "'facebook-jssdk'));"
"""The end of the loader of Facebook's widgets, which extraction leaves as text in front of the words."""
_SENTENCE_END = re.compile(rf"[!?！？:：{FULL_STOPS}][\"”’»)\]{INVISIBLE}]*\s+|[。！？]|\n")
_FIGURE = re.compile(r"<figure(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_FIGURE_END = re.compile(r"\s*</figure\s*>", re.IGNORECASE)
_LONGEST_TAG = 1_000
_OPENING_QUOTES = frozenset('«“„「"')
_QUOTES = frozenset('»”“」"')
"""Closing ones."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a post, from `start` on; "" where none stand there."""

    text: str
    start: Position
    confidence: float


def words_before(article: Article, index: int, attribution: Attribution, taken: Position) -> Words:
    """The words of an attribution of block `index`, none of them before `taken`."""
    block = article.blocks[index]
    begin = taken.offset if taken.block == index else 0
    own = block.text[begin : attribution.start]
    if trimmed(own) and begin:
        return _own_words(own, Position(index, begin), block, attribution, article.language)
    has_own = bool(trimmed(own)) and not traces.ONLY_LINKS.fullmatch(own)
    fits = lengths.fits(own, attribution.platform, attribution.published)
    if has_own and (not fits or _foreign_start(own, 0, article.language) is not None):
        return _own_words(own, Position(index, begin), block, attribution, article.language)
    first = _first_block(article, index, attribution, taken, has_own=has_own)
    if first == index:
        if trimmed(own):
            return _own_words(own, Position(index, begin), block, attribution, article.language)
        return Words("", Position(index, attribution.start), 0.9)
    begin = taken.offset if taken.block == first else 0
    texts = [each.text for each in article.blocks[first:index]]
    texts[0] = texts[0][begin:]
    return _words([*texts, own], Position(first, begin), 1.0, quoted=_is_quoted(block.text, attribution))


def _own_words(
    own: str, start: Position, block: Block, attribution: Attribution, language: Language
) -> Words:
    """Words in the paragraph of the attribution, perhaps behind the article's own in the same paragraph."""
    script = own.rfind(_FACEBOOK_SCRIPT)
    skipped = script + len(_FACEBOOK_SCRIPT) if script >= 0 else 0
    confidence = 1.0
    if _is_glued(block.text, attribution):
        skipped = max(skipped, _last_glued_border(own))
    if not lengths.fits(own[skipped:], attribution.platform, attribution.published):
        skipped, confidence = _fitting_start(own, skipped, attribution), 0.6
    elif (foreign := _foreign_start(own, skipped, language)) is not None:
        skipped, confidence = foreign, 0.8
    start = Position(start.block, start.offset + skipped)
    return _words([own[skipped:]], start, confidence, quoted=_is_quoted(block.text, attribution))


def _is_glued(text: str, attribution: Attribution) -> bool:
    """Whether extraction lost the borders around an attribution: a letter behind it, or no dash."""
    before, behind = (
        text[attribution.start - 1 : attribution.start],
        text[attribution.end : attribution.end + 1],
    )
    if attribution.rule == "caption":
        return behind.isalnum() or not (before.isspace() or before in {"", ")"})
    return behind.isalnum() or text[attribution.start] not in DASHES


def _last_glued_border(text: str) -> int:
    """Not those inside an address: `example.com/A`."""
    last = 0
    for match in _GLUED.finditer(text):
        if "/" not in text[max(0, match.start() - 30) : match.start()].rsplit(" ", maxsplit=1)[-1]:
            last = match.end()
    return last


def _fitting_start(text: str, first: int, attribution: Attribution) -> int:
    """Where a post can begin at the earliest, so that it is no longer than its platform allows: behind a
    colon or where the language changes, otherwise behind any sentence; `first` if no sentence ends there.
    """
    starts = (match.end() for match in _SENTENCE_END.finditer(text, max(first, len(text) - lengths.MOST)))
    fitting = [
        start
        for start in starts
        if not traces.ONLY_LINKS.fullmatch(text[start:])
        and lengths.fits(text[start:], attribution.platform, attribution.published)
    ][:8]
    for start in fitting:
        if text[start - 1] == "\n" or text[:start].rstrip()[-1:] in {":", "："}:
            return start
        if languages.guess(text[max(0, start - 300) : start]).differs(languages.guess(text[start:])):
            return start
    return fitting[0] if fitting else first


def _foreign_start(text: str, first: int, language: Language) -> int | None:
    """Where, behind a sentence in the script of the article, the words of another script begin."""
    for sentence in _SENTENCE_END.finditer(text, first):
        start = sentence.end()
        before, after = languages.guess(text[first:start]), languages.guess(text[start:])
        if (
            before == language
            and before.script != after.script
            and _is_certain(before)
            and _is_certain(after)
        ):
            return start
    return None


def _is_certain(language: Language) -> bool:
    """A name in Latin letters may stand in a text of any language."""
    return language.tag is not None if language.script == "Latn" else language.script is not None


def _is_quoted(text: str, attribution: Attribution) -> bool:
    """Whether quotation marks enclose the words with their attribution."""
    closing = text[attribution.end - 1], trimmed(text[attribution.end : attribution.end + 4])[:1]
    return not _QUOTES.isdisjoint(closing)


def _words(texts: list[str], start: Position, confidence: float, *, quoted: bool) -> Words:
    """Without the mark of a list item, the widget's line above, and what is at the edges."""
    first = texts[0]
    skipped = len(first) - len(first.lstrip(SPACES + INVISIBLE))
    for opening in (borders.LIST_ITEM, instagram.VIEW):
        if match := opening.match(first, skipped):
            skipped = match.end()
            skipped += len(first[skipped:]) - len(first[skipped:].lstrip(SPACES + INVISIBLE))
    if quoted and first[skipped : skipped + 1] in _OPENING_QUOTES:
        skipped += 1
    texts = [first[skipped:], *texts[1:]]
    return Words(trimmed("\n\n".join(filter(trimmed, texts))), start, confidence)


def _first_block(
    article: Article, index: int, attribution: Attribution, taken: Position, *, has_own: bool
) -> int:
    """The block in which the words begin; `index` if no block above belongs to them."""
    blocks = article.blocks
    earliest = _earliest(article, index, taken)
    if quotations.is_only_post(article, index, attribution):
        return earliest
    first = index
    text = blocks[index].text
    if blocks[index].tag == "figcaption":
        return index if has_own else _first_captioned(article, index, attribution, earliest=taken.block)
    if has_own and (borders.LIST_ITEM.match(text) or borders.is_opening(blocks[index], attribution)):
        return index
    if not has_own:
        if earliest == index or _introduces(blocks[index - 1], attribution, text[: attribution.start]):
            return index
        first = index - 1
        if (
            first > earliest
            and traces.ONLY_MEDIA.fullmatch(blocks[first].text)
            and not borders.is_structural(blocks[first - 1])
            and not _introduces_tags(blocks[first - 1], blocks[first].text)
        ):
            first -= 1
    return Above(article, index, attribution, earliest, taken).first(first)


def _first_captioned(article: Article, index: int, attribution: Attribution, *, earliest: int) -> int:
    """The first block of the quotation that an attribution is the caption of; `index` if there is none, or it
    is longer than a post.
    """
    quotation = quotations.captioned(article, index)
    if quotation is None:
        return index
    first = index
    while (
        first > max(earliest, index - MOST_PARAGRAPHS) and article.blocks[first - 1].start >= quotation.start
    ):
        first -= 1
    text = "\n".join(block.text for block in article.blocks[first:index])
    is_whole = first == 0 or article.blocks[first - 1].start < quotation.start
    return first if is_whole and lengths.fits(text, attribution.platform, attribution.published) else index


def _introduces(block: Block, attribution: Attribution, links: str) -> bool:
    """Whether the block above a post that has no words beside its attribution, but perhaps links, is the
    article's: the number of the post, or prose above a caption that ends in a colon or names its platform.
    """
    if borders.is_number(block) or _introduces_tags(block, links):
        return True
    is_caption = attribution.rule == "caption" and not borders.is_opening(block, attribution)
    return is_caption and (
        attribution.platform in block.text.lower() or borders.LEAD_IN.search(block.text) is not None
    )


def _introduces_tags(block: Block, links: str) -> bool:
    """Whether tags and links are all the words of a post, because the article introduces it above."""
    return "#" in links and borders.is_border(block)


def _earliest(article: Article, index: int, taken: Position) -> int:
    """The first block in the same container that a post can begin in."""
    blocks = article.blocks
    least = max(taken.block, index - MOST_PARAGRAPHS, 0)
    earliest = index
    while earliest > least and blocks[earliest - 1].container is blocks[index].container:
        earliest -= 1
    if earliest == taken.block and taken.offset and is_blank_from(blocks[earliest].text, taken.offset):
        earliest = min(earliest + 1, index)
    return earliest


def _with_figure(source: str, start: int, end: int) -> tuple[int, int]:
    """A quotation and its caption with the tags of their figure, which has nothing else."""
    tag = source.rfind("<", max(0, start - _LONGEST_TAG), start)
    behind = _FIGURE_END.match(source, end)
    if tag >= 0 and behind and _FIGURE.fullmatch(source, tag, start):
        return tag, behind.end()
    return start, end


def source_range(article: Article, start: Position, end: Position) -> tuple[int, int]:
    """A stretch in the source, with the tags of blocks that are covered whole, and of a quotation that holds
    nothing more; without the mark of an item.
    """
    first, last = article.blocks[start.block], article.blocks[end.block]
    starts_block, ends_block = is_blank_until(first.text, start.offset), is_blank_from(last.text, end.offset)
    quotation = last.container
    if starts_block and ends_block and quotation and quotation.kind == "quotation":
        before, after = start.block - 1, end.block + 1
        if (before < 0 or article.blocks[before].end <= quotation.start) and (
            after == len(article.blocks) or article.blocks[after].start >= quotation.end
        ):
            return quotation.start, quotation.end
    figure = quotations.captioned(article, end.block) if start.block < end.block else None
    if figure and ends_block and first.start >= figure.start:
        return _with_figure(article.source, figure.start, last.end)
    if starts_block and first.tag == "li" and (mark := borders.LIST_ITEM.match(first.text)):
        return first.view.offsets[mark.end()], last.end if ends_block else last.view.offsets[end.offset]
    return (
        first.start if starts_block else first.view.offsets[start.offset],
        last.end if ends_block else last.view.offsets[end.offset],
    )
