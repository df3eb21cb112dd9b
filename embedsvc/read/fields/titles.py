"""Rules for the title: the headline that the reader sees, told apart from the site's name and teasers."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from embedsvc.read.fields.page import Page, letters_of
from embedsvc.read.html.document import words

Rule = Callable[[Page], str | None]

_HEAD_TITLES = (
    "og:title",
    "twitter:title",
    "citation_title",
    "dcterms.title",
    "dc.title",
    "parsely-title",
    "title",
)
_SEPARATOR = re.compile(
    r"\s++(?:[|\-–—―·•»«›‹:/~⁄*<>→]+\s+|[|｜»]\s*|[–—-](?=\S))|[|｜»]\s*|:(?<=[^\s:]{3}:)\s+|[–—-]\s+"
)
_WORD = re.compile(r"[^\W_]+")
_CLOSE_ENOUGH = 0.65
_SOME = 0.2
_HEADLINE = 3
_TELLING = 4
_SHORTEST = 2
_LONGEST = 400


def seen_headline(page: Page) -> str | None:
    """The `h1` (HTML §4.3.6), else another heading, that says what the head says, as the reader sees it. A
    heading that says more than the head's title, a kicker or a standfirst with it, gives the head's words.
    """
    raw: dict[str, None] = {}
    for title in _said(page):
        if title in page.headings and not _is_site_name(title, page):
            return title
        raw[title] = None
    said = list(dict.fromkeys(without_site(title, page) for title in raw))
    bags = [_bag(title) for title in said]
    for texts in (page.headings, _lesser_heading(page)) if said else ():
        best, best_fit = None, _CLOSE_ENOUGH
        for heading in texts:
            if not _SHORTEST <= len(heading) <= _LONGEST:
                continue
            fit = max(_overlap(_bag(heading), bag) for bag in bags)
            if fit > best_fit and not _is_site_name(heading, page):
                best, best_fit = heading, fit
        if best:
            return _without_extras(best, said)
    return next((heading for heading in page.headings[:1] if _is_same_story(heading, bags)), None)


def _is_same_story(heading: str, bags: list[frozenset[str]]) -> bool:
    """Whether the first `h1` is a headline that the head only rewrote, for search engines or for sharing:
    it has three words or more, and some telling ones of them are the head's.
    """
    ours = _bag(heading)
    if len(ours) < _HEADLINE or len(heading) > _LONGEST:
        return False
    return any(
        _overlap(ours, bag) > _SOME
        and (bag <= ours or len([word for word in ours & bag if _tells(word)]) > 1)
        for bag in bags
    )


def _tells(word: str) -> bool:
    return len(word) >= _TELLING or not word.isascii()


def structured_headline(page: Page) -> str | None:
    """`headline` of JSON-LD (https://schema.org/headline), of articles alone: a page's is its title."""
    work = page.work
    if work is None or work.rank == "page" or not work.headline or _is_site_name(work.headline, page):
        return None
    return without_site(work.headline, page)


def head_title(*names: str) -> Rule:
    """A meta tag's title (Open Graph, Twitter Cards, Highwire, Dublin Core), less the site's name."""

    def rule(page: Page) -> str | None:
        for text in page.head.all(*names):
            if not _is_site_name(text, page):
                return without_site(text, page)
        return None

    return rule


def item_headline(page: Page) -> str | None:
    """`headline` of microdata."""
    item = page.item
    return without_site(item.headline, page) if item and item.rank != "page" and item.headline else None


def title_element(page: Page) -> str | None:
    """The title element (HTML §4.2.2), less the site's name. The name alone is a title of the home
    page only: another page that has no other is a shell that scripts would fill.
    """
    if not page.title or (_is_site_name(page.title, page) and not page.is_home):
        return None
    return without_site(page.title, page)


def first_heading(page: Page) -> str | None:
    """The first `h1` where the head has no title at all."""
    return next(iter(page.headings), None)


def title_tail(page: Page) -> str | None:
    """The site's name as the title element adds it: the last part, where the head's own title lacks it."""
    title, own = page.title, page.head.first("og:title", "twitter:title") or next(iter(page.headings), None)
    if not title or not own:
        return None
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return None
    last = cuts[-1]
    head, tail = title[: last.start()].strip(), title[last.end() :].strip()
    told = letters_of(page.site.partition(".")[0])
    matches = bool(told) and (told in letters_of(tail) or letters_of(tail) in told)
    return tail if matches and tail and len(tail) <= 60 and likeness(head, own) > _CLOSE_ENOUGH else None


def without_site(text: str, page: Page) -> str:
    """The title without the site's name at its end or, in titles that begin with it, at its start.

    Cut only where the part is the site's own name: a dash or a bar may well belong to the headline.
    """
    names = page.site_keys
    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(text))
        if not cuts:
            break
        for kept, part in (
            (text[: cuts[-1].start()], text[cuts[-1].end() :]),
            (text[cuts[0].end() :], text[: cuts[0].start()]),
        ):
            if _names_site(part, names) and len(kept.strip()) >= _SHORTEST:
                text = kept.strip()
                break
        else:
            break
    return text.strip().strip("|»«·–—").strip() or text


def _names_site(part: str, names: frozenset[str]) -> bool:
    letters = letters_of(part)
    return bool(letters) and (
        letters in names
        or any(len(name) >= 5 and (name in letters) and len(letters) < 3 * len(name) for name in names)
    )


def likeness(heading: str, title: str) -> float:
    """How much two titles say the same, 0 to 1."""
    return _overlap(_bag(heading), _bag(title))


def _overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """The words that two titles share: against those of the shorter and those of the longer."""
    if not ours or not theirs:
        return 0.0
    shared = len(ours & theirs)
    shorter, longer = sorted((len(ours), len(theirs)))
    return 0.5 * shared / shorter + 0.5 * shared / longer


def _bag(text: str) -> frozenset[str]:
    """Words in a form that compares: scripts without spaces are cut into pairs of characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    found: set[str] = set()
    for word in _WORD.findall(folded):
        if len(word) > 1 and "\u3040" <= word[0] <= "\u9fff":
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word)
    return frozenset(found)


def _said(page: Page) -> Iterator[str]:
    """What the head says that the page is called."""
    yield from page.head.all(*_HEAD_TITLES)
    if page.title:
        yield page.title
    if page.work and page.work.rank != "page" and (headline := page.work.headline):
        yield headline


def _lesser_heading(page: Page) -> Iterator[str]:
    """The heading below `h1` that stands in the head's title, where no `h1` is the headline."""
    headline = page.article.headline
    if headline is not None and headline.tag != "h1":
        yield words(headline)


def _is_site_name(text: str, page: Page) -> bool:
    letters = letters_of(text)
    return not letters or letters in page.site_keys


def _without_extras(heading: str, said: list[str]) -> str:
    """The head's own words where the heading holds them whole and says more around them."""
    folded = " ".join(heading.casefold().split())
    for title in said:
        if len(title) >= 15 and title.casefold() in folded and len(title) >= 0.4 * len(heading):
            return title if len(title) < len(heading) else heading
    return heading
