"""One page under the rules: what several of them need is read once, and only when the first asks for it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from embedsvc.read import jsonld, meta, microdata, scripts, visible
from embedsvc.read.document import Document, words
from embedsvc.read.meta import Meta
from embedsvc.read.urls import site
from embedsvc.read.visible import Marks
from embedsvc.read.works import Work


@dataclass(frozen=True, eq=False)
class Page:
    document: Document

    @cached_property
    def head(self) -> Meta:
        return meta.of(self.document)

    @cached_property
    def work(self) -> Work | None:
        """The page's own work out of JSON-LD."""
        return jsonld.work(self.document)

    @cached_property
    def item(self) -> Work | None:
        """The page's own work out of microdata."""
        return microdata.work(self.document)

    @cached_property
    def marks(self) -> Marks:
        return visible.marks(self.document)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(visible.headings(self.document))

    @cached_property
    def title(self) -> str | None:
        """The title element's text."""
        return next((text for text in map(words, self.document.all("title")[:1]) if text), None)

    @cached_property
    def site(self) -> str:
        """The registrable domain."""
        try:
            return site(urlsplit(self.document.url).hostname or "")
        except ValueError:
            return ""

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """What the site calls itself, for telling it from titles and people."""
        head = self.head
        named = [*head.all("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")]
        if self.work and self.work.publisher:
            named.append(self.work.publisher)
        domain = self.site
        return tuple(dict.fromkeys([*named, domain, domain.partition(".")[0]]))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that the page claims, for reading its dates."""
        roots = self.document.all("html")[:1]
        claimed = [*(root.get("lang") for root in roots), *self.head.all("content-language", "og:locale")]
        tags = [tag for tag in map(scripts.tag_of, claimed) if tag]
        by_script = scripts.language_of(self.sample)
        return tuple(dict.fromkeys([*([by_script] if by_script else []), *tags]))

    @cached_property
    def sample(self) -> str:
        """The page's words for itself, for telling its script."""
        parts = [self.title or "", *self.headings[:3], self.head.first("og:title", "twitter:title") or ""]
        parts.extend([self.head.first("og:description", "description") or ""])
        return " ".join(parts)[:2_000]
