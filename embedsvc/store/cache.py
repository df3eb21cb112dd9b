"""The caching stage: an answer from this worker's memory, from the shared tier, or fetched now, once for all
who ask.

An answer past its end is fetched again. If that fails, the older answer is served stale, and the failure is
stored beside it for its own time to live, so that upstream is not hammered (RFC 5861, stale-if-error).
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Protocol

from embedsvc.errors import DAY
from embedsvc.model import Answer, CacheStatus, Embed, Failed, Known, Outcome, Snapshots, Url
from embedsvc.store.codec import Entry, decode, encode, pack, unpack
from embedsvc.store.memory import Memory
from embedsvc.store.single_flight import Flights
from embedsvc.store.tier import PurgeTokens, Tier

_log = logging.getLogger(__name__)

STALE_IF_ERROR = 7 * DAY
"""How long an Embed is stored past its end, for the day that its source fails (seconds)."""

SNAPSHOTS_FOR = DAY
"""How long its Snapshots are stored past its end (seconds): they are larger, so they are evicted first."""

_CLOCK_SKEW = 60.0
"""An answer fetched more than this far in the future (seconds) was stored under another clock: a miss."""

_TOKEN_INTERVAL = 1.0
"""How often a worker reads the purge tokens of the shared tier (seconds)."""

_MAX_REFRESHES = 256
"""How many refreshes may wait in the background at a time; beyond that the next request tries again."""


class Editions(Protocol):
    """The archive, as far as the cache needs it. Neither method raises."""

    def has(self, edition_id: str) -> bool | None:
        """None where the archive cannot be read now."""
        ...

    def token(self) -> object:
        """Changes when the archive may lack Editions that it had."""
        ...


Refetch = Callable[[Known], Outcome]
"""Fetches a key, given what is still stored of the last time."""


def cached(answer: Answer, cache: "Cache") -> Answer:
    def stage(url: Url, _known: Known) -> Outcome:
        return cache.get_or_fetch(url.text, partial(answer, url))

    return stage


class Cache:
    """One for each worker. `shared` is the tier of all workers, `memory` this worker's own; `clock` gives
    seconds since the epoch. With a `background`, an Embed less than `stale_for` seconds past its end is
    served at once and refreshed there (RFC 5861, stale-while-revalidate); without, the request waits.

    The shared tier may have been filled beside another archive, so an Embed from there is served as stored
    only if `editions` has its Edition.
    """

    def __init__(
        self,
        shared: Tier,
        memory: Memory,
        clock: Callable[[], float],
        *,
        editions: Editions | None = None,
        background: Executor | None = None,
        stale_for: float = 0.0,
    ) -> None:
        self._shared = shared
        self._memory = memory
        self._clock = clock
        self._editions = editions
        self._editions_token: object = None
        self._background = background
        self._stale_for = stale_for
        self._flights: Flights[Entry] = Flights(shared)
        self._refreshing: set[str] = set()
        self._tokens = PurgeTokens()
        self._tokens_read_at = float("-inf")
        self._purge_token = object()

    def get_or_fetch(self, key: str, fetch: Refetch) -> Outcome:
        """The answer of a key (`Url.text`). `fetch` returns failures and raises none."""
        entry = self._get(key)
        if entry and self._is_fresh(entry):
            return _outcome(entry, "hit")
        if entry and self._may_be_stale(entry):
            self._refresh(key, entry, fetch)
            return _outcome(entry, "stale")
        return _outcome(self._fetch(key, entry, fetch), "miss")

    def purge(self, key: str) -> bool:
        """Purges a key: here at once, in workers that share the tier within 2 s. False if the tier failed."""
        with self._purging():
            tokens = self._read_tokens()
            for name in (key, _snapshot_key(key)):
                self._memory.delete(_memory_key(name, tokens))
            return self._shared.delete(key, _snapshot_key(key))

    def purge_provider(self, key: str) -> bool:
        """Purges all answers of a provider (`Provider.key`), and all failures, which have no provider."""
        with self._purging():
            done = self._shared.purge_provider(key)
            if not done:
                self._memory.clear()  # nothing tells which of its entries are of the provider
            return done

    def purge_all(self) -> bool:
        with self._purging():
            self._memory.clear()
            return self._shared.clear()

    def purge_token(self) -> object:
        """Changes with every purge by any worker, and when the archive may have lost Editions: what was
        stored under an older one is outdated.
        """
        self._read_tokens()
        return self._purge_token

    def used(self) -> tuple[int, int]:
        """How many entries this worker has in memory, and their bytes."""
        return self._memory.used()

    def ready(self) -> bool:
        return self._shared.ready()

    def _get(self, key: str) -> Entry | None:
        """The fresh entry of memory, or of the shared tier; if there is none, the newer of both."""
        tokens = self._read_tokens()
        memory_key = _memory_key(key, tokens)
        mine = _read(key, self._memory.get(memory_key), tokens)
        if mine and self._is_fresh(mine):
            return mine
        data = self._shared.get(key)
        stored = _read(key, data, tokens)
        if data is None or stored is None:
            return mine
        shared = self._verified(stored)
        if mine and mine.last.fetched_at >= shared.last.fetched_at and not self._is_fresh(shared):
            return mine
        if shared is stored:
            self._memory.put(memory_key, data, _stored_until(shared))
        return shared

    def _verified(self, entry: Entry) -> Entry:
        """The entry, if the archive has its Edition. If the archive lacks it, the Embed counts as expired, so
        that it is fetched and stored; if the archive cannot be read, the Embed is served as not stored.
        """
        embed = entry.embed
        if self._editions is None or embed is None or embed.edition is None:
            return entry
        is_stored = self._editions.has(embed.edition)
        if is_stored:
            return entry
        expires_at = embed.expires_at if is_stored is None else embed.fetched_at
        return replace(entry, embed=replace(embed, edition=None, durable=False, expires_at=expires_at))

    def _check_editions(self) -> None:
        token = self._editions.token() if self._editions else None
        if token != self._editions_token:
            self._editions_token = token
            self._memory.clear()
            self._purge_token = object()

    def _read_tokens(self) -> PurgeTokens:
        self._check_editions()
        now = self._clock()
        if not 0 <= now - self._tokens_read_at < _TOKEN_INTERVAL:
            self._tokens_read_at = now
            tokens = self._shared.purge_tokens()
            purged = tokens.newest != self._tokens.newest
            self._tokens = tokens
            if purged:
                self._memory.clear()  # no key of it would be found again
                self._purge_token = object()
        return self._tokens

    @contextmanager
    def _purging(self) -> Iterator[None]:
        self._purge_token = object()
        yield
        self._purge_token = object()  # what was stored during the purge may be outdated too
        self._tokens_read_at = float("-inf")

    def _is_fresh(self, entry: Entry) -> bool:
        return entry.last.fetched_at - _CLOCK_SKEW <= self._clock() < entry.last.expires_at

    def _may_be_stale(self, entry: Entry) -> bool:
        if self._background is None or entry.embed is None:
            return False
        return 0 <= self._clock() - entry.last.expires_at < self._stale_for

    def _fetch(self, key: str, seen: Entry | None, fetch: Refetch) -> Entry:
        def stored_meanwhile() -> Entry | None:
            entry = self._get(key)
            return entry if entry != seen else None

        return self._flights.join(key, stored_meanwhile, lambda: self._fetch_and_store(key, seen, fetch))

    def _fetch_and_store(self, key: str, seen: Entry | None, fetch: Refetch) -> Entry:
        """Fetches nothing if another worker has stored an answer since `seen` was read. If a purge comes in
        between, the answer is returned but not stored.
        """
        self._tokens_read_at = float("-inf")
        tokens, purge_token, last = self._read_tokens(), self._purge_token, self._get(key)
        if last and last != seen:
            return last
        outcome = fetch(self._known(key, last, tokens))
        entry = _entry(outcome.value, last, tokens)
        data = encode(key, entry)
        if data is not None:
            self._store_snapshots(key, entry, outcome.snapshots, tokens)
            self._shared.put(key, data, _stored_until(entry), tokens.newest)
            self._memory.put(_memory_key(key, tokens), data, _stored_until(entry))
        if self._purge_token is not purge_token:
            self._memory.delete(_memory_key(key, tokens))
            self._memory.delete(_memory_key(_snapshot_key(key), tokens))
        return entry

    def _known(self, key: str, entry: Entry | None, tokens: PurgeTokens) -> Known:
        """The Snapshots that the stored Embed was read from. After a purge there is no such Embed, and
        Snapshots that are left over carry another token than its successor.
        """
        if entry is None:
            return None
        if entry.embed is None:
            return {}
        name = _snapshot_key(key)
        if self._shared.is_shared:
            data = self._shared.get(name)
        else:
            data = self._memory.get(_memory_key(name, tokens))
        return unpack(name, entry.purge_token, data)

    def _store_snapshots(self, key: str, entry: Entry, snapshots: Snapshots, tokens: PurgeTokens) -> None:
        """In the shared tier only, if there is one: memory is for what readers ask for."""
        name = _snapshot_key(key)
        data = pack(name, entry.purge_token, snapshots)
        if data is None:
            return
        until = entry.last.expires_at + SNAPSHOTS_FOR
        if self._shared.is_shared:
            self._shared.put(name, data, until, tokens.newest)
        else:
            self._memory.put(_memory_key(name, tokens), data, until)

    def _refresh(self, key: str, seen: Entry, fetch: Refetch) -> None:
        """Fetches in the background, once at a time for a key."""
        if self._background is None or key in self._refreshing or len(self._refreshing) >= _MAX_REFRESHES:
            return

        def work() -> None:
            try:
                self._fetch(key, seen, fetch)
            except Exception:  # noqa: BLE001 -- no request waits for it: the log is where it can be seen
                _log.exception("A refresh failed", extra={"event": "refresh_failed"})
            finally:
                self._refreshing.discard(key)

        self._refreshing.add(key)
        try:
            self._background.submit(work)
        except RuntimeError:  # it is shutting down
            self._refreshing.discard(key)


def _entry(value: Embed | Failed, last: Entry | None, tokens: PurgeTokens) -> Entry:
    """What is stored of a new value: a failure keeps the older Embed beside it, as far as it may stand in."""
    if isinstance(value, Embed):
        return Entry(embed=value, purge_token=_token(value, tokens))
    if last and last.embed and not value.discards(last.embed):
        return Entry(embed=last.embed, failed=value, purge_token=last.purge_token)
    return Entry(failed=value, purge_token=_token(None, tokens))


def _outcome(entry: Entry, cache: CacheStatus) -> Outcome:
    if entry.embed is None or (entry.failed and not entry.failed.allows(entry.embed)):
        return Outcome(entry.last, cache=cache)
    if entry.failed is not None:
        state = entry.failed.older_answer or "stale"
        return Outcome(replace(entry.embed, state=state, tried=entry.failed.tried), cache="stale")
    if cache == "stale" and entry.embed.state == "fresh":
        return Outcome(replace(entry.embed, state="stale"), cache=cache)
    return Outcome(entry.embed, cache=cache)


def _memory_key(key: str, tokens: PurgeTokens) -> str:
    """With the newest purge token of the shared tier: a purge by any worker replaces it, so older entries are
    not found.
    """
    return f"{tokens.newest} {key}"


def _snapshot_key(key: str) -> str:
    """The key of its Snapshots, which is no URL."""
    return f"snapshots of {key}"


def _token(embed: Embed | None, tokens: PurgeTokens) -> str:
    return tokens.providers.get(embed.provider.key if embed else "", "")


def _read(key: str, data: bytes | None, tokens: PurgeTokens) -> Entry | None:
    """None also for an entry that was purged with its provider."""
    entry = decode(key, data)
    return entry if entry and entry.purge_token == _token(entry.embed, tokens) else None


def _stored_until(entry: Entry) -> float:
    return entry.last.expires_at + (STALE_IF_ERROR if entry.embed else 0)
