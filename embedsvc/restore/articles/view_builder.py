"""Collects the visible text of a block with the source of each character; white space collapses to one space,
or to one line break where it holds one.
"""

import re

from embedsvc.restore.articles.block import Link, Offsets, View

_SPACES = re.compile(" {2,}")


def verbatim(source: str, start: int, end: int, special: re.Pattern[str]) -> View | None:
    """The view of a stretch that is visible as it is in the source; None where anything special is in it, or
    two spaces. Most paragraphs have neither.
    """
    if special.search(source, start, end) or source.find("  ", start, end) >= 0:
        return None
    text = source[start:end].strip(" ")
    if source.startswith(" ", start, end):
        start += 1
    offsets = Offsets(start)
    offsets.add(len(text), start, start + len(text), verbatim=True)
    return View(text, offsets)


class ViewBuilder:
    def __init__(self, start: int) -> None:
        """`start` is where the block is in the source."""
        self._pieces: list[str] = []
        self._offsets = Offsets(start)
        self._length = 0
        self._end = ""
        """The last characters of the text so far."""
        self._links: list[Link] = []
        self._open: tuple[int, str] | None = None

    def text(self, text: str, start: int) -> None:
        """Visible text that is in the source as it is, but of spaces in a row only the first is visible."""
        position = 0
        if "  " in text:
            for spaces in _SPACES.finditer(text):
                self._text(text[position : spaces.start() + 1], start + position)
                position = spaces.end()
        self._text(text[position:], start + position)

    def replaced(self, text: str, start: int, end: int) -> None:
        """Visible text that the source writes in another way (an entity, an escape)."""
        if text:
            self._append(text, start, end, verbatim=False)

    def spaces(self, text: str, start: int) -> None:
        """White space as it is: plain text without line breaks may separate by two spaces."""
        if self._end and not self._end.endswith("\n"):
            self._append(" " * len(text), start, start + len(text), verbatim=True)

    def space(self, start: int, end: int) -> None:
        if self._end and self._end[-1] not in " \n":
            self.replaced(" ", start, end)

    def line_break(self, start: int, end: int) -> None:
        """Two in a row are an empty line, more are not."""
        if not self._end:
            return
        if self._end[-1] == " ":
            self._pieces[-1] = self._pieces[-1][:-1] + "\n"
            self._end = self._end[:-1] + "\n"
        elif self._end != "\n\n":
            self.replaced("\n", start, end)

    def open_link(self, url: str) -> None:
        self.close_link()
        self._open = self._length, url

    def close_link(self) -> None:
        if self._open:
            start, url = self._open
            self._links.append(Link(start, self._length, url))
            self._open = None

    def view(self) -> View:
        self.close_link()
        text = "".join(self._pieces).rstrip(" \n")
        self._offsets.cut(len(text))
        return View(text, self._offsets, tuple(self._links))

    def _append(self, text: str, start: int, end: int, *, verbatim: bool) -> None:
        self._pieces.append(text)
        self._offsets.add(len(text), start, end, verbatim=verbatim)
        self._length += len(text)
        self._end = (self._end + text[-2:])[-2:]

    def _text(self, text: str, start: int) -> None:
        if text.startswith(" ") and self._end[-1:] in {"", " ", "\n"}:
            text, start = text[1:], start + 1
        if text:
            self._append(text, start, start + len(text), verbatim=True)
