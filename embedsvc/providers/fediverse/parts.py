"""What both ways to a post of the fediverse share: words, poll and warning, and the types of its media."""

import re
from typing import Any

from embedsvc.model import Media, MediaType, Poll, PollOption, Quote
from embedsvc.providers import post
from embedsvc.read.dates import dates
from embedsvc.read.markup.json_path import at, text
from embedsvc.read.posts import runs

MEDIA: dict[str, MediaType] = {"image": "photo", "gifv": "video", "video": "video", "audio": "audio"}
_QUOTE_LINK = re.compile(r'<p class="quote-inline">.{0,2000}?</p>', re.DOTALL)
"""The link to the quoted post, for readers whose software shows no quotation (Mastodon 4.5)."""


def words(content: str, base: str, language: str | None) -> Quote:
    """The words of a post, whose HTML has links relative to `base`."""
    return post.quote(runs.from_html(_QUOTE_LINK.sub("", content), base), language)


def shares(stated: list[tuple[str | None, int | None]], votes: int | None, ends: str | None) -> Poll | None:
    """The options of a poll, each with its votes, as shares of all votes."""
    options = tuple(
        PollOption(text=label, share=min(own / votes, 1.0) if own is not None and votes else None)
        for label, own in stated
        if label
    )
    return Poll(options=options, ends=dates.parse(ends or "")) if options else None


def warning(stated: Any, name: str, media: tuple[Media, ...]) -> str | None:  # noqa: ANN401  (JSON)
    """The words of the author, otherwise that the pictures are marked as sensitive."""
    return text(stated, name) or (post.SENSITIVE if media and at(stated, "sensitive") is True else None)
