"""Rewrites foreign HTML before it is sanitised, so that dropping tags does not change what a reader sees.

The sanitiser drops a tag together with the gap that it made between words. After a tag in HTML that has the
name of an SVG or MathML element (`<text>`, `<list>`), it drops all that follows in the parent. The result is
as foreign as before: it is input for the sanitiser, and nothing here decides what is safe.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from html import escape

from embedsvc.safe import escaped_twice, styles, tables
from embedsvc.safe.hidden import BLOCKS_WITH_END, HiddenElement
from embedsvc.safe.styles import ATTRIBUTE, SPACE
from embedsvc.safe.tables import DROPPED, FOREIGN

_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?:[!?]|/(?![A-Za-z]))[^>]*+>?"  # a bogus comment, HTML Living Standard §13.2.5.41
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^ \t\n\f\r/>]*+)"
    rf"(?P<attributes>(?:{ATTRIBUTE})*+(?:{SPACE}|/)*+)(?:>|\Z)",
    re.DOTALL,
)
"""A tag or a comment (§13.2.5.8 and following). The end of the text ends both, so nothing is read twice."""
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL | re.IGNORECASE)
_NESTING_DROPPED = DROPPED - tables.RAW_TEXT
_NO_WORDS = re.compile(
    r"https?://\S+|[^\s/]+\.(?:jpe?g|png|gif|webp|avif|heic|svg|bmp)|image|img|photo|picture", re.IGNORECASE
)
"""What editors put into `alt` for want of words: the name of the file, or of what it is."""
_TINY = frozenset({"0", "1", "0px", "1px"})
"""The width of a picture that counts readers."""
_CONTINUES = re.compile(r"[\s,.;:!?%)\]}’”»…]")
"""What follows a word without a gap."""


def rewrite(foreign: str) -> str:
    """Foreign HTML without tags that are not allowed and without what browsers hide: blocks become `div`,
    pictures their alternative text, and nothing is escaped twice.
    """
    foreign = escaped_twice.undo_whole(_without_cdata(foreign))
    writer = _Writer()
    position = 0
    while token := _TOKEN.search(foreign, position):
        writer.text(foreign[position : token.start()])
        position = token.end()
        if token["name"]:
            name = token["name"].lower()
            writer.tag(token, name)
            if name in tables.RAW_TEXT and not token["end"]:
                end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(foreign, position)
                start, position = position, end.start() if end else len(foreign)
                writer.raw(foreign[start:position], name)
    writer.text(foreign[position:])
    return writer.finish()


def _without_cdata(foreign: str) -> str:
    """Feeds wrap their HTML in CDATA, which is a comment to a parser of HTML, and ends at the first tag."""
    sections, end, rest = foreign.rpartition("]]>")  # each start before it has an end, so the time is linear
    return _CDATA.sub(r"\1", sections + end) + rest


class _Writer:
    """What was written, and what surrounds the next token."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._texts: list[int] = []
        """Indexes of the texts in the current block that may be escaped twice."""
        self._apart = True
        """Whether the next word is apart from the last one anyway."""
        self._gap = False
        """Whether something that separated words was dropped since the last one."""
        self._dropped = self._code = self._tables = 0
        """Open elements that are dropped with their content, elements of code, and tables."""
        self._open: dict[str, int] = defaultdict(int)
        """How many blocks of each name are open."""
        self._hidden: HiddenElement | None = None
        """The element whose content is not written."""
        self._styled: dict[str, list[str]] = defaultdict(list)
        """By their name, what the open elements are written as whose meaning a style may change."""
        self._dropped_from = 0
        """Where the outermost open one of the dropped elements starts in the parts."""

    def finish(self) -> str:
        self._start_block()
        return "".join(self._parts)

    def text(self, text: str) -> None:
        if self._hidden:
            return
        if not text or self._dropped:
            self._parts.append(text)
            return
        if self._gap and not self._apart and not _CONTINUES.match(text):
            self._parts.append(" ")
        self._gap, self._apart = False, text[-1].isspace()
        if not self._code:
            self._texts.append(len(self._parts))
        self._parts.append(text.replace("<", "&lt;"))

    def raw(self, text: str, name: str) -> None:
        """The content of an element in which the parser finds no tags."""
        if not self._hidden:
            self._parts.append(text if self._dropped or name in DROPPED else escape(text))

    def tag(self, token: re.Match[str], name: str) -> None:
        step = -1 if token["end"] else 1
        if self._hides(token, name, step):
            return
        if name in tables.BOXES and not self._dropped:
            self._gap = True
        if self._drops(token, name, step):
            return
        if name in tables.CODE:
            self._code = max(0, self._code + step)
        if name == "table":
            self._tables = max(0, self._tables + step)
        if name in BLOCKS_WITH_END:
            self._open[name] = max(0, self._open[name] + step)
            if step > 0 and name != "p":
                self._open["p"] = 0
        self._visible_tag(token, name)

    def _hides(self, token: re.Match[str], name: str, step: int) -> bool:
        """Whether a tag is part of an element that browsers don't show."""
        if self._hidden:
            if self._hidden.continues(name, step):
                return True
            is_own_end = step < 0 and name == self._hidden.name
            self._hidden = None
            if is_own_end:
                return True
        if step < 0 or self._dropped or name in DROPPED or not _is_hidden(name, token["attributes"]):
            return False
        if name in BLOCKS_WITH_END:
            self._open["p"] = 0
        if name not in tables.WITHOUT_CONTENT:
            self._hidden = HiddenElement(name, frozenset(each for each in self._open if self._open[each]))
        return True

    def _drops(self, token: re.Match[str], name: str, step: int) -> bool:
        """Whether a tag is part of what is dropped. An element that ends is removed here, because the parser
        lets some of its content out (a paragraph in MathML); one that does not is left to the parser.
        """
        closes_itself = name in tables.FOREIGN_ROOTS and token["attributes"].endswith("/")
        if name in _NESTING_DROPPED and not closes_itself:
            if not self._dropped:
                self._dropped_from = len(self._parts)
            self._dropped += step
            if self._dropped <= 0:
                self._dropped = 0
                del self._parts[self._dropped_from :]
                return True
        if self._dropped or name in DROPPED:
            self._parts.append(token[0])
            return True
        return False

    def _visible_tag(self, token: re.Match[str], name: str) -> None:
        if name in tables.PICTURES or name == "input":
            self._replaced(styles.values(token["attributes"]), name)
            return
        if not self._tables and name in tables.CELLS:
            self._gap = True
            return
        new_name = self._renamed(token, name)
        if new_name in tables.BLOCKS:
            self._start_block()
        if new_name in FOREIGN:
            self._parts.append(f"<{token['end']}{new_name}{_attributes(token)}>")

    def _renamed(self, token: re.Match[str], name: str) -> str:
        """The element that a tag is written as; an end tag has the name of its start tag."""
        if name not in tables.STYLED:
            return "div" if not self._tables and name in tables.ROWS else tables.RENAMED.get(name, name)
        written = self._styled[name]
        if token["end"]:
            return written.pop() if written else name
        how = styles.shown(token["attributes"])
        if name in tables.EMPHASIS:
            written.append("span" if name in how.plain else name)
        else:
            written.append(how.meaning or name)
        return written[-1]

    def _start_block(self) -> None:
        self._apart = True
        texts = escaped_twice.undo([self._parts[index] for index in self._texts])
        for index, text in zip(self._texts, texts, strict=True):
            self._parts[index] = text
        self._texts = []

    def _replaced(self, values: Mapping[str, str], name: str) -> None:
        """Writes what stands for a picture or a field: its alternative text, whether a box is ticked. A
        single letter is the initial of the word after it.
        """
        if name == "input":
            is_box = values.get("type", "").lower() == "checkbox"
            text = ("☑" if "checked" in values else "☐") if is_box else None
        else:
            text = _words(values)
        if text is None:
            self._gap = True
            return
        is_apart = name == "input" or sum(map(str.isalnum, text)) > 1
        self._gap = self._gap or is_apart
        self.text(escape(text, quote=False))
        self._gap = is_apart


def _words(values: Mapping[str, str]) -> str | None:
    """The alternative text of a picture; None where it has none, "" for one that only decorates."""
    text = values.get("alt")
    if text is None or _NO_WORDS.fullmatch(text.strip()) or values.get("width") in _TINY:
        return None
    return text.strip()


def _is_hidden(name: str, attributes: str) -> bool:
    """Whether browsers show nothing of an element. A dialog is closed unless it is stated to be open."""
    if name == "dialog":
        return "open" not in styles.values(attributes)
    return attributes != "" and styles.shown(attributes).is_hidden


def _attributes(token: re.Match[str]) -> str:
    """The attributes of a tag, not escaped twice, with the direction that its style states."""
    if token["end"] or not token["attributes"]:
        return token["attributes"]
    attributes = escaped_twice.undo([token["attributes"]])[0]
    direction = styles.shown(token["attributes"]).direction
    return f' dir="{direction}"{attributes}' if direction else attributes  # its last value may be missing
