"""One visit to a page: what was requested, where it ended, and what stands there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.similarity import words_of
from embedsvc.read.fields.site_name import is_site_name
from embedsvc.read.fields.titles import visible_headline
from embedsvc.read.html.document import Document
from embedsvc.read.html.visible_text import is_longer_than, visible_text
from embedsvc.read.walls import address
from embedsvc.read.walls.address import Address

_MAX_WALL_TEXT = 3_000
"""Characters of visible text: a page with more is worth reading whatever its title."""
_MAX_UNDER_WORD = 300
"""The same under a title of one word, which may be that of a poem."""
MIN_STORIES = 3
"""Stories from which a page counts as a list of them."""
_MAX_STORIES = 300
_MAX_LINKS = 400
_DEFAULT_TYPE = "website"
_MIN_HEADLINE_WORDS = 3
_MIN_WORDS = 2
_MIN_PARAGRAPHS = 3
_MIN_PARAGRAPH = 200
_MAX_PARAGRAPHS = 200
_MIN_NAMED_SHARE = 0.5
_SENTENCE_END = re.compile(r"(?<=[.!])\s|[。！]")
_INFLECTION = re.compile(r"(?<=\w{4})(?:s|es|en|e)$")


@dataclass(frozen=True, eq=False)
class Visit:
    document: Document

    @cached_property
    def asked(self) -> Address:
        return address.parse(self.document.asked)

    @cached_property
    def final(self) -> Address:
        return address.parse(self.document.url)

    @cached_property
    def was_redirected(self) -> bool:
        """To another page, not only to its `https` or `www.` form."""
        return self.document.asked != self.document.url and not address.is_same_page(self.asked, self.final)

    def was_sent_to(self, is_kind: Callable[[Address], bool]) -> bool:
        """Whether a redirect ended at an address of this kind."""
        return self.was_redirected and address.leads_to(is_kind, self.asked, self.final)

    @cached_property
    def page(self) -> PageFacts:
        return PageFacts(self.document)

    @property
    def title(self) -> str:
        """The text of the title element; a URL names nothing."""
        return "" if self.document.title.startswith(("http://", "https://")) else self.document.title

    @cached_property
    def has_little_text(self) -> bool:
        return not is_longer_than(self.document.roots[-1], _MAX_WALL_TEXT)

    @cached_property
    def is_described(self) -> bool:
        """Whether the page has a title and a description for sharing it (https://ogp.me)."""
        return bool(self.page.head.first("og:title") and self.page.head.first("og:description"))

    @cached_property
    def is_described_itself(self) -> bool:
        """The same where its title is not only the name of the site, as on every page of an application."""
        return self.is_described and not is_site_name(self.page.head.first("og:title") or "", self.page)

    @cached_property
    def states_article(self) -> bool:
        """Whether the page states in its head that it is an article."""
        head = self.page.head
        if head.first("article:published_time") or (head.first("og:type") or "").lower() == "article":
            return True
        work = self.page.json_ld_work
        return work is not None and work.rank == "article" and bool(work.headline)

    @property
    def states_work(self) -> bool:
        """Whether the page has a type for sharing it other than the default, which applications put on every
        page.
        """
        return (self.page.head.first("og:type") or _DEFAULT_TYPE).lower() != _DEFAULT_TYPE

    @cached_property
    def has_own_headline(self) -> bool:
        """Whether a heading repeats the title, and is not the name of the site."""
        return visible_headline(self.page) is not None

    @cached_property
    def stories(self) -> frozenset[str]:
        """The paths of the pages of the same site that are linked with a headline, as a front page does."""
        return frozenset(islice(_stories(self.document, self.final), _MAX_STORIES))

    @property
    def lists_stories(self) -> bool:
        return len(self.stories) >= MIN_STORIES

    @cached_property
    def canonical(self) -> tuple[Address, ...]:
        """The URLs that the page states as its own: `link rel=canonical` (RFC 6596), then `og:url`."""
        urls = (*self.page.canonical_links, *self.page.head.all("og:url"))
        return tuple(map(address.parse, urls))

    @property
    def is_canonical_of_front_page(self) -> bool:
        """Whether every URL that the page states as its own is the front page of its site."""
        return bool(self.canonical) and all(
            url.is_front_page and (not url.host or address.have_same_owner(url, self.final))
            for url in self.canonical
        )

    @cached_property
    def is_named_by_link(self) -> bool:
        """Whether the title or the headline has most words of the slug of the requested URL, besides the name
        of the site: then it is what the URL is about, wherever it stands now.
        """
        wanted = _stems(self.asked.slug) - _stems(self._site_words)
        if len(wanted) < _MIN_WORDS:
            return False
        shown = _stems(words_of(" ".join([self.title, *self.page.headings[:2]])))
        return len(wanted & shown) > _MIN_NAMED_SHARE * len(wanted)

    @cached_property
    def first_sentence(self) -> str:
        """Of the first paragraph."""
        paragraph = self.document.root.css_first("p")
        return _SENTENCE_END.split(visible_text(paragraph), 1)[0] if paragraph else ""

    @property
    def has_prose(self) -> bool:
        """Whether there are several long paragraphs, which front pages have only as teasers."""
        paragraphs = islice(self.document.root.css("p"), _MAX_PARAGRAPHS)
        long = (each for each in paragraphs if is_longer_than(each, _MIN_PARAGRAPH))
        return len(list(islice(long, _MIN_PARAGRAPHS))) == _MIN_PARAGRAPHS

    @property
    def _site_words(self) -> frozenset[str]:
        names = self.page.head.all("og:site_name", "application-name")
        return words_of(" ".join([*names, self.page.site.partition(".")[0]]))

    def is_asked_for(self, phrase: str) -> bool:
        """Whether the words of a phrase are in the requested URL: an article may be about logins."""
        words = {word for word in phrase.split("-") if word}
        asked = {word for name in self.asked.segments for word in name.split("-")}
        return words <= asked

    def notice(self, phrase_of: Callable[[str], str | None], *, longest: int) -> str | None:
        """The phrase of a page that is nothing but a notice: of its title, or of its first heading under the
        name of the site, above at most `longest` characters, or fewer under a single word. A page with a
        type, a description or another title for sharing it is more than that, and so is one whose link has
        the words of the phrase.
        """
        phrase = next(filter(None, map(phrase_of, self._headlines)), None)
        if phrase is None or self.is_asked_for(phrase) or self.is_named_by_link:
            return None
        if self.is_described or self.states_work:
            return None
        shared = self.page.head.first("og:title")
        if shared and phrase_of(shared) is None and not is_site_name(shared, self.page):
            return None
        longest = longest if "-" in phrase else min(longest, _MAX_UNDER_WORD)
        return None if is_longer_than(self.document.roots[-1], longest) else phrase

    @cached_property
    def _headlines(self) -> tuple[str, ...]:
        """The title, and the first heading of a short page whose title is only the name of its site."""
        heading = self.page.headings[:1] if self.is_untitled and self.has_little_text else ()
        return (self.title, *heading)

    @cached_property
    def is_untitled(self) -> bool:
        """Whether the title is only the name of the site."""
        return not self.title or is_site_name(self.title, self.page)

    @cached_property
    def has_password(self) -> bool:
        return self.document.root.css_first("input[type='password' i]") is not None

    @cached_property
    def has_form(self) -> bool:
        return self.document.root.css_first("form, button") is not None


def _stories(document: Document, own: Address) -> Iterator[str]:
    for link in islice(document.root.css("a[href]"), _MAX_LINKS):
        target = address.parse(document.absolute(link.attributes.get("href")) or "")
        if not target.segments or target.is_front_page or target.owner != own.owner:
            continue
        if len(words_of(visible_text(link))) >= _MIN_HEADLINE_WORDS:
            yield "/".join(target.segments)


def _stems(words: frozenset[str]) -> frozenset[str]:
    """Words without the endings in which a slug and a title often differ."""
    return frozenset(_INFLECTION.sub("", word) for word in words)
