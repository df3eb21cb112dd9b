"""A page's bytes to what rules read it from: its tree, its addresses, its texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from embedsvc import urls
from embedsvc.errors import Failure, UnsupportedMediaType
from embedsvc.model import Snapshot
from embedsvc.read import word_lists
from embedsvc.read.html import charset, tree
from embedsvc.read.html.tree import Node

_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_UNSAID_TYPES = frozenset(
    {None, "", "application/octet-stream", "unknown/unknown", "application/unknown", "*/*"}
)

_SEAM = re.compile(rb"!-- ?-->")
"""A comment by which frameworks part the texts of one line (React, Vue)."""
_LONGEST_TEXT = 20_000
_MOST_PIECES = 4_000
_HOST = re.compile(r"[\w.-]+")
_INDEXED = ("meta", "link", "title", "h1", "time", "base")
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg"})
_BREAKING = word_lists.words(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol option p pre section table td th tr ul"
)


@dataclass(frozen=True, eq=False)
class Document:
    """The parsed tree of a Snapshot.

    `asked` is the URL that was asked for, `url` the one that answered; `fetched_at` stands for now.
    """

    asked: str
    url: str
    root: Node
    fetched_at: float
    markup: bytes = field(repr=False)
    """What was parsed, in UTF-8, with its broken bytes."""

    def holds(self, *strings: bytes) -> bool:
        """Whether any of these stands in the markup, wherever. A selector that finds nothing is cheaper."""
        return any(string in self.markup for string in strings)

    @cached_property
    def base(self) -> str:
        """What relative references are relative to (HTML §2.4.1)."""
        for element in self.all("base"):
            if href := element.attributes.get("href"):
                return _absolute(href, self.url) or self.url
        return self.url

    def absolute(self, reference: str | None) -> str | None:
        """A reference of the page as an http(s) URL, None where it is none. Pages say the same one often."""
        if not reference:
            return None
        if reference not in self._absolutes:
            self._absolutes[reference] = _absolute(reference, self.base)
        return self._absolutes[reference]

    @cached_property
    def _absolutes(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def title(self) -> str:
        """The text of the first title element, "" without one: SVG has titles of its own, further down."""
        return next(map(words, self.all("title")), "")

    def all(self, tag: str) -> list[Node]:
        """All elements of one of the tags that most rules ask for, in document order."""
        return self._index[tag]

    @cached_property
    def roots(self) -> list[Node]:
        """The `html` element, then the `body`: where a page tells of itself as a whole."""
        return [self.root, *(each for each in self.root.iter() if each.tag == "body")]

    @property
    def telling_links(self) -> list[Node]:
        """The links that leave the site, and those that name a licence, which may come twice."""
        return self._index["a"]

    @property
    def json_ld(self) -> list[Node]:
        """The scripts of JSON-LD (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents)."""
        return self._index["script"]

    @cached_property
    def site(self) -> str:
        """The registrable domain."""
        try:
            return urls.site(urlsplit(self.url).hostname or "")
        except ValueError:
            return ""

    @cached_property
    def _index(self) -> dict[str, list[Node]]:
        """One walk over the tree for all, since each costs as much as twenty elements in it."""
        leaving = (
            f"a[href^='http']:not([href*='{self.site}'])" if _HOST.fullmatch(self.site) else "a[href^='http']"
        )
        found: dict[str, list[Node]] = {tag: [] for tag in (*_INDEXED, "script", "a")}
        sought = (*_INDEXED, "script[type*='ld+json' i]", "a[rel~='license' i]", leaving)
        for element in self.root.css(", ".join(sought)):
            found[element.tag or ""].append(element)
        return found

    @cached_property
    def text(self) -> str:
        """All texts of the page in document order, a NUL before and behind each, which none of them holds.
        Places in the page are counted in these, so they are asked for first.
        """
        if _SEAM.search(self.markup):
            tree.join_texts(self.root)
        return f"\0{tree.joined(self.root)}\0"

    @cached_property
    def texts(self) -> list[str]:
        """The same, apart."""
        return self.text[1:-1].split("\0")

    def text_node(self, at: int) -> Node:
        """One of them, with its place in the tree. The walk goes as far as somebody asks."""
        known = self._text_nodes
        known.extend(islice(self._unmet_texts, max(0, at + 1 - len(known))))
        return known[at]

    @cached_property
    def _text_nodes(self) -> list[Node]:
        return []

    @cached_property
    def _unmet_texts(self) -> Iterator[Node]:
        return (node for node in self.root.traverse(include_text=True) if node.is_text_node)


def parse(snapshot: Snapshot) -> Document:
    """The tree of an HTML answer. Raises UnsupportedMediaType for anything else.

    A page over the `budget` is cut, and what stands before the cut is used.
    """
    _refuse_other_media(snapshot)
    decoded = charset.decode(snapshot.body, snapshot.charset, truncated=snapshot.truncated)
    body = decoded.body if decoded.codec == "utf-8" else decoded.text.encode("utf-8", "replace")
    return Document(
        asked=snapshot.asked,
        url=snapshot.url,
        root=tree.tree(body),
        fetched_at=snapshot.fetched_at,
        markup=body,
    )


def text_of(snapshot: Snapshot) -> str:
    """The decoded text of an answer. Never raises."""
    return charset.decode(snapshot.body, snapshot.charset, truncated=snapshot.truncated).text


def words(element: Node) -> str:
    """The text that a reader sees of an element, spaces collapsed: its first 20,000 characters, out of its
    first 4,000 pieces. Elements that are asked for this may stand in each other.
    """
    only = element.first_child
    if only is None:
        return ""
    if only.is_text_node and only.next is None:
        text = only.text_content or ""
    else:
        text = "".join(map(_piece, islice(tree.walk(element, _is_hidden), _MOST_PIECES)))
    return " ".join(text[:_LONGEST_TEXT].split())


def _is_hidden(element: Node) -> bool:
    return element.tag in _HIDDEN


def _piece(step: tuple[Node, bool]) -> str:
    node, _ = step
    if node.is_text_node:
        return node.text_content or ""
    return " " if node.tag in _BREAKING else ""


def _absolute(reference: str, base: str) -> str | None:
    try:
        return urls.join(reference.strip(), base).text
    except Failure:
        return None


def _refuse_other_media(snapshot: Snapshot) -> None:
    kind = snapshot.media_type
    if kind in _MARKUP_TYPES or (kind or "").endswith("+xml"):
        said_markup = True
    elif kind in _UNSAID_TYPES:
        said_markup = False
    else:
        raise UnsupportedMediaType(f"There is no page at this link but a file of type {kind}")
    start = snapshot.body[:1024].lstrip(b"\xef\xbb\xbf\t\n\f\r ")
    if start.startswith(
        (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")
    ):
        raise UnsupportedMediaType("There is no page at this link but a file")
    if not said_markup and start and b"<" not in start:
        raise UnsupportedMediaType("There is no page at this link but a file of an unknown type")
