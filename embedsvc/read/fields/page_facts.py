"""What rules read of a page. Everything is parsed once, when the first rule asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from embedsvc.model import Author
from embedsvc.read import language
from embedsvc.read.bylines import names
from embedsvc.read.fields.similarity import SIMILAR, letters_of, overlap, words_of
from embedsvc.read.html.document import Document
from embedsvc.read.html.plain_text import clean_address
from embedsvc.read.html.tree import Node
from embedsvc.read.language import Script
from embedsvc.read.markup import json_ld, meta, microdata
from embedsvc.read.markup.meta import Head
from embedsvc.read.markup.schema_org import CreativeWork
from embedsvc.read.page import article, headings, lines, source_links
from embedsvc.read.page.article import Article
from embedsvc.read.page.headings import Heading
from embedsvc.read.page.lines import IntroducedLine, Line
from embedsvc.read.page.marked_elements import MarkedElements
from embedsvc.read.page.source_links import SourceLinks
from embedsvc.read.replayed import Replayed

_MAX_TITLES = 8
_SAMPLED_HEADINGS = 2
_SAMPLED_CHARACTERS = 80


@dataclass(frozen=True, eq=False)
class PageFacts:
    document: Document

    @cached_property
    def head(self) -> Head:
        return meta.parse(self.document)

    @cached_property
    def json_ld_work(self) -> CreativeWork | None:
        """The page's own work in JSON-LD."""
        return json_ld.find_work(self.document, self.titles)

    @cached_property
    def microdata_work(self) -> CreativeWork | None:
        """The page's own work in microdata, unless JSON-LD has an article. A video of another name than the
        page is only one that it embeds.
        """
        has_article = self.json_ld_work is not None and self.json_ld_work.rank == "article"
        work = None if has_article else microdata.find_work(self.document, self.article)
        is_embedded = work is not None and work.rank == "media" and not self._is_titled(work.headline)
        return None if is_embedded else work

    def _is_titled(self, name: str | None) -> bool:
        words = words_of(name or "")
        return not words or any(overlap(words, words_of(title)) > SIMILAR for title in self.titles)

    @cached_property
    def article(self) -> Article:
        return article.find(self.document, self._headings, self.titles)

    @cached_property
    def marked(self) -> MarkedElements:
        return MarkedElements(self.document.root)

    @cached_property
    def bylines(self) -> Replayed[Node]:
        """The marked bylines of the article. Several rules read them."""
        return Replayed(self.article.own(self.marked.bylines))

    @cached_property
    def introduced_lines(self) -> Replayed[IntroducedLine]:
        """The lines that begin as bylines do. Several rules read them, most only the first ones."""
        return Replayed(lines.introduced_lines(self.document, self.article))

    @property
    def lines_after_headline(self) -> Iterator[Line]:
        return lines.lines_after_headline(self.document, self.article)

    @property
    def lines_before_headline(self) -> Iterator[Line]:
        return lines.lines_before_headline(self.document, self.article)

    @cached_property
    def source_links(self) -> SourceLinks:
        return source_links.find(self.document)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The texts of the `h1` in document order, without the site's name."""
        return tuple(heading.text for heading in self._headings if not heading.is_masthead)

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        return headings.find(self.document, self.titles)

    @property
    def title(self) -> str | None:
        """The text of the title element."""
        return self.document.title or None

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles in the head of the page."""
        found = [*self.head.all("og:title", "twitter:title"), self.title]
        return tuple(dict.fromkeys(filter(None, found)))[:_MAX_TITLES]

    @property
    def site(self) -> str:
        """The registrable domain."""
        return self.document.site

    @property
    def is_home(self) -> bool:
        return not urlsplit(self.document.url).path.strip("/")

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """The names of the site, to tell them from titles and people."""
        head = self.head
        found = [*head.all("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")]
        if self.json_ld_work and self.json_ld_work.publisher:
            found.append(self.json_ld_work.publisher)
        found.extend(islice((heading.text for heading in self._headings if heading.is_masthead), 1))
        domain = self.site
        return tuple(dict.fromkeys([*found, domain, domain.partition(".")[0]]))

    @cached_property
    def site_letters(self) -> frozenset[str]:
        """The site's names as `letters_of` compares them."""
        return frozenset(letters_of(name) for name in self.site_names) - {""}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the page for parsing its dates, the likeliest first."""
        stated = [
            self.document.root.attributes.get("lang"),
            *self.head.all("content-language", "og:locale"),
        ]
        tags = list(map(language.tag_of, stated))
        if self.script and self.script.name != "Latn":
            tags.append(language.language_of(self.sample, self.script))
        return tuple(dict.fromkeys(tag for tag in reversed(tags) if tag))

    @cached_property
    def parsed_dates(self) -> dict[str, str | None]:
        """A cache of texts parsed as dates: pages repeat theirs."""
        return {}

    def people(self, text: str) -> tuple[Author, ...]:
        """The authors that a text names. Cached, since marked bylines contain each other."""
        if text not in self._people:
            self._people[text] = names.people(text, site=self.site_names)
        return self._people[text]

    @cached_property
    def _people(self) -> dict[str, tuple[Author, ...]]:
        return {}

    @cached_property
    def normalised_authors(self) -> dict[tuple[Author, ...], tuple[Author, ...]]:
        """A cache of stated authors with their names normalised: several rules read the same ones."""
        return {}

    @cached_property
    def canonical_links(self) -> tuple[str, ...]:
        """The URLs of `link rel=canonical` (RFC 6596)."""
        return tuple(self.linked("canonical"))

    def linked(self, rel: str) -> Iterator[str]:
        """The absolute URLs of the link elements with this word in their `rel`."""
        addresses = (clean_address(link.href) for link in self.head.linked(rel))
        return filter(None, map(self.document.absolute, addresses))

    @cached_property
    def script(self) -> Script | None:
        """The script of the page's title and description."""
        return language.script_of(self.sample)

    @cached_property
    def sample(self) -> str:
        """The page's title and description, for detecting its script."""
        head = self.head
        parts = [
            self.title,
            *self.headings[:_SAMPLED_HEADINGS],
            head.first("og:title"),
            head.first("og:description", "description"),
        ]
        return " ".join(part[:_SAMPLED_CHARACTERS] for part in parts if part)
