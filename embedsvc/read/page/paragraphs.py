"""The paragraphs of an article, as a reader sees them."""

from collections.abc import Iterator
from itertools import chain, islice

from embedsvc.read.html import tree
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import BLOCKS, is_invisible
from embedsvc.read.page.article import Article

_MAX_CHARACTERS = 500_000
"""Of a page: far above the longest article."""
_MAX_LEVELS = 8
"""Ancestors that are checked for quotations."""
_HIDDEN = frozenset({"head", "title", "select", "textarea", "button"})


def paragraphs(document: Document, article: Article) -> list[str]:
    """The texts between the beginnings and ends of block elements, without comments, teasers and the like."""
    found: list[str] = []
    left = _MAX_CHARACTERS
    for text, element in _blocks(document.root):
        if not article.is_elsewhere(_outside_quotation(element)):
            found.append(text[:left])
            left -= len(text)
        if left <= 0:
            break
    return found


def _blocks(root: Node) -> Iterator[tuple[str, Node]]:
    """Each stretch of text without a block inside, and the element of its first text."""
    parts: list[str] = []
    first: Node | None = None
    for node, _ in tree.walk(root, lambda element: is_invisible(element) or element.tag in _HIDDEN):
        if node.is_text_node:
            parts.append(node.text_content or "")
            first = first or node.parent
        elif node.tag in BLOCKS:
            text = " ".join("".join(parts).split())
            if text and first is not None:
                yield text, first
            parts, first = [], None
    text = " ".join("".join(parts).split())
    if text and first is not None:
        yield text, first


def _outside_quotation(element: Node) -> Node:
    """The outermost quotation around an element: what an article quotes is a part of it."""
    around = chain([element], islice(tree.ancestors(element), _MAX_LEVELS))
    quotations = [each for each in around if each.tag == "blockquote"]
    return quotations[-1] if quotations else element
