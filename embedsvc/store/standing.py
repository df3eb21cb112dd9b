"""How platforms respond, for all workers, and a circuit breaker for ways that fail: the last results of each
way, in the tier that workers share.

A way to a platform is the method and the host of an Ask. Only links of platforms have ways, so a
page of the open web never counts against another one. Two workers that store at the same moment may lose a
result of one of them.
"""

import math
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

import msgspec

from embedsvc.errors import (
    BY_CODE,
    DAY,
    Failure,
    Gone,
    NotFound,
    RateLimited,
    TooLarge,
    UnsupportedMediaType,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
    UpstreamUnreachable,
)
from embedsvc.model import Ask, Method, Url
from embedsvc.store.memory import Memory
from embedsvc.store.tier import LEASE, Tier, new_token

State = Literal["unknown", "ok", "degraded", "blocked"]

FAILING = 5
"""A way fails after so many different links have failed there in succession."""

LAST = 10
"""Results of a way that are stored."""

COOLDOWN = 30.0
MAX_COOLDOWN = 600.0
"""How long a way that fails is skipped, at first and at most (seconds): twice as long each time that it was
tried again in vain.
"""

STEADY_INTERVAL = 60.0
"""How often a response is stored of a way whose last results are all responses (seconds)."""

_MAX_WAYS = 16
"""Ways of a platform that are stored; those used last."""

_PATIENCE = 1.0
"""A timeout counts against a way that had at least so long to respond (seconds)."""

_MEMORY = 2**20
"""For a worker that shares with nobody (bytes)."""

_SCHEMA = 1
_ANSWERED = (NotFound, Gone, TooLarge, UnsupportedMediaType)
_FAILED = (RateLimited, UpstreamError, UpstreamUnreachable, UpstreamRefused)


@dataclass(frozen=True, slots=True)
class Result:
    """What a link got by a way."""

    at: float
    """Seconds since the epoch."""
    code: str | None
    """The failure's code; None for a response."""
    link: str
    """A digest of the link, to tell links apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    method: Method
    host: str
    results: tuple[Result, ...] = ()
    """From the oldest to the newest. A link that fails again replaces its earlier failure."""
    skipped_until: float = 0.0
    """Seconds since the epoch."""
    cooldown: float = COOLDOWN
    """How long it was skipped the last time (seconds)."""

    @property
    def failures(self) -> int:
        """Different links that have failed since the last response."""
        codes = [result.code for result in reversed(self.results)]
        return codes.index(None) if None in codes else len(codes)

    @property
    def is_failing(self) -> bool:
        return self.failures >= FAILING

    def is_steady(self, now: float) -> bool:
        """Whether a response now would change nothing but the time of the last one."""
        all_worked = len(self.results) == LAST and all(result.code is None for result in self.results)
        return all_worked and 0 <= now - self.results[-1].at < STEADY_INTERVAL

    def after(self, result: Result, retry_after: int) -> "Way":
        """The way with one more result, whose failure asks not to be repeated for `retry_after` seconds."""
        others = [one for one in self.results if not (one.code and result.code and one.link == result.link)]
        way = Way(method=self.method, host=self.host, results=(*others, result)[-LAST:])
        if not way.is_failing:
            return way
        end = result.at + min(max(COOLDOWN, retry_after), MAX_COOLDOWN)
        return replace(way, skipped_until=max(end, self.skipped_until), cooldown=self.cooldown)

    def tried_again(self, now: float) -> "Way":
        """The way while one Ask tries it again: others skip it."""
        cooldown = min(2 * self.cooldown, MAX_COOLDOWN)
        return replace(self, skipped_until=now + cooldown, cooldown=cooldown)

    def skipped_for(self, now: float) -> float:
        """For how long it is skipped from now on (seconds); a moment too far away is of another clock."""
        left = self.skipped_until - now
        return left if self.is_failing and 0 < left <= MAX_COOLDOWN else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """How a platform responds: `blocked` if all of its ways fail, `degraded` if one of them does or half of
    the last results are failures, `unknown` if there were none for a day.
    """

    state: State
    ways: tuple[Way, ...]


class Standing:
    """`provider_of` gives the key of the platform that a link belongs to, `clock` seconds since the epoch,
    `monotonic` monotonic seconds.
    """

    def __init__(
        self,
        tier: Tier,
        provider_of: Callable[[Url], str | None],
        clock: Callable[[], float],
        monotonic: Callable[[], float],
    ) -> None:
        self._tier = tier
        self._memory = Memory(_MEMORY, clock)
        self._provider_of = provider_of
        self._clock = clock
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._owner = new_token()

    @contextmanager
    def watch(self, link: Url, ask: Ask[Any]) -> Iterator[None]:
        """Records what becomes of an Ask for a link while the block runs.

        A circuit breaker: a way that fails is skipped for a while, by raising its last failure. Then one Ask
        at a time tries it (half-open), until one gets a response.
        """
        provider = self._provider_of(link)
        if provider is None:
            yield
            return
        self._admit(provider, ask)
        began = self._monotonic()
        try:
            yield
        except Failure as failure:
            if _is_answer(failure, ask):
                self._record(provider, link, ask, None)
            elif _is_of_way(failure, self._monotonic() - began):
                self._record(provider, link, ask, failure)
            raise
        self._record(provider, link, ask, None)

    def reports(self, providers: Sequence[str]) -> Mapping[str, Report]:
        """By the key of each platform."""
        return {provider: _report(ways) for provider, ways in self._load_all(providers).items()}

    def _admit(self, provider: str, ask: Ask[Any]) -> None:
        """Raises the last failure of a way that is skipped."""
        way = _way(self._load(provider), ask)
        if not way.is_failing:
            return
        left = way.skipped_for(self._clock())
        if left or not self._may_try_again(provider, ask):
            raise _skip(way, left or LEASE)

    def _may_try_again(self, provider: str, ask: Ask[Any]) -> bool:
        """True for one Ask of all workers."""
        lease = f"{_key(provider)}:{ask.method}:{ask.url.host}"
        with self._lock:
            if not self._tier.acquire(lease, self._owner):
                return False
            ways, now = self._load(provider), self._clock()
            way = _way(ways, ask)
            is_due = not way.skipped_for(now)
            if is_due:
                self._store(provider, _with_way(ways, way.tried_again(now)))
            self._tier.release(lease, self._owner)
            return is_due

    def _record(self, provider: str, link: Url, ask: Ask[Any], failure: Failure | None) -> None:
        digest = sha256(link.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        result = Result(self._clock(), failure.code if failure else None, digest)
        retry_after = (failure.retry_after if failure else None) or 0
        with self._lock:
            ways = self._load(provider)
            way = _way(ways, ask)
            if failure or not way.is_steady(result.at):
                self._store(provider, _with_way(ways, way.after(result, retry_after)))

    def _load(self, provider: str) -> tuple[Way, ...]:
        return self._load_all([provider])[provider]

    def _load_all(self, providers: Sequence[str]) -> Mapping[str, tuple[Way, ...]]:
        store = self._tier if self._tier.is_shared else self._memory
        stored = store.get_all(list(map(_key, providers)))
        oldest = self._clock() - DAY
        return {provider: _decode(stored.get(_key(provider)), oldest) for provider in providers}

    def _store(self, provider: str, ways: tuple[Way, ...]) -> None:
        data, end = msgspec.json.encode(ways), self._clock() + DAY
        if self._tier.is_shared:
            self._tier.put(_key(provider), data, end, self._tier.purge_tokens().newest)
        else:
            self._memory.put(_key(provider), data, end)


def _key(provider: str) -> str:
    """No link has this key: those begin with http."""
    return f"standing:{_SCHEMA}:{provider}"


def _decode(data: bytes | None, oldest: float) -> tuple[Way, ...]:
    """Without results from before `oldest`."""
    try:
        ways = msgspec.json.decode(data, type=tuple[Way, ...]) if data else ()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ()
    recent = (
        replace(way, results=tuple(result for result in way.results if result.at > oldest)) for way in ways
    )
    return tuple(way for way in recent if way.results)


def _way(ways: Iterable[Way], ask: Ask[Any]) -> Way:
    """The way of an Ask, as it is stored, or a new one."""
    same = (way for way in ways if (way.method, way.host) == (ask.method, ask.url.host))
    return next(same, Way(method=ask.method, host=ask.url.host))


def _with_way(ways: Iterable[Way], way: Way) -> tuple[Way, ...]:
    others = (other for other in ways if (other.method, other.host) != (way.method, way.host))
    return (*others, way)[-_MAX_WAYS:]


def _skip(way: Way, seconds: float) -> Failure:
    """The failure for an Ask that is not sent, with the code of the last one that was."""
    failure = BY_CODE.get(way.results[-1].code or "", UpstreamError)
    again = math.ceil(seconds)
    return failure(
        f"The site has failed for several links in succession. It is asked again in {again} seconds.",
        retry_after=again,
    )


def _is_answer(failure: Failure, ask: Ask[Any]) -> bool:
    """Whether the platform has stated something about the link itself, as only a way that works can."""
    is_expected = (type(failure), failure.detail) in ask.failures.values()
    is_refusal = isinstance(failure, UpstreamRefused) and is_expected
    return is_refusal or isinstance(failure, _ANSWERED) or failure.older_answer == "gone"


def _is_of_way(failure: Failure, seconds: float) -> bool:
    """Whether other links may fail there for the same reason. What is our own fault counts neither way."""
    if isinstance(failure, UpstreamTimeout):
        return seconds >= _PATIENCE
    return isinstance(failure, _FAILED)


def _report(ways: tuple[Way, ...]) -> Report:
    if not ways:
        return Report("unknown", ())
    failing = [way.is_failing for way in ways]
    failed = [result.code is not None for way in ways for result in way.results]
    if all(failing):
        return Report("blocked", ways)
    return Report("degraded" if any(failing) or 2 * sum(failed) >= len(failed) else "ok", ways)
