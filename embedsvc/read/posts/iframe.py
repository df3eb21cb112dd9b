"""The frame inside foreign embed code: most players are given as one iframe and nothing else."""

from dataclasses import dataclass

from embedsvc.errors import Failure
from embedsvc.read.html.tree import tree
from embedsvc.urls import join

LONGEST = 20_000
"""Characters: the embed code of a player fits; more is content."""


@dataclass(frozen=True, slots=True)
class Frame:
    url: str
    width: int | None
    height: int | None


def only(markup: str) -> Frame | None:
    """The iframe of the markup (HTML §4.8.5), where it has exactly one and that has an http(s) URL."""
    if len(markup) > LONGEST or "<iframe" not in markup.lower():
        return None
    frames = tree(markup.encode("utf-8", "replace")).css("iframe")
    if len(frames) != 1:
        return None
    said = frames[0].attributes
    try:
        url = join(said.get("src") or "", "https://embed.invalid/").text
    except Failure:
        return None
    return Frame(url, _pixels(said.get("width")), _pixels(said.get("height")))


def _pixels(text: str | None) -> int | None:
    digits = (text or "").strip().removesuffix("px")
    return int(digits) or None if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
