"""Microdata (HTML §5): the item of an article as the same node that JSON-LD gives."""

from typing import Any

from lxml import etree

from embedsvc.read import tables
from embedsvc.read.article import Article
from embedsvc.read.document import Document, Element, words
from embedsvc.read.works import Work, rank_of, work_of

_MAX_PROPERTIES = 2_000
_MAX_CLIMB = 64
_READ = tables.words(
    "headline name author creator publisher datePublished dateCreated uploadDate dateModified description "
    "image thumbnailUrl url inLanguage keywords license isBasedOn isBasedOnUrl isAccessibleForFree "
    "mainEntityOfPage givenName familyName contentUrl width height identifier alternativeHeadline"
)
_ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "audio": "src",
    "video": "src",
    "iframe": "src",
}


def work(document: Document, article: Article) -> Work | None:
    """The first item of the article's place that is an article, else the first that is any work; None without
    items.
    """
    items: dict[Element, dict[str, list[Any]]] = {}
    for element in _marked(document.root):
        names = [name for name in (element.get("itemprop") or "").split()[:4] if name in _READ]
        owner = _owner(element) if names else None
        if owner is None:
            continue
        node = items.setdefault(owner, {"@type": (owner.get("itemtype") or "").split()})
        value = _value(element, items)
        for name in names:
            node.setdefault(name, []).append(value)
    nodes = [node for item, node in items.items() if rank_of(node) and not article.is_elsewhere(item)]
    best = next((node for node in nodes if rank_of(node) == "article"), next(iter(nodes), None))
    return work_of(best) if best is not None else None


_MARKED = etree.XPath("descendant-or-self::*/@itemprop/..")
"""From the attributes, since asking each element for one takes three times as long."""


def _marked(root: Element) -> list[Element]:
    found = _MARKED(root)
    return (
        [item for item in found if isinstance(item, Element)][:_MAX_PROPERTIES]
        if isinstance(found, list)
        else []
    )


def _owner(element: Element) -> Element | None:
    """The item that a property belongs to: the nearest ancestor that is one (HTML §5.2.3)."""
    for level, ancestor in enumerate(element.iterancestors()):
        if ancestor.get("itemscope") is not None:
            return ancestor
        if level > _MAX_CLIMB:
            break
    return None


def _value(element: Element, items: dict[Element, dict[str, list[Any]]]) -> Any:  # noqa: ANN401
    """The value of a property (HTML §5.2.4); an item's is its node, filled as its properties are met."""
    if element.get("itemscope") is not None:
        node = items.setdefault(element, {"@type": (element.get("itemtype") or "").split()})
        if element.tag in _ADDRESSES and element.get(_ADDRESSES[element.tag]):
            node.setdefault("url", []).append(element.get(_ADDRESSES[element.tag]))
        return node
    if (content := element.get("content")) is not None:
        return content
    if element.tag in _ADDRESSES:
        # Pages mark names up on their links: the address goes where an address is meant, the words elsewhere.
        address = element.get(_ADDRESSES[element.tag]) or ""
        meant = (element.get("itemprop") or "").split()
        if element.tag in {"a", "area"} and not {
            "url",
            "license",
            "isBasedOn",
            "isBasedOnUrl",
            "image",
        } & set(meant):
            return words(element)
        return address
    if element.tag == "time" and element.get("datetime"):
        return element.get("datetime")
    return words(element)
