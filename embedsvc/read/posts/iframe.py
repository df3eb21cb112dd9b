"""The iframe in an oEmbed response: most players are given as one iframe and nothing else."""

from dataclasses import dataclass

from embedsvc.errors import Failure
from embedsvc.numbers import pixels
from embedsvc.read.html import tree
from embedsvc.urls import join

_MAX_CHARACTERS = 20_000
"""Enough for the embed code of any player; longer markup is content."""
_NO_BASE = "https://embed.invalid/"


@dataclass(frozen=True, slots=True)
class Iframe:
    url: str
    width: int | None
    height: int | None


def parse(markup: str) -> Iframe | None:
    """The iframe of the markup (HTML §4.8.5); None unless there is exactly one and it has an http(s) URL."""
    if len(markup) > _MAX_CHARACTERS or "<iframe" not in markup.lower():
        return None
    iframes = tree.parse(markup.encode("utf-8", "replace")).css("iframe")
    if len(iframes) != 1:
        return None
    attributes = iframes[0].attributes
    try:
        url = join(attributes.get("src") or "", _NO_BASE).text
    except Failure:
        return None
    return Iframe(url, pixels(attributes.get("width")), pixels(attributes.get("height")))
