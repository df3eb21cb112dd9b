"""Which elements belong to a teaser: they follow the headline of another article, which is a link."""

from collections.abc import Container, Iterator
from itertools import islice
from urllib.parse import urlsplit

from embedsvc.read.html import tree
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.page.author_pages import is_author_page

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAX_LEVELS = 4
"""Ancestors of an element up to the sibling of the headline of its teaser."""
_AUTHOR_LEVELS = 3
"""Ancestors of a heading in which it may be the name in a box about an author."""
_MAX_SIBLINGS = 6
_MAX_NODES = 500
_MAX_TEXT = 600
"""Characters of a part of a teaser: a longer text before an element is that of the article."""


def is_in_teaser(element: Node, document: Document, containers: Container[Node]) -> bool:
    """Whether an element belongs to a teaser. `containers`: the headline of the page's own article, and the
    elements that contain it.
    """
    child = element
    for ancestor in islice(ancestors(element), _MAX_LEVELS):
        for sibling in islice(_elements_before(child), _MAX_SIBLINGS):
            if sibling in containers:
                return False
            if sibling.tag in _HEADINGS:
                return _is_link(sibling, document)
            length, heading = _measure(sibling)
            if length > _MAX_TEXT:
                return False
            if heading is not None:
                return _is_link(heading, document)
        if ancestor in containers:
            return False
        child = ancestor
    return False


def _elements_before(node: Node) -> Iterator[Node]:
    return (sibling for sibling in tree.preceding_siblings(node) if sibling.is_element_node)


def _measure(part: Node) -> tuple[int, Node | None]:
    """The characters of a part of a teaser, counted no further than necessary, and its last heading. For so
    few nodes, a walk takes less time than a selector.
    """
    length, heading = 0, None
    for node in islice(part.traverse(include_text=True), _MAX_NODES):
        if node.is_text_node:
            length += len(node.text_content or "")
            if length > _MAX_TEXT:
                break
        elif node.tag in _HEADINGS:
            heading = node
    return length, heading


def _is_link(heading: Node, document: Document) -> bool:
    """Whether a heading is a link to another page: neither the headline nor the name of an author."""
    parent = heading.parent
    link = heading.css_first("a") or (parent if parent is not None and parent.tag == "a" else None)
    text = visible_text(heading)
    if link is None or visible_text(link) != text or text in document.title:
        return False
    if any(_is_of_author(each) for each in (heading, *islice(ancestors(heading), _AUTHOR_LEVELS))):
        return False
    attributes = link.attributes
    url = document.absolute(attributes.get("href"))
    if url is None or "author" in (attributes.get("rel") or "").lower():
        return False
    return urlsplit(url).path != urlsplit(document.url).path and not is_author_page(url)


def _is_of_author(element: Node) -> bool:
    return "author" in (element.attributes.get("class") or "").lower()
