"""What stands in the head: meta tags and links, as data.

Sources: HTML §4.2.5 (meta), §4.6.7 (link types), the Open Graph protocol (https://ogp.me), RDFa Lite's
`property`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice, takewhile
from typing import NamedTuple

from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, ancestors

_MAX_VALUES = 20_000
_MAX_LENGTH = 20_000
_CLIMB = 12
_TOP = frozenset({"head", "body"})
_FOR_BROWSERS = frozenset(
    {"", "stylesheet", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "pingback"}
)
_NAMED_BY = frozenset({"property", "name", "itemprop", "http-equiv"})


class Link(NamedTuple):
    """One link element: `rel` has its words in lower case, `href` is as written."""

    rel: frozenset[str]
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
        """The values of these names, cleaned, never empty: all of the first, then all of the second, ..."""
        for name in names:
            if name in self.values:
                yield from filter(None, map(clean, self.values[name]))

    def first(self, *names: str) -> str | None:
        return None if self.values.keys().isdisjoint(names) else next(self.all(*names), None)

    def linked(self, *rels: str) -> Iterator[Link]:
        """The links whose `rel` holds one of these words."""
        return (link for link in self.links if not link.rel.isdisjoint(rels))


def of(document: Document) -> Head:
    """The head of a page: at most 20,000 meta tags and links."""
    pairs: list[tuple[str, str]] = []
    values: dict[str, list[str]] = {}
    for element in document.all("meta")[:_MAX_VALUES]:
        attributes = element.attributes
        content = attributes.get("content")
        if not content:
            continue
        for attribute, name in attributes.items():
            if attribute not in _NAMED_BY or not name or (attribute == "itemprop" and _is_of_item(element)):
                continue
            # A property may name several terms at once (RDFa), and some pages say both name and property.
            for term in name.lower().split()[:4]:
                pairs.append((term, content))
                values.setdefault(term, []).append(content)
    return Head(tuple(pairs), values, tuple(_links(document)))


def _is_of_item(element: Node) -> bool:
    """Whether a meta tag in the body is a property of an item there (HTML §5.2.3), which may be a teaser."""
    around = takewhile(lambda each: each.tag not in _TOP, islice(ancestors(element), _CLIMB))
    return any("itemscope" in each.attributes for each in around)


def _links(document: Document) -> Iterator[Link]:
    for element in document.all("link")[:_MAX_VALUES]:
        attributes = element.attributes
        rel = (attributes.get("rel") or "").lower()
        if rel in _FOR_BROWSERS:
            continue
        if href := (attributes.get("href") or "").strip():
            kind, sizes = (attributes.get("type") or "").lower(), (attributes.get("sizes") or "").lower()
            yield Link(frozenset(rel.split()), href, kind, sizes)


def clean(text: str) -> str:
    """Spaces collapsed; entities decoded once more where the page escaped twice, as many CMSs do; cut at
    20,000 characters.
    """
    text = text[:_MAX_LENGTH]
    if "&" in text and ";" in text:
        text = unescape(text)
    return " ".join(text.split())
