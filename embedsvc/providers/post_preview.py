"""A post from its own page: the title and description that platforms give to link previews."""

import re
from dataclasses import dataclass

from embedsvc.errors import UpstreamError
from embedsvc.model import Quote, Snapshot
from embedsvc.read.html import document
from embedsvc.read.language import direction_of, script_of
from embedsvc.read.markup import meta
from embedsvc.read.posts import plain

MAX_TITLE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A post as a link preview shows it."""

    name: str
    handle: str | None
    quote: Quote


def read(snapshot: Snapshot, title: re.Pattern[str]) -> Preview:
    """Reads a post page. `title` matches the page's preview title; its groups are `name` and, where the
    platform has them there, `handle` and `words`. Without `words` the description contains the post.

    Raises UpstreamError if the page shows no post.
    """
    head = meta.parse(document.parse(snapshot))
    match = title.fullmatch((head.first("og:title", "twitter:title") or "")[:MAX_TITLE])
    groups = match.groupdict() if match else {}
    words = groups.get("words") or (head.first("og:description", "twitter:description") if match else None)
    if not words:
        raise UpstreamError("The page of the post shows none of its words.", answered=True)
    if words.startswith("“") and words.endswith("”"):
        words = words[1:-1]
    return Preview(
        name=groups["name"],
        handle=groups.get("handle"),
        quote=Quote(runs=plain.to_runs(words), direction=direction_of(script_of(words))),
    )
