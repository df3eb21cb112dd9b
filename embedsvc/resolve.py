"""Url in, Embed out: the only place where pure code meets I/O."""

import dataclasses
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from embedsvc import providers
from embedsvc.errors import (
    DAY,
    BlockedAddress,
    Failure,
    InternalError,
    UnsupportedScheme,
    UpstreamError,
    UpstreamTimeout,
)
from embedsvc.model import Ask, Attempt, Embed, Failed, Finding, Flow, Moved, Snapshot, Url
from embedsvc.net import conditional
from embedsvc.parse_slots import Desk
from embedsvc.store import Learn, Learned, Recalled, Snapshots
from embedsvc.urls import normalise

MOST_MOVES = 3

log = logging.getLogger(__name__)

Fetch = Callable[[Ask[Any], float], Snapshot]
"""Fetches within so many seconds, or raises a Failure."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves links. `seconds` is the time that one link may take; the TTLs bound how long it is fresh."""

    fetch: Fetch
    recall: Callable[[str, Learn], Recalled]
    clock: Callable[[], float]
    """Seconds since the epoch."""
    monotonic: Callable[[], float]
    seconds: float
    min_ttl: int
    max_ttl: int
    kept: Callable[[Embed], Embed] = lambda embed: embed
    """Keeps an Embed for good before it is given."""
    instead: Callable[[Failed], Embed | Failed] = lambda failed: failed
    """What was kept, in place of a failure."""
    desk: Desk = dataclasses.field(default_factory=Desk)

    def resolve(self, text: str) -> Recalled:
        """The Embed of a pasted link, or its failure as a value; with the caller's own string as `url`."""
        try:
            url = normalise(text)
        except Failure as failure:
            now = self.clock()
            refused = Failed(
                url=text, code=failure.code, detail=failure.detail, fetched_at=now, expires_at=now
            )
            return Recalled(refused, "miss")
        recalled = self.recall(url.text, lambda known: self._learn(url, known))
        return Recalled(dataclasses.replace(recalled.value, url=text), recalled.cache)

    def _learn(self, url: Url, known: Snapshots) -> Learned:
        journey = _Journey(self.fetch, self.desk, self.monotonic, self.monotonic() + self.seconds, known)
        try:
            finding = journey.find(url)
        except Failure as failure:
            return Learned(self.instead(self._failed(url, failure, tuple(journey.tried))))
        now = self.clock()
        embed = Embed(
            url=url.text,
            finding=finding,
            fetched_at=now,
            expires_at=now + self._ttl(finding.ttl if finding.ttl is not None else DAY),
            tried=tuple(journey.tried),
        )
        return Learned(self.kept(embed), journey.read)

    def _failed(self, url: Url, failure: Failure, tried: tuple[Attempt, ...]) -> Failed:
        now = self.clock()
        wait = failure.ttl if failure.retry_after is None else failure.retry_after
        return Failed(
            url=url.text,
            code=failure.code,
            detail=failure.detail,
            fetched_at=now,
            expires_at=now + min(wait, self.max_ttl),
            tried=tried,
        )

    def _ttl(self, seconds: int) -> int:
        return max(self.min_ttl, min(seconds, self.max_ttl))


class _Journey:
    """One link's way to its finding: what was tried, and the time that is left."""

    def __init__(
        self, fetch: Fetch, desk: Desk, monotonic: Callable[[], float], deadline: float, known: Snapshots
    ) -> None:
        self._fetch = fetch
        self._desk = desk
        self._monotonic = monotonic
        self._deadline = deadline
        self._known = known
        self.read: dict[str, Snapshot] = {}
        """What was read, as far as the site can be asked whether it still holds; by the key of its Ask."""
        self.tried: list[Attempt] = []

    def find(self, url: Url) -> Finding:
        pasted = url.text
        for _ in range(MOST_MOVES + 1):
            found = self._drive(providers.choose(url)(url), pasted)
            if isinstance(found, Finding):
                return found
            url = normalise(found.url)
        raise UpstreamError(f"The link moved on more than {MOST_MOVES} times.")

    def _drive(self, flow: Flow, pasted: str) -> Finding | Moved:
        try:
            ask = next(flow)
            while True:
                try:
                    answer = self._attempt(ask, pasted)
                except Failure as failure:
                    ask = flow.throw(failure)
                else:
                    ask = flow.send(answer)
        except StopIteration as end:
            found: Finding | Moved = end.value
            return found

    def _attempt(self, ask: Ask[Any], pasted: str) -> Any:  # noqa: ANN401  (what the Ask reads)
        try:
            snapshot = self._snapshot(ask)
            with self._desk.turn(len(snapshot.body), self._deadline - self._monotonic()):
                answer = ask.read(snapshot)
        except Failure as failure:
            self._note(ask, pasted, failure)
            raise
        except Exception as error:
            log.exception("reading failed", extra={"url": ask.url.without_query})
            fault = InternalError("The answer could not be read because of a fault in embedsvc.")
            self._note(ask, pasted, fault)
            raise fault from error
        self._note(ask, pasted, None)
        if conditional.keepable(snapshot):
            self.read[ask.key] = snapshot
        return answer

    def _snapshot(self, ask: Ask[Any]) -> Snapshot:
        left = self._deadline - self._monotonic()
        if left <= 0:
            raise UpstreamTimeout("The time for this link was used up before this could be asked.")
        known = self._known.get(ask.key)
        return self._fetch(dataclasses.replace(ask, known=known) if known else ask, left * ask.share)

    def _note(self, ask: Ask[Any], pasted: str, failure: Failure | None) -> None:
        # A page may point at an address inside, or at a file; only a link that the caller gave is told back.
        hidden = isinstance(failure, BlockedAddress | UnsupportedScheme) and ask.url.text != pasted
        self.tried.append(
            Attempt(
                method=ask.method,
                url=None if hidden else ask.url.without_query,
                code=failure.code if failure else None,
            )
        )
