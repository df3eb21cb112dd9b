"""Decayed posts: each attribution, with the words that belong to it."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from embedsvc.restore import languages
from embedsvc.restore.articles.block import Article, Block, Position
from embedsvc.restore.find import Find
from embedsvc.restore.grammar import (
    cards,
    continuation,
    empty_lines,
    extent,
    facebook,
    instagram,
    quotations,
    signature,
    telegram,
    tiktok,
    traces,
    view_links,
)
from embedsvc.restore.grammar.attribution import Attribution
from embedsvc.restore.grammar.cards import Card
from embedsvc.restore.grammar.extent import Words

_MARKS = ("@", "＠", "﹫", "♬", "t.me/")
_ENTITIES = re.compile("&(?:#64|#x40|commat|#9836);")
"""What the source of a block with an attribution contains, apart from those of Facebook: most blocks have
none of it, and are not read.
"""


def find(article: Article) -> Iterator[Find]:
    """Cards first. The words of a post begin behind the attribution of the one before."""
    candidates = _candidates(article)
    if (paragraphs := empty_lines.divided(article, candidates)) is not article:
        article, candidates = paragraphs, _candidates(paragraphs)
    found: list[tuple[int, Attribution, Words]] = []
    taken = Position(0, 0)
    for index in candidates:
        block = article.blocks[index]
        if taken <= (index, 0) and (card := cards.find(article, index)):
            yield _card(article, card)
            taken = card.end
        if taken >= (index, len(block.text)):
            continue
        following = article.blocks[index + 1].text if index + 1 < len(article.blocks) else ""
        for attribution in _attributions(block, following):
            words = extent.words_before(article, index, attribution, taken)
            found.append((index, attribution, words))
            taken = Position(index, attribution.end)
    end = Position(len(article.blocks), 0)
    borders = [min(words.start, Position(index, attribution.start)) for index, attribution, words in found]
    for (index, attribution, words), border in zip(found, [*borders[1:], end], strict=False):
        rest = continuation.words_after(article, index, attribution, words, border)
        yield _post(article, index, attribution, words, rest)


def _candidates(article: Article) -> list[int]:
    """The blocks that can have an attribution."""
    source = article.source
    marks = {*_MARKS, *(_ENTITIES.findall(source) if "&" in source else ())}
    dated = set[int]().union(*map(article.with_mark, facebook.YEAR_MARKS))
    found = {index for index in dated if _names_weekday(source, article.blocks[index])}
    return sorted(found.union(*map(article.with_mark, marks)))


def _names_weekday(source: str, block: Block) -> bool:
    return next(facebook.dated_weekdays(source, block.inner_start, block.inner_end), None) is not None


def _attributions(block: Block, following: str) -> list[Attribution]:
    """In order and not overlapping. A caption states its platform, so it goes before a signature in the same
    line.
    """
    view, text = block.view, block.text
    in_item = block.tag == "li" or (block.container is not None and block.container.kind == "item")
    found = [*instagram.find(view), *facebook.find(text)]
    found += view_links.find(text, following)
    if "♬" in text:
        found += tiktok.find(text)
    if "t.me/" in text:
        found += telegram.find(text)
    captions = _without_overlaps(found)
    if not captions:
        return list(signature.find(view, in_item=in_item))
    ends = [caption.end for caption in captions]
    signatures = (
        each for each in signature.find(view, in_item=in_item) if not _overlaps_one(each, captions, ends)
    )
    return sorted((*captions, *signatures), key=lambda each: each.start)


def _without_overlaps(found: list[Attribution]) -> list[Attribution]:
    chosen: list[Attribution] = []
    for attribution in sorted(found, key=lambda each: each.start):
        if not chosen or attribution.start >= chosen[-1].end:
            chosen.append(attribution)
    return chosen


def _overlaps_one(attribution: Attribution, others: list[Attribution], ends: list[int]) -> bool:
    """`others` are in order, `ends` are theirs."""
    other = bisect_right(ends, attribution.start)
    return other < len(others) and others[other].start < attribution.end


def _card(article: Article, card: Card) -> Find:
    start, end = extent.source_range(article, card.start, card.end)
    return Find(
        kind="post",
        platform="x",
        text=card.text,
        author=card.name,
        handle=card.handle,
        published=card.published,
        start=start,
        end=end,
        confidence=0.95,
        rule="card",
    )


def _reads_like_post(article: Article, index: int, attribution: Attribution, text: str) -> bool:
    """Whether the words make up for an attribution that may be a byline too."""
    return (
        traces.ANY.search(text) is not None
        or languages.guess(text).differs(article.language)
        or quotations.is_only_post(article, index, attribution)
        or quotations.captioned(article, index) is not None
    )


def _post(
    article: Article, index: int, attribution: Attribution, words: Words, rest: continuation.Rest
) -> Find:
    start, end = extent.source_range(article, min(words.start, Position(index, attribution.start)), rest.end)
    name, handle, text = attribution.name, attribution.handle, words.text
    if attribution.opening and (opening := attribution.opening.match(text)):
        groups = opening.groupdict()
        name, handle = groups.get("name") or name, groups.get("handle") or handle
        text = text[opening.end() :]
    if rest.text:
        text = f"{text}\n{rest.text}"
    confidence = attribution.confidence * words.confidence
    if attribution.rule == "signature" and text and _reads_like_post(article, index, attribution, text):
        confidence = max(confidence, 0.6)
    return Find(
        kind="post",
        platform=attribution.platform,
        text=text,
        author=name,
        handle=handle,
        published=attribution.published,
        url=attribution.url,
        start=start,
        end=end,
        confidence=round(confidence, 2),
        rule=attribution.rule,
    )
