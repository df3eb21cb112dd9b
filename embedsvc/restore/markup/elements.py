"""Elements in the source, by position: their attributes, and where they end."""

import html
import re
from collections.abc import Mapping
from functools import cached_property

ATTRIBUTES = r"(?:\"[^\"<]*\"|'[^'<]*'|[^'\"<>]++)*+"
"""No value contains "<", so that a quotation mark that never ends is not searched for again at each tag."""
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]{1,60})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_MOST_LEVELS = 200
_LONGEST = 200_000
"""Characters of one element."""


class Elements:
    """Finds the ends of elements. Names with one that never ends are stored, because each of many
    would search the rest of the source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._unclosed: set[str] = set()

    def end(self, name: str, start: int) -> int | None:
        """The index after the element whose start tag ends at `start`; None if it doesn't end."""
        if name in self._unclosed:
            return None
        tag = re.compile(rf"<(/?)(?i:{re.escape(name)})(?=[\s/>]){ATTRIBUTES}>")
        depth = 1
        for match in tag.finditer(self.source, start, start + _LONGEST):
            depth += -1 if match[1] else 1
            if not depth:
                return match.end()
            if depth > _MOST_LEVELS:
                break
        self._unclosed.add(name)
        return None


class Element:
    """One element of a source."""

    def __init__(self, elements: Elements, name: str, start: int, tag_end: int) -> None:
        self._elements = elements
        self.name = name.lower()
        self.start = start
        self.inner_start = tag_end

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """By their names in lower case, without empty ones; the first of several counts (HTML §13.2.5.33)."""
        source, found = self._elements.source, dict[str, str]()
        for match in _ATTRIBUTE.finditer(source, self.start + 1 + len(self.name), self.inner_start - 1):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.setdefault(match[1].lower(), html.unescape(value).strip())
        return {name: value for name, value in found.items() if value}

    @cached_property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @cached_property
    def end(self) -> int | None:
        """The index after the end tag, or after the start tag that closes itself (`<x/>`); None if it doesn't
        end.
        """
        if self._elements.source[self.inner_start - 2] == "/":
            return self.inner_start
        return self._elements.end(self.name, self.inner_start)

    @cached_property
    def inner(self) -> str:
        """The source between its tags, with the end tag; empty if it doesn't end."""
        return self._elements.source[self.inner_start : self.end or self.inner_start]
