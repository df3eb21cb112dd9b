"""A page's bytes to its tree, inside a budget: a hostile page costs no more than a long one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, cast

from lxml import etree

from embedsvc.errors import Failure, UnsupportedMediaType
from embedsvc.model import Snapshot
from embedsvc.read import budget, charset, tables, urls

Element = etree._Element  # noqa: SLF001  lxml has no public name for the type of its elements

_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"})
_UNSAID_TYPES = frozenset(
    {None, "", "application/octet-stream", "unknown/unknown", "application/unknown", "*/*"}
)

_LONGEST_TEXT = 20_000
_MOST_PIECES = 4_000
_FEW_NODES = 16
_INDEXED = ("meta", "link", "script", "title", "h1", "time", "base", "html", "body")
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg"})
_BREAKING = tables.words(
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
    root: Element
    fetched_at: float
    markup: bytes = field(repr=False)
    """What was parsed, in UTF-8."""

    def holds(self, *strings: bytes) -> bool:
        """Whether any of these stands in the markup: far cheaper than a walk that finds nothing."""
        return any(string in self.markup for string in strings)

    @cached_property
    def base(self) -> str:
        """What relative references are relative to (HTML §2.4.1)."""
        for element in self.all("base"):
            if href := element.get("href"):
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

    def all(self, tag: str) -> list[Element]:
        """All elements of one of the tags that most rules ask for, in document order."""
        return self._index[tag]

    @cached_property
    def texts(self) -> list[str]:
        """All texts of the page in document order."""
        return cast("list[str]", _BARE_TEXTS(self.root))

    def text_node(self, at: int) -> Any:  # noqa: ANN401
        """One of them as `texts_of` gives it. All of these cost three times as much as the texts alone, and a
        single one next to nothing, where the number stands in the expression itself: the search ends there.
        """
        if at not in self._nodes and len(self._nodes) < _FEW_NODES:
            self._nodes[at] = cast("list[Any]", self.root.xpath(f"descendant::text()[{at + 1}]"))[0]
        elif at not in self._nodes:
            self._nodes.update(enumerate(texts_of(self.root)))
        return self._nodes[at]

    @cached_property
    def _nodes(self) -> dict[int, Any]:
        return {}

    @cached_property
    def _index(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {tag: [] for tag in _INDEXED}
        for element in self.root.iter(*_INDEXED):
            found[element.tag].append(element)
        return found


def parse(snapshot: Snapshot) -> Document:
    """The tree of an HTML answer. Raises UnsupportedMediaType for anything else.

    A page over the `budget` is cut, and what stands before the cut is used.
    """
    _refuse_other_media(snapshot)
    decoded = charset.decode(snapshot.body, snapshot.charset, truncated=snapshot.truncated)
    body = snapshot.body if decoded.codec == "utf-8" else decoded.text.encode("utf-8", "replace")
    return Document(
        asked=snapshot.asked, url=snapshot.url, root=tree(body), fetched_at=snapshot.fetched_at, markup=body
    )


def text_of(snapshot: Snapshot) -> str:
    """The decoded text of an answer. Never raises."""
    return charset.decode(snapshot.body, snapshot.charset, truncated=snapshot.truncated).text


def tree(markup: bytes) -> Element:
    """The tree of HTML in UTF-8, inside the budget. An empty page is an empty `html` element."""
    if b"\0" in markup:
        markup = markup.replace(b"\0", b"")
    markup = budget.within(markup)
    # A parser for each page: one that is shared between threads makes them wait for each other.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("html") if root is None else root


_TEXTS = etree.XPath("descendant::text()")
_BARE_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_TEXTS_BEFORE = etree.XPath("count(preceding::text())")


def texts_of(element: Element) -> list[Any]:
    """The texts below an element in document order, each with its `getparent()` and `is_tail`."""
    found = _TEXTS(element)
    return found if isinstance(found, list) else []


def texts_before(element: Element) -> int:
    """How many texts of the page stand before an element."""
    return int(cast("float", _TEXTS_BEFORE(element)))


def words(element: Element) -> str:
    """The text that a reader sees of an element, spaces collapsed: its first 20,000 characters, out of its
    first 2,000 tags. Elements that are asked for this may stand in each other.
    """
    text = (element.text or "") if len(element) == 0 else "".join(islice(_pieces(element), _MOST_PIECES))
    return " ".join(text[:_LONGEST_TEXT].split())


def _pieces(element: Element) -> Iterator[str]:
    hidden: Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and hidden is None and node.tag in _HIDDEN:
            hidden = node
        if hidden is None:
            if node.tag in _BREAKING:
                yield " "
            yield (node.text if event == "start" else node.tail if node is not element else None) or ""
        elif event == "end" and node is hidden:
            hidden = None
            yield (node.tail if node is not element else None) or ""


def _absolute(reference: str, base: str) -> str | None:
    try:
        return urls.absolute(reference.strip(), base)
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
