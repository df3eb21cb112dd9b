"""What stands in the head: meta tags and links, as data.

Sources: HTML §4.2.5 (meta), §4.6.7 (link types), the Open Graph protocol (https://ogp.me),
RDFa Lite's `property`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from embedsvc.read.document import Document

_MAX_VALUES = 20_000
_MAX_LENGTH = 20_000
_NAMED_BY = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True)
class Link:
    """One link element; `rel` is its words in lower case, `href` absolute."""

    rel: frozenset[str]
    href: str
    type: str
    sizes: str


@dataclass(frozen=True, slots=True)
class Meta:
    """The meta tags of a page in document order: (name in lower case, content), neither ever empty."""

    pairs: tuple[tuple[str, str], ...]
    values: dict[str, tuple[str, ...]]

    def all(self, *names: str) -> Iterator[str]:
        """The values of these names: all of the first name, then all of the second, ..."""
        for name in names:
            yield from self.values.get(name, ())

    def first(self, *names: str) -> str | None:
        return next(self.all(*names), None)


def of(document: Document) -> Meta:
    """The meta tags of a page, at most 20,000, each value cut at 20,000 characters."""
    pairs: list[tuple[str, str]] = []
    values: dict[str, list[str]] = {}
    for element in document.all("meta")[:_MAX_VALUES]:
        content = element.get("content")
        if not content:
            continue
        text = clean(content[:_MAX_LENGTH])
        if not text:
            continue
        for attribute in _NAMED_BY:
            # A property may name several terms at once (RDFa), and some pages say both name and property.
            for name in (element.get(attribute) or "").lower().split()[:4]:
                pairs.append((name, text))
                values.setdefault(name, []).append(text)
    return Meta(tuple(pairs), {name: tuple(dict.fromkeys(texts)) for name, texts in values.items()})


def links(document: Document, *rels: str) -> Iterator[Link]:
    """The links whose `rel` holds one of these words, in document order."""
    wanted = frozenset(rels)
    for element in document.all("link"):
        rel = frozenset((element.get("rel") or "").lower().split())
        if rel & wanted and (href := document.absolute(element.get("href"))):
            yield Link(rel, href, (element.get("type") or "").lower(), (element.get("sizes") or "").lower())


def clean(text: str) -> str:
    """Spaces collapsed; entities decoded once more where the page escaped twice, as many CMSs do."""
    if "&" in text and ";" in text:
        text = unescape(text)
    return " ".join(text.split())
