"""The quotation that platforms give as embed code: the post's paragraphs, then a line that names its author
and links the day to the post. X's and Bluesky's oEmbed answers have this shape.

    <blockquote><p lang="en" dir="ltr">Words</p>
    &mdash; Name (@handle) <a href="...">January 26, 2021</a></blockquote>
"""

import re
from dataclasses import dataclass

from embedsvc.model import Direction, Run
from embedsvc.read.html.document import words
from embedsvc.read.html.tree import Node, text_behind, tree
from embedsvc.read.language import tag_of
from embedsvc.read.posts import runs

LONGEST = 100_000
"""Characters of markup that are read: far above the longest post that any platform takes."""

ATTRIBUTION = re.compile(r"[\s—–-]*(?P<name>\S.*?)\s*\(@(?P<handle>[\w.@-]{1,200})\)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blockquote:
    runs: tuple[Run, ...]
    language: str | None
    direction: Direction | None
    name: str | None
    handle: str | None
    """Without the leading @."""
    day: str | None
    """The label of the date, in the platform's own words."""


def read(markup: str) -> Blockquote | None:
    """The first blockquote of the markup that has words in paragraphs; None where there is none."""
    quotation = tree(markup[:LONGEST].encode("utf-8", "replace")).css_first("blockquote")
    paragraphs = [] if quotation is None else _children(quotation, "p")
    post = runs.of_html("".join(paragraph.html or "" for paragraph in paragraphs))
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
        day=words(links[-1]) or None if links else None,
    )


def _children(element: Node, tag: str) -> list[Node]:
    return [each for each in element.iter() if each.tag == tag]


def _direction(value: str | None) -> Direction | None:
    match value:
        case "ltr" | "rtl":
            return value
    return None


def _attribution(last: Node, links: list[Node]) -> tuple[str | None, str | None]:
    """Name and handle from the text after the words, or, where it is a link itself, from the first link."""
    texts = [text_behind(last), *map(words, links[:1])]
    for text in texts:
        match = ATTRIBUTION.fullmatch(text[:500])
        if match:
            return " ".join(match["name"].split()), match["handle"]
    return None, None
