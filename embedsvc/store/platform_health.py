"""How platforms respond, for all workers, and a circuit breaker for ways that fail: the last results of each
way, in the tier that workers share.

Only links of platforms have ways, so a page of the open web never counts against another one. Two workers
that store at the same moment may lose a result of one of them.
"""

import math
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

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
from embedsvc.model import Ask, Url
from embedsvc.store.memory import Memory
from embedsvc.store.tier import LEASE, Tier, new_token
from embedsvc.store.ways import Report, Result, Way, report

_MAX_WAYS = 16
"""Ways of a platform that are stored; those used last."""

_MIN_TIMEOUT = 1.0
"""A timeout counts against a way that had at least so long to respond (seconds)."""

_MEMORY = 2**20
"""For a worker that shares with nobody (bytes)."""

_SCHEMA = 1
_ANSWERED = (NotFound, Gone, TooLarge, UnsupportedMediaType)
_FAILED = (RateLimited, UpstreamError, UpstreamUnreachable, UpstreamRefused)


class PlatformHealth:
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
        return {provider: report(ways) for provider, ways in self._load_all(providers).items()}

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
    return f"platform health:{_SCHEMA}:{provider}"


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
        return seconds >= _MIN_TIMEOUT
    return isinstance(failure, _FAILED)
