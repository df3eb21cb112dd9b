"""What `restore` recognises in an article."""

from dataclasses import dataclass
from typing import Literal

FindKind = Literal["post", "embed", "link", "source"]
Status = Literal["identified", "unidentified", "left"]

LEAST_CONFIDENCE = 0.5
"""A find below it is reported and left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One stretch of an article: a post that decayed to text, an old embed, a bare link, a source line.

    `start` and `end` are code points of the input; they enclose all of it, with its attribution.
    """

    kind: FindKind
    platform: str | None
    """The key of a provider; None for any other site."""
    text: str | None = None
    """The words of a post, without the attribution, "" where none stood there; None for other kinds."""
    author: str | None = None
    handle: str | None = None
    """Without the leading @."""
    published: str | None = None
    """RFC 3339, or a day alone."""
    url: str | None = None
    start: int
    end: int
    confidence: float
    """From 0 to 1: how sure it is that this is what it seems, with these words."""
    rule: str
    """Which rule found it."""
    holds_block: bool = True
    """Whether a block can stand there: a cell of a Markdown table has one line (GFM §4.10)."""
