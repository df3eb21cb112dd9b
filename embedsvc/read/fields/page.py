"""One page under the rules: what several of them need is read once, and only when the first asks for it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from urllib.parse import urlsplit

from embedsvc.model import Author
from embedsvc.read import language
from embedsvc.read.bylines import names
from embedsvc.read.html.document import Document
from embedsvc.read.language import Script
from embedsvc.read.markup import json_ld, meta, microdata
from embedsvc.read.markup.meta import Head
from embedsvc.read.markup.schema_org import Work
from embedsvc.read.page import article, headings, lines, source_links
from embedsvc.read.page.article import Article
from embedsvc.read.page.headings import Heading
from embedsvc.read.page.lines import Line
from embedsvc.read.page.marks import Marks
from embedsvc.read.page.source_links import Terms

_MOST_TITLES = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, eq=False)
class Page:
    document: Document

    @cached_property
    def head(self) -> Head:
        return meta.of(self.document)

    @cached_property
    def work(self) -> Work | None:
        """The page's own work out of JSON-LD."""
        return json_ld.work(self.document, self.titles)

    @cached_property
    def item(self) -> Work | None:
        """The page's own work out of microdata, where JSON-LD does not speak of an article."""
        is_told = self.work is not None and self.work.rank == "article"
        return None if is_told else microdata.work(self.document, self.article)

    @cached_property
    def article(self) -> Article:
        """Where the article stands on the page."""
        return article.of(self.document, self._h1, self.titles)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self.document.root)

    @property
    def behind_headline(self) -> Iterator[Line]:
        """The lines with figures after the headline."""
        return lines.behind_headline(self.document, self.article)

    @property
    def before_headline(self) -> Iterator[Line]:
        """The lines with figures before the headline."""
        return lines.before_headline(self.document, self.article)

    @cached_property
    def terms(self) -> Terms:
        return source_links.of(self.document)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The texts of all `h1` in document order, but for the one that is the site's own name."""
        return tuple(heading.text for heading in self._h1 if not heading.is_masthead)

    @cached_property
    def _h1(self) -> tuple[Heading, ...]:
        return headings.of(self.document)

    @property
    def title(self) -> str | None:
        """The title element's text."""
        return self.document.title or None

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the head says that the page is called."""
        said = [*self.head.all("og:title", "twitter:title"), self.title]
        return tuple(dict.fromkeys(filter(None, said)))[:_MOST_TITLES]

    @property
    def site(self) -> str:
        """The registrable domain."""
        return self.document.site

    @property
    def is_home(self) -> bool:
        return not urlsplit(self.document.url).path.strip("/")

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """What the site calls itself, for telling it from titles and people."""
        head = self.head
        named = [*head.all("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")]
        if self.work and self.work.publisher:
            named.append(self.work.publisher)
        named.extend(islice((heading.text for heading in self._h1 if heading.is_masthead), 1))
        domain = self.site
        return tuple(dict.fromkeys([*named, domain, domain.partition(".")[0]]))

    @cached_property
    def site_keys(self) -> frozenset[str]:
        """The site's names as `letters_of` compares them."""
        return frozenset(letters_of(name) for name in self.site_names) - {""}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that the page claims, for reading its dates."""
        claimed = [
            self.document.root.attributes.get("lang"),
            *self.head.all("content-language", "og:locale"),
        ]
        tags = list(map(language.tag_of, claimed))
        tags.extend(
            [language.language_of(self.sample, self.script)]
            if self.script and self.script.name != "Latn"
            else []
        )
        return tuple(dict.fromkeys(tag for tag in reversed(tags) if tag))

    @cached_property
    def moments(self) -> dict[str, str | None]:
        """Texts that were read as dates, and what they came to."""
        return {}

    def people(self, text: str) -> tuple[Author, ...]:
        """The authors that a text names. A byline stands in several elements, one inside the other."""
        if text not in self._people:
            self._people[text] = names.people(text, site=self.site_names)
        return self._people[text]

    @cached_property
    def _people(self) -> dict[str, tuple[Author, ...]]:
        return {}

    @cached_property
    def canonical(self) -> tuple[str, ...]:
        """The addresses of `link rel=canonical` (RFC 6596)."""
        found = (self.document.absolute(link.href) for link in self.head.linked("canonical"))
        return tuple(url for url in found if url)

    @cached_property
    def script(self) -> Script | None:
        """The script that the page is written in, by its words for itself."""
        return language.script_of(self.sample)

    @cached_property
    def sample(self) -> str:
        """The page's words for itself, for telling its script."""
        head = self.head
        parts = [
            self.title,
            *self.headings[:2],
            head.first("og:title"),
            head.first("og:description", "description"),
        ]
        return " ".join(part[:80] for part in parts if part)


@lru_cache(maxsize=4096)
def letters_of(text: str) -> str:
    """A name for comparing: its letters and figures alone, folded."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
