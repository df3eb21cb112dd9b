"""The quotation that platforms give as embed code: the post's paragraphs, then a line with its author and a
link to the post, labelled with its day. X's and Bluesky's oEmbed responses have this shape.

    <blockquote><p lang="en" dir="ltr">Text</p>
    &mdash; Name (@handle) <a href="...">January 26, 2021</a></blockquote>
"""

import re
from dataclasses import dataclass

from embedsvc.model import Direction, Run
from embedsvc.read.html import tree
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.language import tag_of
from embedsvc.read.posts import runs

_MAX_CHARACTERS = 100_000
"""Of markup: far above the longest post of any platform."""
_MAX_ATTRIBUTION = 500
_ATTRIBUTION = re.compile(r"[\s—–-]*(?P<name>\S.*?)\s*\(@(?P<handle>[\w.@-]{1,200})\)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blockquote:
    runs: tuple[Run, ...]
    language: str | None
    direction: Direction | None
    name: str | None
    handle: str | None
    """Without the leading @."""
    day: str | None
    """The label of the date, as the platform writes it."""


def parse(markup: str) -> Blockquote | None:
    """The first blockquote of the markup; None without one, or if its paragraphs have no text."""
    root = tree.parse(markup[:_MAX_CHARACTERS].encode("utf-8", "replace"))
    quotation = root.css_first("blockquote")
    paragraphs = [] if quotation is None else _children(quotation, "p")
    post = runs.from_html("".join(paragraph.html or "" for paragraph in paragraphs))
    if quotation is None or not post:
        return None
    links = _children(quotation, "a")
    name, handle = _attribution(paragraphs[-1], links)
    return Blockquote(
        runs=post,
        language=tag_of(paragraphs[0].attributes.get("lang")),
        direction=_direction(paragraphs[0].attributes.get("dir")),
        name=name,
        handle=handle,
        day=visible_text(links[-1]) or None if links else None,
    )


def _children(element: Node, tag: str) -> list[Node]:
    return [child for child in element.iter() if child.tag == tag]


def _direction(value: str | None) -> Direction | None:
    match value:
        case "ltr" | "rtl":
            return value
    return None


def _attribution(last_paragraph: Node, links: list[Node]) -> tuple[str | None, str | None]:
    """Name and handle, out of the text after the last paragraph, or out of the first link."""
    for text in (tree.text_after(last_paragraph), *map(visible_text, links[:1])):
        match = _ATTRIBUTION.fullmatch(text[:_MAX_ATTRIBUTION])
        if match:
            return " ".join(match["name"].split()), match["handle"]
    return None, None
