"""A Url in, an Outcome out, over the network: the only place where pure code meets I/O."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from embedsvc import paste
from embedsvc.errors import (
    BY_CODE,
    DAY,
    MINUTE,
    BlockedAddress,
    Failure,
    InternalError,
    UnsupportedScheme,
    UpstreamError,
    UpstreamTimeout,
)
from embedsvc.model import (
    Answer,
    Ask,
    Attempt,
    Embed,
    Failed,
    Fetch,
    Finding,
    Flow,
    Known,
    Moved,
    Outcome,
    Refused,
    Snapshot,
    Snapshots,
    State,
    Url,
)
from embedsvc.net import conditional
from embedsvc.parse_slots import ParseSlots
from embedsvc.urls import Normalise

MAX_MOVES = 3
"""How often a link may turn out to stand for another one."""

FALLBACK_TTL = 10 * MINUTE
"""The most seconds for which an answer is fresh that was found after a better way had failed."""

log = logging.getLogger(__name__)

Choose = Callable[[Url], Flow]
"""The flow of the provider that claims a link."""

Watch = Callable[[Url, Ask[Any]], AbstractContextManager[None]]
"""What is around each attempt of a link: it sees the Failure that the attempt raises."""

LastResort = Callable[[Url, str], Ask[str] | None]
"""The request for the address of a capture of a link that failed with this code; None where there is none to
make.
"""

Resolve = Callable[[str], Outcome]


def pasted(answer: Answer, normalise: Normalise, clock: Callable[[], float]) -> Resolve:
    """Turns the stages into what users call: pasted text in, an Outcome out, with the link as it is written
    there as `url`, or the whole text if it has no link to resolve.
    """

    def resolve(text: str) -> Outcome:
        try:
            link, url = paste.find(text, normalise)
        except Failure as failure:
            now = clock()
            refused = Failed(
                url=text, code=failure.code, detail=failure.detail, fetched_at=now, expires_at=now
            )
            return Outcome(refused)
        outcome = answer(url, {})
        return replace(outcome, value=replace(outcome.value, url=link))

    return resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The innermost stage: drives the flow of a link's provider over the transport.

    `deadline` bounds the time of one link, the TTLs how long its Embed is fresh (seconds). `clock` gives
    seconds since the epoch.
    """

    normalise: Normalise
    choose: Choose
    fetch: Fetch
    watch: Watch
    parse_slots: ParseSlots
    clock: Callable[[], float]
    monotonic: Callable[[], float]
    deadline: float
    min_ttl: int
    max_ttl: int
    last_resort: LastResort

    def __call__(self, url: Url, known: Known) -> Outcome:
        drive = _Drive(self, self.monotonic() + self.deadline, known or {})
        try:
            finding = drive.find(url)
        except Failure as failure:
            return Outcome(self._failed(url, failure, tuple(drive.tried)))
        now = self.clock()
        ttl = DAY if finding.ttl is None else finding.ttl
        if drive.fell_back:
            ttl = min(ttl, FALLBACK_TTL)
        embed = Embed(
            url=url.text,
            key=url.text,
            finding=finding,
            fetched_at=now,
            expires_at=now + max(self.min_ttl, min(ttl, self.max_ttl)),
            state=drive.state,
            tried=tuple(drive.tried),
        )
        return Outcome(embed, drive.snapshots)

    def _failed(self, url: Url, failure: Failure, tried: tuple[Attempt, ...]) -> Failed:
        now = self.clock()
        ttl = failure.ttl if failure.retry_after is None else failure.retry_after
        return Failed(
            url=url.text,
            key=url.text,
            code=failure.code,
            detail=failure.detail,
            fetched_at=now,
            expires_at=now + min(ttl, self.max_ttl),
            tried=tried,
            older_answer=failure.older_answer,
        )


def _is_bare(finding: Finding) -> bool:
    """Whether nothing but the link is known."""
    return finding.kind == finding.method == "link" and not finding.metadata.title


def _cited_by(url: Url, finding: Finding) -> Finding:
    """A finding of the link that another one stands for: readers get that link, not a shortener's."""
    if finding.metadata.canonical_url:
        return finding
    return replace(finding, metadata=replace(finding.metadata, canonical_url=url.text))


class _Drive:
    """One link on its way to a finding: the attempts so far, and the time that is left."""

    def __init__(self, live: Live, deadline: float, known: Snapshots) -> None:
        self._live = live
        self._deadline = deadline
        self._known = known
        self._link: Url
        """The one that a provider was chosen for."""
        self.snapshots: dict[str, Snapshot] = {}
        """The responses that can be revalidated, by the key of their Ask."""
        self.tried: list[Attempt] = []
        self.state: State = "fresh"

    def find(self, url: Url) -> Finding:
        """What the link's own ways find; where they find nothing, what a capture of the page has."""
        pasted = url.without_fragment.text
        try:
            found = self._follow(url, pasted)
        except Failure as failure:
            lost = all(attempt.code for attempt in self.tried)
            capture = self._capture(url, failure.code, pasted) if lost else None
            if capture is None:
                raise
            return capture
        code = self.tried[-1].code if self.tried and _is_bare(found) else None
        return (self._capture(url, code, pasted) if code else None) or found

    def _capture(self, url: Url, code: str, pasted: str) -> Finding | None:
        ask = self._live.last_resort(url, code)
        if ask is None:
            return None
        self._link = ask.url
        try:
            address: str = self._attempt(ask, pasted)
            found = self._follow(self._live.normalise(address), pasted)
        except Failure:
            return None  # recorded; what the link's own ways gave is the answer
        if not found.archived_at or not found.metadata.title:
            return None
        self.state = BY_CODE[code].older_answer or "stale"
        return replace(_cited_by(url, found), ttl=FALLBACK_TTL)

    def _follow(self, url: Url, pasted: str) -> Finding:
        for moves in range(MAX_MOVES + 1):
            self._link = url
            found = self._run(self._live.choose(url), pasted)
            if isinstance(found, Finding):
                return _cited_by(url, found) if moves else found
            url = self._live.normalise(found.url)
        raise UpstreamError(f"The link redirects to other links more than {MAX_MOVES} times.")

    @property
    def fell_back(self) -> bool:
        """Whether a way succeeded after another one had failed for a reason that passes. Flows try the best
        way first; what fails after a success would only have completed it.
        """
        codes = [attempt.code for attempt in self.tried]
        worked = [index for index, code in enumerate(codes) if code is None]
        return bool(worked) and any(code and BY_CODE[code].passes for code in codes[: worked[-1]])

    def _run(self, flow: Flow, pasted: str) -> Finding | Moved:
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

    def _attempt(self, ask: Ask[Any] | Refused, pasted: str) -> Any:  # noqa: ANN401  (what the Ask reads)
        if isinstance(ask, Refused):
            self.tried.append(Attempt(method=ask.method, url=None, code=ask.failure.code))
            raise ask.failure
        ask = replace(ask, url=ask.url.without_fragment)
        try:
            with self._live.watch(self._link, ask):
                snapshot = self._fetch(ask)
                with self._live.parse_slots.acquire(len(snapshot.body), self._left()):
                    answer = ask.read(snapshot)
        except Failure as failure:
            self._record(ask, pasted, failure)
            raise
        except Exception as error:
            log.exception("reading a response failed", extra={"url": ask.url.without_query})
            fault = InternalError()
            self._record(ask, pasted, fault)
            raise fault from error
        self._record(ask, pasted, None)
        if conditional.storable(snapshot):
            self.snapshots[ask.key] = snapshot
        return answer

    def _fetch(self, ask: Ask[Any]) -> Snapshot:
        left = self._left()
        if left <= 0:
            raise UpstreamTimeout("The time for this link was used up before this request.")
        known = self._known.get(ask.key)
        return self._live.fetch(replace(ask, known=known) if known else ask, left * ask.share)

    def _left(self) -> float:
        return self._deadline - self._live.monotonic()

    def _record(self, ask: Ask[Any], pasted: str, failure: Failure | None) -> None:
        # A page may point at an internal address or at a file: only a link that the caller gave is repeated.
        hidden = isinstance(failure, BlockedAddress | UnsupportedScheme) and ask.url.text != pasted
        self.tried.append(
            Attempt(
                method=ask.method,
                url=None if hidden else ask.url.without_query,
                code=failure.code if failure else None,
            )
        )
