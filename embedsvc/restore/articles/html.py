"""HTML to blocks, without a tree: a parser that repairs markup gives no positions in the source, and what
isn't replaced must stay byte for byte.

Only the tags that begin and end blocks are looked at for the whole article; the text of a block is read when
it is asked for. Each step is linear.
"""

import html
import re
from collections.abc import Iterator
from functools import cache, partial

from embedsvc.restore.articles.block import Article, Block, Container, ContainerKind, View
from embedsvc.restore.articles.view_builder import ViewBuilder

_BLOCKS = (
    "p|div|li|td|th|blockquote|h[1-6]|ul|ol|dl|dt|dd|tr|table|tbody|thead|tfoot|caption|section|article|aside|main"
    "|header|footer|nav|figure|figcaption|pre|address|form|fieldset|details|summary|hr|center|html|head|body|cite"
)
_RAW = "script|style|textarea|template|noscript|title|svg|math|iframe|object|video|audio|select|button|xmp"
"""Elements whose content is no text of the article."""
_ATTRIBUTES = r"(?:\"[^\"<]*\"|'[^'<]*'|[^'\"<>])*"
# No attribute contains "<", so that a quotation mark that never ends is not searched for again at each tag.
_STRUCTURE = re.compile(
    rf"<(?:(?P<comment>!--)|(?P<raw>{_RAW})\b{_ATTRIBUTES}>|(?P<end>/?)(?P<tag>{_BLOCKS})(?=[\s/>]){_ATTRIBUTES}>)",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"[<&\t\r\n\f]")
"""Where the text is not what stands in the source."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INLINE = re.compile(
    rf"<(?:(?P<comment>!--)|(?P<raw>{_RAW})\b{_ATTRIBUTES}>|(?P<br>br)\b{_ATTRIBUTES}>|a\b(?P<a>{_ATTRIBUTES})>"
    rf"|(?P<enda>/a)\s*>|/?[a-z]{_ATTRIBUTES}>)"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;|<(?!!--)[^<>]*+>)*+")
"""A paragraph without text: spaces, pictures."""
_RAW_START = re.compile(rf"<(?:{_RAW})\b|<!--", re.IGNORECASE)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_MOST_LEVELS = 64
"""Open containers that an end tag is compared with."""
_CONTAINERS: dict[str, ContainerKind] = {"blockquote": "quotation", "li": "item", "td": "cell", "th": "cell"}


def parse(source: str) -> Article:
    return Article(source, list(_Parser(source).blocks()))


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._skipper = _Skipper(source)
        self._read = partial(_view, source, self._skipper)
        self._open: list[tuple[str, Container]] = []

    def blocks(self) -> Iterator[Block]:
        position = text_start = 0
        opened: tuple[str, int] | None = (
            None  # the tag whose content begins at text_start, and where it begins
        )
        while match := _STRUCTURE.search(self._source, position):
            position = match.end()
            if not match["tag"]:
                position = self._skipper.end_of(match)
                continue
            tag, is_end = match["tag"].lower(), bool(match["end"])
            if self._has_text(text_start, match.start()):
                closed = is_end and opened is not None and opened[0] == tag
                yield self._block(opened, text_start, match.start(), match.end() if closed else None)
            if tag in _CONTAINERS:
                self._update_containers(tag, match, is_end=is_end)
            opened = None if is_end else (tag, match.start())
            text_start = match.end()
        if self._has_text(text_start, len(self._source)):
            yield self._block(opened, text_start, len(self._source), None)
        for _, container in self._open:
            container.end = len(self._source)

    def _has_text(self, start: int, end: int) -> bool:
        return start < end and not self._source[start:end].isspace()

    def _is_blank(self, start: int, end: int) -> bool:
        """Whether nothing in it is text: spaces, pictures, frames."""
        blank = _BLANK.match(self._source, start, end)
        behind = blank.end() if blank else start
        if behind < end and _RAW_START.search(self._source, start, end):
            return not self._read(start, end).text.strip()
        return behind >= end

    def _block(self, opened: tuple[str, int] | None, start: int, end: int, closed_at: int | None) -> Block:
        """With its own tags where it has both, or a `p`, whose end tag may be omitted (HTML §13.1.2.4)."""
        tag = opened[0] if opened else ""
        whole = opened is not None and (closed_at is not None or tag == "p") and tag not in _CONTAINERS
        return Block(
            start=opened[1] if opened and whole else start,
            end=closed_at if closed_at and whole else end,
            inner_start=start,
            inner_end=end,
            read=self._read,
            tag=tag,
            container=self._open[-1][1] if self._open else None,
            is_blank=self._is_blank(start, end),
        )

    def _update_containers(self, tag: str, match: re.Match[str], *, is_end: bool) -> None:
        if not is_end:
            parent = self._open[-1][1] if self._open else None
            self._open.append((tag, Container(_CONTAINERS[tag], match.start(), len(self._source), parent)))
        elif any(tag == name for name, _ in self._open[-_MOST_LEVELS:]):
            while True:
                name, container = self._open.pop()
                container.end = match.end() if name == tag else match.start()
                if name == tag:
                    break


class _Skipper:
    """Finds where comments and elements end whose content is no text. It stores what has no end, because
    each of many unclosed elements would search the whole source.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._unclosed: set[str] = set()

    def end_of(self, match: re.Match[str]) -> int:
        """The index after the element, or after the start tag alone if the element never ends."""
        name = "" if match["comment"] else match["raw"].lower()
        if name in self._unclosed:
            return match.end()
        closing = _closing(name).search(self._source, match.end())
        if closing:
            return closing.end()
        self._unclosed.add(name)
        return match.end()


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE)


def _view(source: str, skipper: _Skipper, start: int, end: int) -> View:
    view = ViewBuilder(start)
    position = start
    while special := _SPECIAL.search(source, position, end):
        view.text(source[position : special.start()], position)
        position = special.start()
        if match := _INLINE.match(source, position, end):
            position = max(match.end(), min(_inline(view, skipper, match), end))
        elif match := _SPACES.match(source, position, end):
            view.space(*match.span())
            position = match.end()
        else:
            view.text(source[position], position)
            position += 1
    view.text(source[position:end], position)
    return view.view()


def _inline(view: ViewBuilder, skipper: _Skipper, match: re.Match[str]) -> int:
    """A tag, a comment or an entity; the index behind it, with the content of elements that is no text."""
    if match["entity"]:
        _entity(view, match)
    elif match["br"]:
        view.line_break(*match.span())
    elif match["a"] is not None:
        href = _HREF.search(match["a"])
        view.open_link(html.unescape((href[1] or href[2] or href[3] or "").strip()) if href else "")
    elif match["enda"]:
        view.close_link()
    elif match["comment"] or match["raw"]:
        return skipper.end_of(match)
    return match.end()


def _entity(view: ViewBuilder, match: re.Match[str]) -> None:
    text = html.unescape(match[0])
    if text == match[0]:
        view.text(text, match.start())
    elif text.isspace() and text != "\N{NO-BREAK SPACE}":
        view.space(*match.span())
    else:
        view.replaced(text, *match.span())
