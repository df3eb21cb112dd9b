"""The head of a page as data: its meta tags and links.

Sources: HTML §4.2.5 (meta), §4.6.7 (link types), the Open Graph protocol (https://ogp.me), RDFa Lite's
`property`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from embedsvc.read.html.document import Document
from embedsvc.read.html.plain_text import clean_address, clean_statement
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.markup import link_header

_MAX_ELEMENTS = 20_000
_MAX_TERMS = 4
_MAX_NAME = 100
_MAX_LEVELS = 12
_TOP = frozenset({"head", "body"})
_BROWSER_RELS = frozenset(
    {"", "stylesheet", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "pingback"}
)
_NAMING_ATTRIBUTES = frozenset({"property", "name", "itemprop", "http-equiv"})
_SEPARATORS = str.maketrans("", "", "-_.:")
_HIGHWIRE = "citation"


class Link(NamedTuple):
    """One link element: `rel` has its words in lower case, `href` is as written."""

    rel: frozenset[str]
    href: str
    type: str
    sizes: str


@dataclass(frozen=True, slots=True)
class Head:
    """The meta tags of a page in document order, as (name in lower case, content), and its links. Their names
    match in any spelling: `DC.title` is `dc:title`.
    """

    pairs: tuple[tuple[str, str], ...]
    values: dict[str, list[str]]
    """By the folded name."""
    links: tuple[Link, ...]
    cleaned: dict[str, list[str]] = field(default_factory=dict)
    """A cache of the cleaned values, since several rules read the same name."""

    def all(self, *names: str) -> Iterator[str]:
        """The values of these names, cleaned, never empty: all of the first name, then of the second, ..."""
        for name in map(_fold, names):
            if name in self.values:
                if name not in self.cleaned:
                    self.cleaned[name] = list(filter(None, map(clean_statement, self.values[name])))
                yield from self.cleaned[name]

    def first(self, *names: str) -> str | None:
        return next(self.all(*names), None)

    def addresses(self, *names: str) -> Iterator[str]:
        """The values of these names as addresses, never empty."""
        stated = (value for name in map(_fold, names) for value in self.values.get(name, ()))
        return filter(None, map(clean_address, stated))

    def linked(self, *rels: str) -> Iterator[Link]:
        """The links with one of these words in their `rel`."""
        return (link for link in self.links if not link.rel.isdisjoint(rels))


def parse(document: Document) -> Head:
    """The head of a page: at most 20,000 meta tags and links."""
    pairs: list[tuple[str, str]] = []
    values: dict[str, list[str]] = {}
    for element in document.all("meta")[:_MAX_ELEMENTS]:
        attributes = element.attributes
        content = attributes.get("content") or attributes.get("value")
        if not content:
            continue
        for attribute, name in attributes.items():
            if attribute not in _NAMING_ATTRIBUTES or not name:
                continue
            if attribute == "itemprop" and _is_in_item(element):
                continue
            # A property may name several terms at once (RDFa), and some pages give both name and property.
            for term in name.lower().split()[:_MAX_TERMS]:
                if len(term) <= _MAX_NAME:
                    pairs.append((term, content))
                    values.setdefault(_fold(term), []).append(content)
    return Head(tuple(pairs), values, tuple(links(document)))


@lru_cache(maxsize=4096)
def _fold(name: str) -> str:
    """A name for comparisons: without what separates its words, which pages write as they like
    (`publish-date`, `publishDate`; `DC.title`, `dc:title`), and without what systems put before Highwire's
    names (`bepress_citation_title`).
    """
    folded = name.translate(_SEPARATORS)
    return folded[max(0, folded.find(_HIGHWIRE)) :]


def _is_in_item(element: Node) -> bool:
    """Whether a meta tag in the body is a property of an item there (HTML §5.2.3), which may be a teaser."""
    in_body = takewhile(lambda each: each.tag not in _TOP, islice(ancestors(element), _MAX_LEVELS))
    return any("itemscope" in each.attributes for each in in_body)


def links(document: Document) -> Iterator[Link]:
    """The link elements, then the links of the `Link` header: an element comes with the page, while a header
    is often one rule for a whole server.
    """
    for element in document.all("link")[:_MAX_ELEMENTS]:
        rel = element.attrs.sget("rel", "").lower()
        if rel in _BROWSER_RELS:
            continue
        attributes = element.attributes
        if href := (attributes.get("href") or "").strip():
            media_type, sizes = (
                (attributes.get("type") or "").lower(),
                (attributes.get("sizes") or "").lower(),
            )
            yield Link(frozenset(rel.split()), href, media_type, sizes)
    for target, parameters in link_header.parse(document):
        rel = parameters.get("rel", "").lower()
        if rel not in _BROWSER_RELS:
            yield Link(frozenset(rel.split()), target, parameters.get("type", "").lower(), "")
