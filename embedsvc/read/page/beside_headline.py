"""The visible texts right beside a headline, in which the lines about the article are."""

import re
from collections.abc import Iterator
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from embedsvc.read.html.tree import Node, ancestors, one_line, preceding_siblings
from embedsvc.read.page import end_of_article

_MAX_AFTER, _MAX_BEFORE = 15, 8
_DIGIT = re.compile(r"\d")
_NOT_VISIBLE = frozenset({"script", "style", "noscript", "template"})


class Text(NamedTuple):
    node: Node
    text: str
    label: str
    """The text before it, "" if that has digits: it is a date then."""


def texts_after(headline: Node) -> Iterator[Text]:
    """The first 15 texts after the headline, in document order."""
    article = takewhile(lambda each: not end_of_article.is_at(*each), _following(headline))
    found = islice(article, _MAX_AFTER)
    for (_, before), (node, text) in pairwise(chain([(headline, "")], found)):
        yield Text(node, text, _label(before))


def texts_before(headline: Node) -> Iterator[Text]:
    """The last eight texts before the headline, the nearest first."""
    found = islice(_preceding(headline), _MAX_BEFORE)
    for (node, text), (_, before) in pairwise(chain(found, [(headline, "")])):
        yield Text(node, text, _label(before))


def _label(text: str) -> str:
    return "" if _DIGIT.search(text) else text


def _following(element: Node) -> Iterator[tuple[Node, str]]:
    for each in (element, *ancestors(element)):
        sibling = each.next
        while sibling is not None:
            yield from _texts_in(sibling)
            sibling = sibling.next


def _preceding(element: Node) -> Iterator[tuple[Node, str]]:
    for each in (element, *ancestors(element)):
        for sibling in preceding_siblings(each):
            yield from reversed(list(_texts_in(sibling)))


def _texts_in(root: Node) -> Iterator[tuple[Node, str]]:
    for node in root.traverse(include_text=True):
        text = (node.text_content or "") if node.is_text_node else ""
        if not text or text.isspace():
            continue
        parent = node.parent
        if parent is None or parent.tag in _NOT_VISIBLE:
            continue
        if line := one_line(text):
            yield node, line
