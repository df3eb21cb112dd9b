"""Rules for the title: the headline that the reader sees, distinguished from the site's name and teasers."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from urllib.parse import urlsplit

from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.similarity import SIMILAR, overlap, words_of
from embedsvc.read.fields.site_name import is_site_name, without_site_name
from embedsvc.read.html.visible_text import visible_text

Rule = Callable[[PageFacts], str | None]

LIBRARY_NAMES = ("citation_title", "dcterms.title", "dc.title", "prism.title", "eprints.title")
"""Highwire Press, Dublin Core, PRISM, EPrints."""
PUBLISHERS_NAMES = (
    "headline", "parsely-title", "sailthru.title", "cxenseparse:title", "schema:headline", "article.headline",
    "article_title",
)  # fmt: skip
"""schema.org, Parse.ly, Sailthru, Cxense; `ArticleTitle` is in China's rules for sites of the government."""
_HEAD_TITLES = ("og:title", "twitter:title", *LIBRARY_NAMES, *PUBLISHERS_NAMES, "title")
_MIN_SPECIFIC = 4
"""Letters of a word that two titles share by more than chance."""
_MIN_COMMON = 2
_MAX_REWRITTEN = 3
"""Headings that may be the headline, since it can follow the names of the site and of a section."""
_MIN_HEADING, _MAX_HEADING = 2, 400
_LAST_PART = re.compile(r"\s[|–—·»-]\s[^|–—·»]{1,60}$")
_MIN_CONTAINED = 15
_MIN_CONTAINED_SHARE = 0.4


def visible_headline(page: PageFacts) -> str | None:
    """The `h1` (HTML §4.3.6), otherwise another heading, that is similar to a title of the head. Where the
    heading contains that title and more, a kicker or a standfirst, the title is the result.
    """
    raw: dict[str, None] = {}
    for title in _stated_titles(page):
        if title in page.headings and not is_site_name(title, page):
            return title
        raw[title] = None
    titles = list(dict.fromkeys(without_site_name(title, page) for title in raw))
    words = [words_of(title) for title in titles]
    for headings in (page.headings, _lesser_headline(page)) if titles else ():
        if best := _most_similar(headings, words, page):
            return _without_extras(best, titles)
    rewritten = _rewritten(words, page)
    return _without_extras(rewritten, titles) if rewritten else None


def _most_similar(headings: Iterable[str], titles: list[frozenset[str]], page: PageFacts) -> str | None:
    best, best_similarity = None, SIMILAR
    for heading in headings:
        if not _MIN_HEADING <= len(heading) <= _MAX_HEADING:
            continue
        words = words_of(heading)
        similarity = max(overlap(words, title) for title in titles)
        if similarity > best_similarity and not is_site_name(heading, page):
            best, best_similarity = heading, similarity
    return best


def _rewritten(titles: list[frozenset[str]], page: PageFacts) -> str | None:
    """The first `h1` that shares two specific words with the titles and the URL: a headline which the head
    rewrote for search engines or for sharing. A later `h1` shares most of its own: it may be a teaser's.
    """
    stated = _words_of_url(page).union(*titles)
    for index, heading in enumerate(page.headings[:_MAX_REWRITTEN]):
        specific = set(filter(_is_specific, words_of(heading)))
        common = len(specific & stated)
        is_similar = index == 0 or 2 * common > len(specific)
        if len(heading) <= _MAX_HEADING and common >= _MIN_COMMON and is_similar:
            return heading
    return None


def _words_of_url(page: PageFacts) -> frozenset[str]:
    """The words of the last part of the path, which often is the headline."""
    return words_of(urlsplit(page.document.url).path.rstrip("/").rpartition("/")[2])


def _is_specific(word: str) -> bool:
    return len(word) >= _MIN_SPECIFIC or not word.isascii()


def json_ld_headline(page: PageFacts) -> str | None:
    """`headline` in JSON-LD (https://schema.org/headline). That of a WebPage is only its title element."""
    work = page.json_ld_work
    if work is None or work.rank == "page" or not work.headline or is_site_name(work.headline, page):
        return None
    return without_site_name(work.headline, page)


def meta_title(*names: str) -> Rule:
    """A title in meta tags (Open Graph, Twitter Cards, Highwire, Dublin Core), without the site's name."""

    def rule(page: PageFacts) -> str | None:
        for text in page.head.all(*names):
            if not is_site_name(text, page):
                return without_site_name(text, page)
        return None

    return rule


def microdata_headline(page: PageFacts) -> str | None:
    """`headline` in microdata."""
    work = page.microdata_work
    return without_site_name(work.headline, page) if work and work.rank != "page" and work.headline else None


def title_element(page: PageFacts) -> str | None:
    """The title element (HTML §4.2.2), without the site's name. The name alone is only a title of the home
    page: any other page that has no other title is an empty shell filled by scripts.
    """
    if not page.title or (is_site_name(page.title, page) and not page.is_home):
        return None
    return without_site_name(page.title, page)


def first_heading(page: PageFacts) -> str | None:
    """The first `h1`, for pages without any title in their head."""
    return next(iter(page.headings), None)


def _stated_titles(page: PageFacts) -> Iterator[str]:
    """The titles in the head of the page and in its JSON-LD."""
    yield from page.head.all(*_HEAD_TITLES)
    if page.title:
        yield page.title
    work = page.json_ld_work
    if work and work.rank != "page" and (headline := work.headline):
        yield headline


def _lesser_headline(page: PageFacts) -> Iterator[str]:
    """The heading below `h1` that the head's title contains, where no `h1` is the headline."""
    headline = page.article.headline
    if headline is not None and headline.tag != "h1":
        yield visible_text(headline)


def _without_last_part(titles: list[str], heading: str) -> Iterator[str]:
    """The titles without a last part that is no part of the heading: a name of the site that nothing else
    states.
    """
    for title in titles:
        found = _LAST_PART.search(title)
        if found and words_of(heading).isdisjoint(words_of(found[0])):
            yield title[: found.start()].strip()


def _without_extras(heading: str, titles: list[str]) -> str:
    """The first title that the heading contains and that makes up enough of it, otherwise the heading."""
    folded = " ".join(heading.casefold().split())
    for title in chain(titles, _without_last_part(titles, heading)):
        is_enough = len(title) >= _MIN_CONTAINED and len(title) >= _MIN_CONTAINED_SHARE * len(heading)
        if is_enough and title.casefold() in folded:
            return title if len(title) < len(heading) else heading
    return heading
