"""The tree of a page as the HTML standard builds it, and the few walks over it that rules need."""

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from embedsvc.read.html import limits

Node = LexborNode
"""An element, a text or a comment. Two objects for the same node have the same `mem_id` and hash. Don't use
`==` on nodes: it compares their markup, which is slow and not identity.
"""

_MAX_STEPS_BACK = 16
_MAX_LINE = 20_000

SEPARATOR = "\0"
"""Between joined texts: the parser leaves no NUL in a text."""


def parse(markup: bytes) -> Node:
    """The root of the tree of UTF-8 markup, cut to the limits. Empty markup gives an empty `html` element."""
    if b"\0" in markup:  # each costs the parser twenty bytes, and it drops most of them
        markup = markup.replace(b"\0", b"")
    # With events, lexbor would copy the selected option into each `select`; nobody reads those copies.
    parser = LexborHTMLParser(limits.apply(markup), options=LexborDocumentOptions.WO_EVENTS)
    root = parser.root
    return parser.create_node("html") if root is None else root


def ancestors(node: Node) -> Iterator[Node]:
    """The elements that contain a node, from the innermost outwards."""
    parent = node.parent
    while parent is not None and parent.is_element_node:
        yield parent
        parent = parent.parent


def walk(element: Node, is_hidden: Callable[[Node], bool]) -> Iterator[tuple[Node, bool]]:
    """The descendants of an element in document order: (node, False) where a node starts, and for elements
    (node, True) again where they end. Hidden elements are skipped with their content.
    """
    node = element.first_child
    depth = 0
    while node is not None:
        is_element = node.is_element_node
        is_shown = not is_element or not is_hidden(node)
        if is_shown:
            yield node, False
            child = node.first_child if is_element else None
            if child is not None:
                node, depth = child, depth + 1
                continue
            if is_element:
                yield node, True
        following = node.next
        while following is None and depth:
            parent = node.parent
            if parent is None:
                return
            node, depth = parent, depth - 1
            yield node, True
            following = node.next
        node = following


def join_texts(node: Node) -> str:
    """The texts below a node in document order, joined by `SEPARATOR`."""
    return node.text(separator=SEPARATOR)


def remove_comments(root: Node) -> None:
    """Removes all comments, and merges the texts that they separated."""
    for node in list(root.traverse(include_text=True)):
        if node.is_comment_node:
            node.remove()
    root.merge_text_nodes()


def texts(node: Node) -> list[str]:
    """The texts below a node in document order."""
    joined = join_texts(node)
    return joined.split(SEPARATOR) if joined else []


def count_texts_before(element: Node) -> int:
    """How many texts of the page come before an element."""
    earlier = (
        join_texts(sibling) for node in (element, *ancestors(element)) for sibling in preceding_siblings(node)
    )
    return sum(text.count(SEPARATOR) + 1 for text in earlier if text)


def one_line(text: str) -> str:
    """A text with its white space collapsed, without what follows its first 20,000 characters: to split
    megabytes of words takes twenty times their memory.
    """
    return " ".join(text[:_MAX_LINE].split())


def preceding_siblings(node: Node) -> Iterator[Node]:
    """The siblings before a node, the nearest first."""
    sibling = node.prev
    while sibling is not None:
        yield sibling
        sibling = sibling.prev


def text_before(element: Node) -> tuple[str, Node | None]:
    """The text between an element and the sibling element before it, and that sibling. Comments are skipped,
    since frameworks put them between a label and its value.
    """
    found: list[str] = []
    node = element.prev
    while node is not None and not node.is_element_node:
        if node.is_text_node:
            found.append(node.text_content or "")
        node = node.prev
    return "".join(reversed(found)), node


def nearest_text_before(element: Node) -> str:
    """The nearest text before an element, in whichever element it is, "" without one nearby."""
    node: Node | None = element
    for _ in range(_MAX_STEPS_BACK):
        if node is None:
            break
        previous = node.prev
        if previous is None:
            node = node.parent
            continue
        node = previous
        found = (
            [node.text_content or ""] if node.is_text_node else texts(node) if node.is_element_node else []
        )
        if text := next((text.strip() for text in reversed(found) if text.strip()), ""):
            return text
    return ""


def text_after(element: Node) -> str:
    """The text between an element and the next sibling element."""
    return _text_from(element.next)


def leading_text(element: Node) -> str:
    """The text of an element before its first child element."""
    return _text_from(element.first_child)


def _text_from(node: Node | None) -> str:
    found: list[str] = []
    while node is not None and not node.is_element_node:
        if node.is_text_node:
            found.append(node.text_content or "")
        node = node.next
    return "".join(found)
