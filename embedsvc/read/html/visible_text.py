"""The text of an element as a reader sees it."""

import re
from collections.abc import Callable
from itertools import islice

from embedsvc.read.html import invisible, tree
from embedsvc.read.html.tree import Node
from embedsvc.read.word_lists import word_set

_MAX_CHARACTERS = 20_000
_MAX_NODES = 4_000
_MAX_PAGE = 1_000_000
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_BREAKS = re.compile(r" ?\n[\n ]*")
_HIDDEN = word_set("script style noscript template svg video audio object canvas iframe")
"""What a reader doesn't see, among it what players show to browsers that lack them."""
BLOCKS = word_set(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol option p pre section table td th tr ul"
)


def visible_text(element: Node, is_hidden: Callable[[Node], bool] | None = None) -> str:
    """The visible text of an element with white space collapsed, spaces where blocks begin and end, and no
    invisible characters.

    `is_hidden` replaces `is_invisible` as the test for elements that are left out. Bounded to 20,000
    characters from 4,000 nodes, because callers ask for elements that contain each other.
    """
    child = element.first_child
    if child is None:
        return ""
    if child.is_text_node and child.next is None:
        text = child.text_content or ""
    else:
        text = "".join(map(_text_of_step, islice(tree.walk(element, is_hidden or is_invisible), _MAX_NODES)))
    return invisible.collapse(text[:_MAX_CHARACTERS])


def is_longer_than(element: Node, characters: int) -> bool:
    """Whether an element has more visible text than this. Reads no further than necessary."""
    count = 0
    for node, _ in islice(tree.walk(element, is_invisible), _MAX_NODES):
        if node.is_text_node:
            count += len((node.text_content or "").strip())
            if count > characters:
                return True
    return False


def text_of_blocks(root: Node) -> str:
    """The visible text of a page, of at most a million characters, with a line break where blocks begin and
    end. What `hidden` or an inline style hides is no part of it.
    """
    body = root.css_first("body") or root
    text = "".join(map(_text_or_break, tree.walk(body, _is_not_displayed)))[:_MAX_PAGE]
    return _LINE_BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def _is_not_displayed(element: Node) -> bool:
    attributes = element.attributes
    return (
        is_invisible(element)
        or "hidden" in attributes
        or bool(_NOT_DISPLAYED.search(attributes.get("style") or ""))
    )


def _text_or_break(step: tuple[Node, bool]) -> str:
    node, _ = step
    if node.is_text_node:
        return (node.text_content or "").replace("\n", " ")
    if node.tag == "br":
        return " "
    return "\n" if node.tag in BLOCKS else ""


def is_invisible(element: Node) -> bool:
    """Whether an element's content is never shown by browsers that have scripts."""
    return element.tag in _HIDDEN


def _text_of_step(step: tuple[Node, bool]) -> str:
    node, _ = step
    if node.is_text_node:
        return node.text_content or ""
    return " " if node.tag in BLOCKS else ""
