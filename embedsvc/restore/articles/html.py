"""HTML to blocks, without a tree: a parser that repairs markup gives no positions in the source, and what
isn't replaced must stay byte for byte.

Only the tags that begin and end blocks are looked at for the whole article; the text of a block is read when
it is asked for. Each step is linear.
"""

import html
import re
from collections.abc import Iterator
from functools import cache, partial

from embedsvc.read.word_lists import word_set
from embedsvc.restore.articles.block import Article, Block, Container, ContainerKind, View
from embedsvc.restore.articles.view_builder import ViewBuilder, verbatim
from embedsvc.restore.stretches import Stretch

_BLOCKS = word_set(
    "p div li td th blockquote h1 h2 h3 h4 h5 h6 ul ol dl dt dd tr table tbody thead tfoot caption section"
    " article aside main header footer nav figure figcaption pre address form fieldset details summary hr"
    " center html head body cite"
)
_RAW_NAMES = (
    "script|style|textarea|template|noscript|title|svg|math|iframe|object|video|audio|select|button|xmp"
)
"""Elements whose content is no text of the article."""
_COMMENT = "!--"


_END_TAGS = {f"/{name}": name for name in _BLOCKS}
_NO_TEXT = frozenset({*_RAW_NAMES.split("|"), _COMMENT})
_KNOWN = frozenset({*_BLOCKS, *_END_TAGS, *_NO_TEXT})
_ATTRIBUTES = r"(?:\"[^\"<]*\"|'[^'<]*'|[^'\"<>]++)*+"
# No attribute contains "<", so that a quotation mark that never ends is not searched for again at each tag.
_INLINE = (
    r"/?(?:a|span|b|i|em|strong|img|br|path|link|meta|input|source|picture|label|small|time|sup|use|g)[\s>/]"
)
"""What the commonest tags inside of blocks begin with."""
_SPACE = r"[ \t\r\n\f]"
_TAG = re.compile(
    rf"<(?!{_INLINE})(?:(?P<name>/?[a-zA-Z][a-zA-Z0-9-]*+)(?:>|(?=[\s/]){_ATTRIBUTES}>)|!--)(?P<space>{_SPACE}*+)"
)
_PARAGRAPH = re.compile(rf"<p(?:\s{_ATTRIBUTES})?+>(?P<text>(?![\s&])[^<]++)</p>{_SPACE}*+")
_PARAGRAPHS = re.compile(rf"(?:{_PARAGRAPH.pattern})++")
"""Paragraphs of text alone, which most of an article may be: one search for all in a row takes a fraction of
the time that one for each tag takes.
"""
_SPECIAL = re.compile(r"[<&\t\r\n\f]")
"""Where the text is not what stands in the source."""
_SPACES = re.compile(rf"{_SPACE}+")
_IN_TEXT = re.compile(
    rf"<(?:(?P<comment>!--)|(?P<raw>{_RAW_NAMES})\b{_ATTRIBUTES}>|(?P<br>br)\b{_ATTRIBUTES}>|a\b(?P<a>{_ATTRIBUTES})>"
    rf"|(?P<enda>/a)\s*>|/?[a-z]{_ATTRIBUTES}>)"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?)",
    re.IGNORECASE,
)
_BLANK = re.compile(
    rf"(?:\s++|<(?={_INLINE})[^<>]*+>|&(?i:nbsp|#160);|<(?!!--|(?i:{_RAW_NAMES})\b)[^<>]*+>)*+"
)
"""Spaces and pictures."""
_MAY_BE_BLANK = frozenset("<& \t\r\n\f\v\u00a0\u2028\u3000")
_RAW_START = re.compile(rf"<(?:(!--)|({_RAW_NAMES})\b{_ATTRIBUTES}>)", re.IGNORECASE)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_MOST_LEVELS = 64
"""Open containers that an end tag is compared with."""
_CONTAINERS: dict[str, ContainerKind] = {"blockquote": "quotation", "li": "item", "td": "cell", "th": "cell"}


def parse(source: str) -> Article:
    parser = _Parser(source, 0, len(source))
    blocks = list(parser.blocks())
    return Article(source, blocks, untagged=parser.untagged)


def parse_fragment(source: str, start: int, end: int) -> list[Block]:
    """The blocks of a stretch of a source; none where a quotation, an item or a cell goes on behind it."""
    parser = _Parser(source, start, end)
    blocks = list(parser.blocks())
    return [] if parser.is_open else blocks


class _Parser:
    def __init__(self, source: str, start: int, end: int) -> None:
        self.untagged: list[Stretch] = []
        """Paragraphs of text alone, in order."""
        self._source = source
        self._start = start
        self._end = end
        self._skipper = _Skipper(source)
        self._read = partial(_view, source, self._skipper)
        self._open: list[tuple[str, Container]] = []

    def blocks(self) -> Iterator[Block]:
        source, last = self._source, self._end
        position = text_start = self._start
        opened: tuple[str, int] | None = (
            None  # the tag whose content begins at text_start, and where it begins
        )
        while match := _TAG.search(source, position, last):
            start, tag_end, position = match.start(), match.start("space"), match.end()
            name = match["name"] or _COMMENT
            if name not in _KNOWN and (name := name.lower()) not in _KNOWN:
                continue
            if name in _NO_TEXT:
                position = self._skipper.end_of(name, tag_end)
                continue
            ended = _END_TAGS.get(name)
            if text_start < start and self._has_text(text_start, start):
                closed = opened is not None and opened[0] == ended
                yield self._block(opened, text_start, start, tag_end if closed else None)
            if (ended or name) in _CONTAINERS:
                self._update_containers(name, start, tag_end)
            opened = None if ended else (name, start)
            text_start = position
            if paragraphs := _PARAGRAPHS.match(source, position, last):
                yield from self._paragraphs(*paragraphs.span())
                opened, text_start = None, paragraphs.end()
                position = text_start
        if self._has_text(text_start, last):
            yield self._block(opened, text_start, last, None)
        for _, container in self._open:
            container.end = last

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    @property
    def _container(self) -> Container | None:
        """The innermost."""
        return self._open[-1][1] if self._open else None

    def _has_text(self, start: int, end: int) -> bool:
        return start < end and (self._source[start] > " " or not self._source[start:end].isspace())

    def _is_blank(self, start: int, end: int) -> bool:
        """Whether nothing in it is text: spaces, pictures, frames."""
        position = start
        while blank := _BLANK.match(self._source, position, end):
            position = blank.end()
            if position >= end:
                return True
            raw = _RAW_START.match(self._source, position, end)
            if raw is None:
                return False
            position = self._skipper.end_of((raw[1] or raw[2]).lower(), raw.end())
        return True

    def _paragraphs(self, start: int, end: int) -> Iterator[Block]:
        self.untagged.append((start, end))
        read, container = self._read, self._container
        for paragraph in _PARAGRAPH.finditer(self._source, start, end):
            first, last = paragraph.span("text")
            yield Block(paragraph.start(), last + len("</p>"), first, last, read, "p", container)

    def _block(self, opened: tuple[str, int] | None, start: int, end: int, closed_at: int | None) -> Block:
        """With its own tags where it has both, or a `p`, whose end tag may be omitted (HTML §13.1.2.4)."""
        tag, tag_start = opened or ("", start)
        is_blank = self._source[start] in _MAY_BE_BLANK and self._is_blank(start, end)
        container = self._container
        if (closed_at is None and tag != "p") or tag in _CONTAINERS:
            return Block(start, end, start, end, self._read, tag, container, is_blank)
        return Block(tag_start, closed_at or end, start, end, self._read, tag, container, is_blank)

    def _update_containers(self, tag: str, start: int, tag_end: int) -> None:
        name = _END_TAGS.get(tag)
        if name is None:
            self._open.append((tag, Container(_CONTAINERS[tag], start, self._end, self._container)))
            return
        if all(name != each for each, _ in self._open[-_MOST_LEVELS:]):
            return
        while True:
            each, container = self._open.pop()
            container.end = tag_end if each == name else start
            if each == name:
                break


class _Skipper:
    """Finds where comments and elements end whose content is no text. It stores what has no end, because
    each of many unclosed elements would search the whole source.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._unclosed: set[str] = set()

    def end_of(self, name: str, tag_end: int) -> int:
        """The index after an element or comment, or after its start tag alone if it never ends."""
        if name in self._unclosed:
            return tag_end
        closing = _closing(name).search(self._source, tag_end)
        if closing:
            return closing.end()
        self._unclosed.add(name)
        return tag_end


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile("-->" if name == _COMMENT else rf"</(?i:{name})\s*>")


def _view(source: str, skipper: _Skipper, start: int, end: int) -> View:
    if plain := verbatim(source, start, end, _SPECIAL):
        return plain
    view = ViewBuilder(start)
    position = start
    while special := _SPECIAL.search(source, position, end):
        view.text(source[position : special.start()], position)
        position = special.start()
        if match := _IN_TEXT.match(source, position, end):
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
        return skipper.end_of(_COMMENT if match["comment"] else match["raw"].lower(), match.end())
    return match.end()


def _entity(view: ViewBuilder, match: re.Match[str]) -> None:
    text = html.unescape(match[0])
    if text == match[0]:
        view.text(text, match.start())
    elif text.isspace() and text != "\N{NO-BREAK SPACE}":
        view.space(*match.span())
    else:
        view.replaced(text, *match.span())
