"""Microdata (HTML §5), read into the same items as JSON-LD."""

from itertools import islice
from typing import Any

from embedsvc.read.html import pictures
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.markup.schema_org import CreativeWork, rank_of
from embedsvc.read.page.article import Article
from embedsvc.read.word_lists import word_set

_MAX_PROPERTIES = 2_000
_MAX_NAMES = 4
_MAX_LEVELS = 64
_PROPERTIES = word_set(
    "headline name author creator publisher datePublished dateCreated uploadDate dateModified description "
    "image thumbnailUrl url inLanguage keywords license isBasedOn isBasedOnUrl isAccessibleForFree "
    "mainEntityOfPage givenName familyName contentUrl width height identifier alternativeHeadline"
)
_LINK_TAGS = frozenset({"a", "area"})
_URL_PROPERTIES = frozenset({"url", "license", "isBasedOn", "isBasedOnUrl", "image"})
_URL_ATTRIBUTES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "audio": "src",
    "video": "src",
    "iframe": "src",
}


def find_work(document: Document, article: Article) -> CreativeWork | None:
    """The first item within the page's article that is an article, otherwise the first that is any work; None
    without one.
    """
    items: dict[Node, dict[str, list[Any]]] = {}
    for element in document.root.css("[itemprop]")[:_MAX_PROPERTIES]:
        names = (element.attributes.get("itemprop") or "").split()[:_MAX_NAMES]
        names = [name for name in names if name in _PROPERTIES]
        owner = _owner(element) if names else None
        if owner is None:
            continue
        item = items.setdefault(owner, _empty_item(owner))
        value = _value(element, items)
        for name in names:
            item.setdefault(name, []).append(value)
    works = [item for node, item in items.items() if rank_of(item) and not article.is_elsewhere(node)]
    best = next((item for item in works if rank_of(item) == "article"), next(iter(works), None))
    return CreativeWork.from_item(best) if best is not None else None


def _owner(element: Node) -> Node | None:
    """The item that a property belongs to: the nearest ancestor that is one (HTML §5.2.3)."""
    around = islice(ancestors(element), _MAX_LEVELS)
    return next((each for each in around if "itemscope" in each.attributes), None)


def _value(element: Node, items: dict[Node, dict[str, list[Any]]]) -> Any:  # noqa: ANN401
    """The value of a property (HTML §5.2.4). An inner item is returned before its own properties are read."""
    attributes = element.attributes
    url = attributes.get(_URL_ATTRIBUTES.get(element.tag or "", ""))
    if "itemscope" in attributes:
        item = items.setdefault(element, _empty_item(element))
        if url:
            item.setdefault("url", []).append(url)
        return item
    if (content := attributes.get("content")) is not None:
        return content
    if element.tag in _URL_ATTRIBUTES:
        # Pages put properties of text on links too: those get the link's text, the others its URL.
        names = (attributes.get("itemprop") or "").split()
        if element.tag == "img":
            return next(pictures.addresses(element), "")
        is_text = element.tag in _LINK_TAGS and _URL_PROPERTIES.isdisjoint(names)
        return visible_text(element) if is_text else url or ""
    if value := attributes.get("datetime") or (element.tag == "abbr" and attributes.get("title")):
        return value
    return visible_text(element)


def _empty_item(node: Node) -> dict[str, Any]:
    return {"@type": (node.attributes.get("itemtype") or "").split()}
