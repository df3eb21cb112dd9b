"""Fetches the sources of quotations, and compares them."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from embedsvc.errors import Failure, Gone, InternalError, NotFound, UpstreamTimeout
from embedsvc.model import Attempt, Failed, Fetch, Outcome, Snapshot, Url
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import webpage
from embedsvc.read.page.paragraphs import paragraphs
from embedsvc.read.posts.quotations import Quotation
from embedsvc.urls import Normalise
from embedsvc.verify.verdicts import Source, Verified, verified

_ENDED = frozenset({NotFound.code, Gone.code})

log = logging.getLogger(__name__)

Paragraphs = tuple[str, ...]
"""Of one article."""


class Map(Protocol):
    """Calls a function for each quotation, several at a time, and returns the results in their order."""

    def __call__(
        self, function: Callable[[Quotation], Verified], quoted: Sequence[Quotation], /
    ) -> Iterable[Verified]: ...


Recent = Callable[[str, Callable[[], Paragraphs]], Paragraphs]
"""The paragraphs of a page that was read a short time ago; otherwise what the function returns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """`timeout` bounds the fetch of one article, `deadline` the time for all quotations (seconds)."""

    resolve: Callable[[str], Outcome]
    fetch: Fetch
    parse_slots: ParseSlots
    normalise: Normalise
    map: Map
    recent: Recent
    monotonic: Callable[[], float]
    timeout: float
    deadline: float

    def __call__(self, quoted: Sequence[Quotation]) -> Iterable[Verified]:
        """The result for each quotation, in their order."""
        return self.map(partial(self._verify, self.monotonic() + self.deadline), quoted)

    def _verify(self, until: float, quotation: Quotation) -> Verified:
        if quotation.url is None:
            return verified(quotation, Source(None))
        if self.monotonic() >= until:
            late = Attempt(method="link", url=None, code=UpstreamTimeout.code)
            return verified(quotation, Source(None, tried=(late,)))
        return verified(quotation, self._source(quotation.url, until))

    def _source(self, url: str, until: float) -> Source:
        value = self.resolve(url).value
        if isinstance(value, Failed):
            is_gone = value.older_answer == "gone"
            refused = Attempt(method="link", url=None, code=value.code)
            return Source(None, is_gone=is_gone, tried=value.tried or (refused,))
        code = value.tried[-1].code if value.tried and value.finding.method == "link" else None
        source = Source(value, (), value.state == "gone" or code in _ENDED, value.tried)
        if value.finding.kind == "post" or code or source.is_gone:
            return source
        return self._article(url, source, until)

    def _article(self, url: str, source: Source, until: float) -> Source:
        """The source with the paragraphs of its page."""
        code: str | None = None
        found: Paragraphs = ()
        shown: str | None = None
        try:
            address = self.normalise(url).without_fragment
            shown = address.without_query
            found = self.recent(address.text, partial(self._paragraphs_at, address, until))
        except Failure as failure:
            code = failure.code
        except Exception:
            log.exception("reading an article failed", extra={"url": shown})
            code = InternalError.code
        attempt = Attempt(method="metadata", url=shown, code=code)
        return source._replace(paragraphs=found, is_gone=code in _ENDED, tried=(*source.tried, attempt))

    def _paragraphs_at(self, url: Url, until: float) -> Paragraphs:
        ask = webpage.ask(url, _paragraphs)
        snapshot = self.fetch(ask, self._left(until))
        with self.parse_slots.acquire(len(snapshot.body), self._left(until)):
            return ask.read(snapshot)

    def _left(self, until: float) -> float:
        return max(0.0, min(self.timeout, until - self.monotonic()))


def _paragraphs(snapshot: Snapshot) -> Paragraphs:
    """The paragraphs of a page. Raises UnsupportedMediaType, or the failure of a wall."""
    page = webpage.open_page(snapshot).page
    return tuple(paragraphs(page.document, page.article))
