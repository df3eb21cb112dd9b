"""All that an article embeds, as finds."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from embedsvc.restore.articles.block import Article
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.find import Find
from embedsvc.restore.markup import block_comments, closed, html_embeds, links, loaders, quotation, shortcodes
from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.quotation import Words
from embedsvc.restore.markup.targets import Recognise, Target
from embedsvc.restore.remainder import article_without
from embedsvc.restore.stretches import Stretches

_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"\s*</p\s*>", re.IGNORECASE)
_LINKS = frozenset({"link", "caption"})
"""Rules for what leads to a page without being mark-up of an embed."""
_LONGEST_TAG = 1_000


class Embedded(NamedTuple):
    finds: list[Find]
    """The embeds and bare links, not overlapping."""
    taken: Stretches
    """Stretches that nothing else may be found in."""
    rest: Article
    """What is left to search."""


def find(article: Article, markup: Markup, recognise: Recognise) -> Embedded:
    """All that an article embeds."""
    found: list[Find] = []
    taken = Stretches()

    def take(candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            if taken.overlaps(candidate.start, candidate.end):
                continue
            target = _target(candidate, recognise)
            if target:
                embed = _embed(article.source, candidate, target)
                taken.add(embed.start, embed.end)
                found.append(embed)
            elif not candidate.addresses:
                taken.add(candidate.start, candidate.end)

    take(sorted(_candidates(article, markup), key=lambda each: (each.start, -each.end)))
    # Last, since a paragraph of Markdown may have an embed or a block of ours in it.
    rest = article_without(article, found)
    before = len(found)
    take(links.find(rest, markup))
    return Embedded(found, taken, rest if len(found) == before else article_without(article, found))


def _candidates(article: Article, markup: Markup) -> Iterator[Candidate]:
    source = article.source
    stretches = closed.find(article, markup)
    if markup != "text" and "<" in source:
        yield from html_embeds.find(source, stretches, article.untagged)
        if "{" in source and "<!--" in source:
            yield from block_comments.find(source)
    yield from shortcodes.find(source, closed.merged(sorted((*stretches, *article.indented))))
    for start, end in stretches:
        yield Candidate(start, end, (), "closed")


def _target(candidate: Candidate, recognise: Recognise) -> Target | None:
    known = (target for address in candidate.addresses if (target := recognise(address)))
    return next((target for target in known if target.platform or not candidate.of_platform), None)


def _embed(source: str, candidate: Candidate, target: Target) -> Find:
    is_link = candidate.rule in _LINKS
    end = candidate.end if is_link else loaders.end_of_tail(source, candidate.end)
    start, end = block_comments.around(source, *_with_paragraph(source, candidate.start, end))
    words = quotation.parse(source[candidate.start : candidate.end]) if candidate.is_quotation else Words()
    return Find(
        kind="link" if is_link else "embed",
        platform=target.platform,
        text=words.text,
        author=words.author,
        handle=words.handle,
        published=words.published,
        url=target.url,
        start=start,
        end=end,
        confidence=candidate.confidence,
        rule=candidate.rule,
    )


def _with_paragraph(source: str, start: int, end: int) -> tuple[int, int]:
    """With the tags of a paragraph that holds nothing else."""
    first = source.rfind("<", max(0, start - _LONGEST_TAG), start)
    after = _PARAGRAPH_END.match(source, end)
    if first >= 0 and after and _PARAGRAPH.fullmatch(source, first, start):
        return first, after.end()
    return start, end
