"""A parsed page, as rules read it: its tree, its addresses, its texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Headers, Snapshot
from embedsvc.read.html import charset, media_type, tree
from embedsvc.read.html.plain_text import clean_statement
from embedsvc.read.html.tree import SEPARATOR, Node, ancestors
from embedsvc.read.html.visible_text import visible_text

_EMPTY_COMMENTS = (b"!---->", b"!-- -->")
"""React and Vue separate the texts of one line by these."""
_MAX_LEVELS = 12
_HOST = re.compile(r"[\w.-]+")
_INDEXED_TAGS = ("meta", "link", "title", "h1", "time", "base")


@dataclass(frozen=True, eq=False)
class Document:
    """The parsed tree of a Snapshot.

    `asked` is the URL that was requested, `url` the one that answered after redirects. `fetched_at` (epoch
    seconds) is what rules take for now.
    """

    asked: str
    url: str
    root: Node
    fetched_at: float
    markup: bytes = field(repr=False)
    """The markup before the limits, in UTF-8; it may contain invalid bytes."""
    headers: Headers = ()
    """Of the response, names in lower case."""

    def contains(self, *strings: bytes) -> bool:
        """Whether the markup contains any of these bytes."""
        return any(string in self.markup for string in strings)

    @cached_property
    def base(self) -> str:
        """The URL that relative references are resolved against (HTML §2.4.1)."""
        for element in self.all("base"):
            if href := element.attributes.get("href"):
                return _absolute(href, self.url) or self.url
        return self.url

    def absolute(self, reference: str | None) -> str | None:
        """A reference of the page as an absolute http(s) URL, None where it isn't one. Cached, since pages
        repeat their references.
        """
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
        """The text of the first title element that has one, "" if none has. SVG images have their own."""
        own = (each for each in self.all("title") if not _is_in_image(each))
        return next(filter(None, (clean_statement(visible_text(each)) for each in own)), "")

    def all(self, tag: str) -> list[Node]:
        """All `meta`, `link`, `title`, `h1`, `time` or `base` elements in document order."""
        return self._index[tag]

    @cached_property
    def roots(self) -> list[Node]:
        """The `html` element, then the `body`: their attributes describe the page as a whole."""
        return [self.root, *(each for each in self.root.iter() if each.tag == "body")]

    @property
    def external_links(self) -> list[Node]:
        """The `a` elements that lead off the site, in document order; none where the site has no name."""
        return self._index["a"]

    @property
    def json_ld_scripts(self) -> list[Node]:
        """https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""
        return self._index["script"]

    @cached_property
    def site(self) -> str:
        """The registrable domain, "" without one."""
        try:
            return urls.registrable_domain(urlsplit(self.url).hostname or "")
        except ValueError:
            return ""

    @cached_property
    def _index(self) -> dict[str, list[Node]]:
        """The elements that most rules ask for, found in one walk, since each walk visits the whole tree."""
        found: dict[str, list[Node]] = {tag: [] for tag in (*_INDEXED_TAGS, "script", "a")}
        selectors = [*_INDEXED_TAGS, "script[type*='ld+json' i]"]
        if _HOST.fullmatch(self.site):
            selectors.append(f"a[href^='http']:not([href*='{self.site}'])")
        for element in self.root.css(", ".join(selectors)):
            found[element.tag or ""].append(element)
        return found

    @cached_property
    def joined_texts(self) -> str:
        """All texts of the page in document order, each between two NULs, so that one regular expression can
        search them all. A position in the page is an index into these texts. Comments that split a text are
        removed from the tree first, so ask for this before any position.
        """
        if self.contains(*_EMPTY_COMMENTS):
            tree.remove_comments(self.root)
        return f"{SEPARATOR}{tree.join_texts(self.root)}{SEPARATOR}"

    @cached_property
    def texts(self) -> list[str]:
        """All texts of the page in document order."""
        return self.joined_texts[1:-1].split(SEPARATOR)

    def text_node(self, index: int) -> Node:
        """The node of `texts[index]`. Walks the tree only as far as needed."""
        nodes = self._text_nodes
        nodes.extend(islice(self._remaining_text_nodes, max(0, index + 1 - len(nodes))))
        return nodes[index]

    @cached_property
    def _text_nodes(self) -> list[Node]:
        return []

    @cached_property
    def _remaining_text_nodes(self) -> Iterator[Node]:
        return (node for node in self.root.traverse(include_text=True) if node.is_text_node)


def parse(snapshot: Snapshot) -> Document:
    """The document of an HTML response. Raises UnsupportedMediaType for anything else.

    A page over the `limits` is cut, and what comes before the cut is used.
    """
    media_type.require_page(snapshot)
    decoded = charset.decode(snapshot.body, snapshot.charset, truncated=snapshot.truncated)
    markup = decoded.body if decoded.codec == "utf-8" else decoded.text.encode("utf-8", "replace")
    return Document(
        asked=snapshot.asked,
        url=snapshot.url,
        root=tree.parse(markup),
        fetched_at=snapshot.fetched_at,
        markup=markup,
        headers=snapshot.headers,
    )


def _is_in_image(title: Node) -> bool:
    return any(each.tag == "svg" for each in islice(ancestors(title), _MAX_LEVELS))


def _absolute(reference: str, base: str) -> str | None:
    try:
        return urls.join(reference.strip(), base).text
    except Failure:
        return None
