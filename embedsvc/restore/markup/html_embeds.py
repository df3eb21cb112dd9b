"""Embeds as elements of HTML, in an article in HTML or Markdown."""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from embedsvc.restore.markup import boxes, components, frames, loaders, widgets
from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.elements import ATTRIBUTES, Element, Elements
from embedsvc.restore.markup.permalinks import NAMES
from embedsvc.restore.stretches import Stretch

_COMPONENTS = "|".join(
    sorted((name for name in NAMES if name.isalpha() and len(name) > 1), key=len, reverse=True)
)
_START = re.compile(
    r"<(?P<name>blockquote|iframe|figure|script|object|embed|oembed|fb:(?:post|video)"
    r"|(?:div|span|section|aside)(?=\s[^<>]*?(?:\bdata-|embed|onebox|media|video|player|tweet|fb-|vk_post|card|-post))"
    rf"|a(?=\s[^<>]{{0,300}}\b(?:embedPin|embedly-card)\b)|{_COMPONENTS}|twittertweetembed"
    rf"|[a-z][a-z0-9]{{0,30}}(?:-[a-z0-9]{{1,30}}){{1,5}})(?=[\s/>]){ATTRIBUTES}>",
    re.IGNORECASE,
)


def find(source: str, closed: Sequence[Stretch] = ()) -> Iterator[Candidate]:
    """In order, none inside another, and none that begins in a closed stretch."""
    elements = Elements(source)
    waiting = deque(closed)
    position = 0
    while match := _START.search(source, position):
        position = match.end()
        while waiting and waiting[0][1] <= match.start():
            waiting.popleft()
        if waiting and waiting[0][0] < match.start():
            position = waiting[0][1]
            continue
        candidate = _read(Element(elements, match["name"], *match.span()))
        if candidate:
            yield candidate
            position = candidate.end


def _read(element: Element) -> Candidate | None:
    return (
        _ours(element)
        or widgets.read(element)
        or boxes.read(element, find)
        or frames.read(element)
        or components.read(element)
        or loaders.read(element)
        or _pin(element)
    )


def _ours(element: Element) -> Candidate | None:
    """A block of this service stays as it is."""
    if element.name == "figure" and "embed" in element.classes and element.end:
        return Candidate(element.start, element.end, (), "block")
    return None


def _pin(element: Element) -> Candidate | None:
    """A link that Pinterest's script turns to its pin."""
    address = element.attributes.get("href")
    if (
        element.name == "a"
        and element.end
        and address
        and element.attributes.get("data-pin-do") == "embedPin"
    ):
        return Candidate(element.start, element.end, (address,), "widget")
    return None
