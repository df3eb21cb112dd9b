"""What stands in the head: meta tags and links, as data.

Sources: HTML §4.2.5 (meta), §4.6.7 (link types), the Open Graph protocol (https://ogp.me), RDFa Lite's
`property`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from embedsvc.read.document import Document

_MAX_VALUES = 20_000
_MAX_LENGTH = 20_000
_FOR_BROWSERS = frozenset(
    {"", "stylesheet", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "pingback"}
)
_NAMED_BY = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class Link:
    """One link element: `rel` has its words in lower case, `href` is as written."""

    rel: tuple[str, ...]
    href: str
    type: str
    sizes: str


@dataclass(frozen=True, slots=True)
class Head:
    """The meta tags of a page in document order, (name in lower case, content), and its links."""

    pairs: tuple[tuple[str, str], ...]
    values: dict[str, list[str]]
    links: tuple[Link, ...]

    def all(self, *names: str) -> Iterator[str]:
        """The values of these names, never empty: all of the first name, then all of the second, ..."""
        for name in names:
            yield from self.values.get(name, ())

    def first(self, *names: str) -> str | None:
        return next(self.all(*names), None)

    def linked(self, *rels: str) -> Iterator[Link]:
        """The links whose `rel` holds one of these words."""
        return (link for link in self.links if any(rel in link.rel for rel in rels))


def of(document: Document) -> Head:
    """The head of a page: at most 20,000 meta tags and links, each value cut at 20,000 characters."""
    pairs: list[tuple[str, str]] = []
    values: dict[str, list[str]] = {}
    for element in document.all("meta")[:_MAX_VALUES]:
        content = element.get("content")
        if not content:
            continue
        names = [name for attribute in _NAMED_BY if (name := element.get(attribute))]
        text = clean(content[:_MAX_LENGTH]) if names else ""
        if not text:
            continue
        for name in names:
            # A property may name several terms at once (RDFa), and some pages say both name and property.
            for term in name.lower().split()[:4]:
                pairs.append((term, text))
                values.setdefault(term, []).append(text)
    return Head(tuple(pairs), values, tuple(_links(document)))


def _links(document: Document) -> Iterator[Link]:
    for element in document.all("link")[:_MAX_VALUES]:
        rel = (element.get("rel") or "").lower()
        if rel in _FOR_BROWSERS:
            continue
        if href := (element.get("href") or "").strip():
            kind, sizes = (element.get("type") or "").lower(), (element.get("sizes") or "").lower()
            yield Link(tuple(rel.split()), href, kind, sizes)


def clean(text: str) -> str:
    """Spaces collapsed; entities decoded once more where the page escaped twice, as many CMSs do."""
    if "&" in text and ";" in text:
        text = unescape(text)
    return " ".join(text.split())
