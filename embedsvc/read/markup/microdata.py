"""Microdata (HTML §5): the item of an article as the same node that JSON-LD gives."""

from itertools import islice
from typing import Any

from embedsvc.read import word_lists
from embedsvc.read.html.document import Document, words
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.markup.schema_org import Work, rank_of, work_of
from embedsvc.read.page.article import Article

_MAX_PROPERTIES = 2_000
_MAX_CLIMB = 64
_READ = word_lists.words(
    "headline name author creator publisher datePublished dateCreated uploadDate dateModified description "
    "image thumbnailUrl url inLanguage keywords license isBasedOn isBasedOnUrl isAccessibleForFree "
    "mainEntityOfPage givenName familyName contentUrl width height identifier alternativeHeadline"
)
_LINKS = frozenset({"a", "area"})
_LINKING = frozenset({"url", "license", "isBasedOn", "isBasedOnUrl", "image"})
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
    items: dict[Node, dict[str, list[Any]]] = {}
    for element in document.root.css("[itemprop]")[:_MAX_PROPERTIES]:
        names = [name for name in (element.attributes.get("itemprop") or "").split()[:4] if name in _READ]
        owner = _owner(element) if names else None
        if owner is None:
            continue
        node = items.setdefault(owner, _typed(owner))
        value = _value(element, items)
        for name in names:
            node.setdefault(name, []).append(value)
    nodes = [node for item, node in items.items() if rank_of(node) and not article.is_elsewhere(item)]
    best = next((node for node in nodes if rank_of(node) == "article"), next(iter(nodes), None))
    return work_of(best) if best is not None else None


def _owner(element: Node) -> Node | None:
    """The item that a property belongs to: the nearest ancestor that is one (HTML §5.2.3)."""
    around = islice(ancestors(element), _MAX_CLIMB)
    return next((each for each in around if "itemscope" in each.attributes), None)


def _value(element: Node, items: dict[Node, dict[str, list[Any]]]) -> Any:  # noqa: ANN401
    """The value of a property (HTML §5.2.4); an item's is its node, filled as its properties are met."""
    said = element.attributes
    address = said.get(_ADDRESSES.get(element.tag or "", ""))
    if "itemscope" in said:
        node = items.setdefault(element, _typed(element))
        if address:
            node.setdefault("url", []).append(address)
        return node
    if (content := said.get("content")) is not None:
        return content
    if element.tag in _ADDRESSES:
        # Pages mark names up on their links: the address goes where an address is meant, the words elsewhere.
        meant = (said.get("itemprop") or "").split()
        return words(element) if element.tag in _LINKS and _LINKING.isdisjoint(meant) else address or ""
    if element.tag == "time" and (moment := said.get("datetime")):
        return moment
    return words(element)


def _typed(item: Node) -> dict[str, Any]:
    return {"@type": (item.attributes.get("itemtype") or "").split()}
