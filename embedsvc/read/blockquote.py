"""The quotation that platforms give as embed code: the post's paragraphs, then a line that names its author
and links the day to the post. X's and Bluesky's oEmbed answers have this shape.

    <blockquote><p lang="en" dir="ltr">Words</p>
    &mdash; Name (@handle) <a href="...">January 26, 2021</a></blockquote>
"""

import re
from dataclasses import dataclass

from lxml import etree

from embedsvc.model import Direction, Run
from embedsvc.read import runs
from embedsvc.read.document import Element, tree, words
from embedsvc.read.scripts import tag_of

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
    quotation = next(tree(markup[:LONGEST].encode("utf-8", "replace")).iter("blockquote"), None)
    paragraphs = [] if quotation is None else quotation.findall("p")
    post = runs.of_html("".join(map(_markup, paragraphs)))
    if quotation is None or not post:
        return None
    links = quotation.findall("a")
    name, handle = _attribution(paragraphs[-1], links)
    return Blockquote(
        runs=post,
        language=tag_of(paragraphs[0].get("lang")),
        direction=_direction(paragraphs[0].get("dir")),
        name=name,
        handle=handle,
        day=words(links[-1]) or None if links else None,
    )


def _markup(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def _direction(value: str | None) -> Direction | None:
    match value:
        case "ltr" | "rtl":
            return value
    return None


def _attribution(last: Element, links: list[Element]) -> tuple[str | None, str | None]:
    """Name and handle from the text after the words, or, where it is a link itself, from the first link."""
    texts = [last.tail or "", *map(words, links[:1])]
    for text in texts:
        match = ATTRIBUTION.fullmatch(text[:500])
        if match:
            return " ".join(match["name"].split()), match["handle"]
    return None, None
