"""The tree of a page, by the HTML standard, and the few walks over it that rules need."""

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from embedsvc.read.html import limits

Node = LexborNode
"""An element, a text or a comment. Two views of one node share their `mem_id` and their hash; `==` compares
their markup, which is dear and not meant here.
"""


def tree(markup: bytes) -> Node:
    """The root of the tree of HTML in UTF-8, inside the budget. An empty page is an empty `html` element."""
    if b"\0" in markup:  # each costs the parser twenty bytes, and it drops most of them
        markup = markup.replace(b"\0", b"")
    # Without events, since they copy the chosen option of each `select` into it, which nobody reads.
    parsed = LexborHTMLParser(limits.within(markup), options=LexborDocumentOptions.WO_EVENTS)
    root = parsed.root
    return parsed.create_node("html") if root is None else root


def ancestors(node: Node) -> Iterator[Node]:
    """The elements around a node, the nearest first."""
    around = node.parent
    while around is not None and around.is_element_node:
        yield around
        around = around.parent


def walk(element: Node, is_hidden: Callable[[Node], bool]) -> Iterator[tuple[Node, bool]]:
    """What stands in an element, in document order: each node, and each element once more, with True, where
    it ends. Hidden elements are left out with all that they hold.
    """
    node = element.first_child
    depth = 0
    while node is not None:
        is_element = node.is_element_node
        is_shown = not is_element or not is_hidden(node)
        if is_shown:
            yield node, False
            below = node.first_child if is_element else None
            if below is not None:
                node, depth = below, depth + 1
                continue
            if is_element:
                yield node, True
        behind = node.next
        while behind is None and depth:
            around = node.parent
            if around is None:
                return
            node, depth = around, depth - 1
            yield node, True
            behind = node.next
        node = behind


def joined(node: Node) -> str:
    """The texts below a node in document order, a NUL between them, which none of them holds."""
    return node.text(separator="\0")


def join_texts(root: Node) -> None:
    """Takes all comments out of a page, and makes one of the texts that they parted."""
    for node in list(root.traverse(include_text=True)):
        if node.is_comment_node:
            node.remove()
    root.merge_text_nodes()


def texts(node: Node) -> list[str]:
    """The texts below a node in document order."""
    text = joined(node)
    return text.split("\0") if text else []


def texts_before(element: Node) -> int:
    """How many texts of the page stand before an element."""
    earlier = (joined(each) for node in (element, *ancestors(element)) for each in before(node))
    return sum(text.count("\0") + 1 for text in earlier if text)


def before(node: Node) -> Iterator[Node]:
    """What stands before a node inside the element that holds it, the nearest first."""
    earlier = node.prev
    while earlier is not None:
        yield earlier
        earlier = earlier.prev


def text_before(element: Node) -> tuple[str, Node | None]:
    """The text right before an element, inside the one that holds both, and the element before that. Comments
    part no text: frameworks put them between a label and what they fill in.
    """
    texts: list[str] = []
    node = element.prev
    while node is not None and not node.is_element_node:
        if node.is_text_node:
            texts.append(node.text_content or "")
        node = node.prev
    return "".join(reversed(texts)), node


def text_behind(element: Node) -> str:
    """The text right behind an element, up to the next one."""
    return _text_from(element.next)


def own_text(element: Node) -> str:
    """The text that an element begins with, before any element in it."""
    return _text_from(element.first_child)


def _text_from(node: Node | None) -> str:
    texts: list[str] = []
    while node is not None and not node.is_element_node:
        if node.is_text_node:
            texts.append(node.text_content or "")
        node = node.next
    return "".join(texts)
