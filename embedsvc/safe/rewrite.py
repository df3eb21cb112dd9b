"""Rewrites foreign HTML before it is sanitised, so that dropping tags does not change what a reader sees.

The sanitiser drops a tag together with the gap that it made between words. After a tag in HTML that has the
name of an SVG or MathML element (`<text>`, `<list>`), it drops all that follows in the parent. The result is
as foreign as before: it is input for the sanitiser, and nothing here decides what is safe.
"""

import re
from html import escape, unescape

from embedsvc.safe import escaped_twice, tables
from embedsvc.safe.tables import DROPPED, FOREIGN

_SPACE = r"[ \t\n\f\r]"
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>]*+)"""
_ATTRIBUTE = rf"(?:{_SPACE}|/)*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{_SPACE}*+={_SPACE}*+{_VALUE})?+"
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?:[!?]|/(?![A-Za-z]))[^>]*+>?"  # a bogus comment, HTML Living Standard §13.2.5.41
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^ \t\n\f\r/>]*+)"
    rf"(?P<attributes>(?:{_ATTRIBUTE})*+(?:{_SPACE}|/)*+)(?:>|\Z)",
    re.DOTALL,
)
"""A tag or a comment (§13.2.5.8 and following). The end of the text ends both, so nothing is read twice."""
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL | re.IGNORECASE)
_ALT = re.compile(rf"(?:{_SPACE}|/)*+(?i:alt){_SPACE}*+={_SPACE}*+({_VALUE})|{_ATTRIBUTE}")
_NESTING_DROPPED = DROPPED - tables.RAW_TEXT
_CONTINUES = re.compile(r"[\s,.;:!?%)\]}’”»…]")
"""What follows a word without a gap."""


def rewrite(foreign: str) -> str:
    """Foreign HTML without tags that are not allowed: blocks become `div`, pictures their alternative text,
    and nothing is escaped twice.
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
        self._dropped_from = 0
        """Where the outermost open one of the dropped elements starts in the parts."""

    def finish(self) -> str:
        self._start_block()
        return "".join(self._parts)

    def text(self, text: str) -> None:
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
        self._parts.append(text if self._dropped or name in DROPPED else escape(text))

    def tag(self, token: re.Match[str], name: str) -> None:
        step = -1 if token["end"] else 1
        if name in tables.BOXES and not self._dropped:
            self._gap = True
        if self._drops(token, name, step):
            return
        if name in tables.CODE:
            self._code = max(0, self._code + step)
        if name == "table":
            self._tables = max(0, self._tables + step)
        self._visible_tag(token, name)

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
        if name in tables.PICTURES:
            self._picture(token["attributes"])
            return
        if not self._tables and name in tables.CELLS:
            self._gap = True
            return
        new_name = "div" if not self._tables and name in tables.ROWS else tables.RENAMED.get(name, name)
        if new_name in tables.BLOCKS:
            self._start_block()
        if new_name in FOREIGN:
            attributes = escaped_twice.undo([token["attributes"]])[0]
            self._parts.append(f"<{token['end']}{new_name}{attributes}>")

    def _start_block(self) -> None:
        self._apart = True
        texts = escaped_twice.undo([self._parts[index] for index in self._texts])
        for index, text in zip(self._texts, texts, strict=True):
            self._parts[index] = text
        self._texts = []

    def _picture(self, attributes: str) -> None:
        """Writes the alternative text of a picture. A single letter is the initial of the word after it."""
        found = next((found[1] for found in _ALT.finditer(attributes) if found[1] is not None), None)
        if found is None:
            self._gap = True
            return
        text = unescape(found.strip(found[0]) if found[:1] in {'"', "'"} else found).strip()
        has_words = sum(map(str.isalnum, text)) > 1
        self._gap = self._gap or has_words
        self.text(escape(text, quote=False))
        self._gap = has_words
