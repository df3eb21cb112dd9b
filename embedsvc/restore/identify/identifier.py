"""Finds the link of a decayed post, in bounded steps."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from embedsvc.errors import Failure
from embedsvc.model import Ask, Attempt, Embed, Fetch, Method, Outcome, Snapshot
from embedsvc.read.posts import comparison
from embedsvc.restore.find import Find
from embedsvc.restore.identify import candidates, cdx
from embedsvc.restore.identify.candidates import Links
from embedsvc.urls import Normalise, parse

MAX_ASKS = 5
"""Requests for one post."""
_SHORT_LINK = re.compile(r"https?://t\.co/(\w+)", re.IGNORECASE)
_X = "x"


Recent = Callable[[str, Callable[[], Links]], Links]
"""What an address linked to a short time ago, otherwise what the function fetches: the posts of one article
are looked for on the same page, and a post of several articles in the same answer of the index.
"""


class Identified(NamedTuple):
    """The post, None where no candidate has the words; and what was asked."""

    embed: Embed | None
    tried: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """`cdx_url` is the index of web archives, "" for none; `timeout` bounds one request (seconds), by
    `monotonic`.
    """

    fetch: Fetch
    resolve: Callable[[str], Outcome]
    normalise: Normalise
    cdx_url: str
    timeout: float
    monotonic: Callable[[], float]
    recent: Recent

    def __call__(self, find: Find, pages: tuple[str, ...], until: float) -> Identified:
        """`pages`: where the article was published, and its source; `until`: when the search ends (monotonic
        seconds). Only posts of X can be looked for.
        """
        search = _Search(self, find, until)
        if find.platform != _X or not find.handle or not (find.text or "").strip():
            return Identified(None, ())
        return Identified(next(search.matches(pages), None), tuple(search.tried))


@dataclass(slots=True)
class _Search:
    """The search for one post: what was asked, and which candidates were seen."""

    identifier: Identifier
    find: Find
    until: float
    tried: list[Attempt] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    _asks: int = 0

    def matches(self, pages: tuple[str, ...]) -> Iterator[Embed]:
        for page in pages:
            yield from self._confirmed(self._links(page, "metadata", _text))
        days = candidates.id_range(self.find.published or "")
        if days and self.identifier.cdx_url:
            for host in cdx.HOSTS:
                address = cdx.query(self.identifier.cdx_url, host, self.find.handle or "", days)
                yield from self._confirmed(self._links(address, "archive", cdx.originals))

    def _confirmed(self, links: Links) -> Iterator[Embed]:
        for status in candidates.likely(links, self.find.handle or "", self.find.published):
            if status in self._seen or self._is_over:
                continue
            self._seen.add(status)
            value = self.identifier.resolve(f"https://x.com/{self.find.handle}/status/{status}").value
            self._asks += max(1, len(value.tried))
            self.tried += value.tried
            if isinstance(value, Embed) and has_words(self.find.text or "", value):
                yield value

    @property
    def _is_over(self) -> bool:
        return self._asks >= MAX_ASKS or self.identifier.monotonic() >= self.until

    def _links(self, address: str, method: Method, read: Callable[[Snapshot], str]) -> Links:
        """The posts that an address links to; none where it fails."""
        if self._is_over:
            return ()
        links: Links = ()
        shown, code = address.partition("?")[0], None
        try:
            url = self.identifier.normalise(address) if method == "metadata" else parse(address)
            shown = url.without_query
            ask = Ask(url=url, read=read, method=method)
            links = self.identifier.recent(url.text, partial(self._ask, ask))
        except Failure as failure:
            code = failure.code
        self.tried.append(Attempt(method=method, url=shown, code=code))
        return links

    def _ask(self, ask: Ask[str]) -> Links:
        self._asks += 1
        left = min(self.identifier.timeout, self.until - self.identifier.monotonic())
        return candidates.post_links(ask.read(self.identifier.fetch(ask, left)))


def has_words(text: str, embed: Embed) -> bool:
    """Whether a post is the one that a decayed text came from: the same words, or most of them and the same
    short link.
    """
    quote = embed.finding.quote
    if quote is None:
        return False
    verdict = comparison.compare(text, quote.text).verdict
    if verdict in {"exact", "elided"}:
        return True
    links = {match[1] for match in _SHORT_LINK.finditer(text)}
    own = {match[1] for run in quote.runs for match in _SHORT_LINK.finditer(f"{run.text} {run.url or ''}")}
    return verdict == "edited" and not links.isdisjoint(own)


def _text(snapshot: Snapshot) -> str:
    return snapshot.body.decode("utf-8", "replace")
