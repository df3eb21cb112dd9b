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

from embedsvc.errors import BY_CODE, DAY
from embedsvc.model import Answer, CacheStatus, Embed, Failed, Known, Outcome, Url
from embedsvc.store.codec import Entry, decode, encode, pack, unpack
from embedsvc.store.memory import Memory
from embedsvc.store.single_flight import Flights
from embedsvc.store.tier import Marks, Tier

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

Fetch = Callable[[Known], Outcome]
"""Fetches a key, given the Snapshots of the last time, if they are still stored."""


def cached(answer: Answer, cache: "Cache") -> Answer:
    def stage(url: Url, _known: Known) -> Outcome:
        return cache.get_or_fetch(url.text, partial(answer, url))

    return stage


class Cache:
    """One for each worker. `shared` is the tier of all workers, `memory` this worker's own; `clock` gives
    seconds since the epoch. With a `background`, an Embed less than `stale_for` seconds past its end is
    served at once and refreshed there (RFC 5861, stale-while-revalidate); without, the request waits.
    """

    def __init__(
        self,
        shared: Tier,
        memory: Memory,
        clock: Callable[[], float],
        *,
        background: Executor | None = None,
        stale_for: float = 0.0,
    ) -> None:
        self._shared = shared
        self._memory = memory
        self._clock = clock
        self._background = background
        self._stale_for = stale_for
        self._flights: Flights[Entry] = Flights(shared)
        self._refreshing: set[str] = set()
        self._marks = Marks()
        self._marks_read_at = float("-inf")
        self._purge_token = object()

    def get_or_fetch(self, key: str, fetch: Fetch) -> Outcome:
        """The answer of a key (`Url.text`). `fetch` returns failures and raises none."""
        entry = self._get(key)
        if entry and self._is_fresh(entry):
            return _outcome(entry, "hit")
        if entry and self._may_be_stale(entry):
            self._refresh(key, entry, fetch)
            return _outcome(entry, "stale")
        return _outcome(self._fetch(key, entry, fetch), "miss")

    def purge(self, key: str) -> bool:
        """Purges a key: here at once, in other workers within 2 s. False if the shared tier failed."""
        with self._purging():
            marks = self._read_marks()
            for name in (key, _snapshot_key(key)):
                self._memory.delete(_memory_key(name, marks))
            return self._shared.delete(key, _snapshot_key(key))

    def purge_provider(self, key: str) -> bool:
        """Purges all answers of a provider (`Provider.key`), and all failures, which have no provider."""
        with self._purging():
            done = self._shared.outdate(key)
            if not done:
                self._memory.clear()  # nothing tells which of its entries are of the provider
            return done

    def purge_all(self) -> bool:
        with self._purging():
            self._memory.clear()
            return self._shared.clear()

    def purge_token(self) -> object:
        """Changes with every purge by any worker: what was stored under an older one is outdated."""
        if not 0 <= self._clock() - self._marks_read_at < _TOKEN_INTERVAL:
            self._read_marks()
        return self._purge_token

    def used(self) -> tuple[int, int]:
        """How many entries this worker has in memory, and their bytes."""
        return self._memory.used()

    @property
    def is_shared(self) -> bool:
        """Whether workers share it."""
        return self._shared.keeps

    def ready(self) -> bool:
        return self._shared.ready()

    def _get(self, key: str) -> Entry | None:
        """The fresh entry of memory, or of the shared tier; if there is none, the newer of both."""
        marks = self._read_marks()
        memory_key = _memory_key(key, marks)
        mine = _read(key, self._memory.get(memory_key), marks)
        if mine and self._is_fresh(mine):
            return mine
        data = self._shared.get(key)
        shared = _read(key, data, marks)
        if data is None or shared is None:
            return mine
        if mine and mine.last.fetched_at >= shared.last.fetched_at and not self._is_fresh(shared):
            return mine
        self._memory.put(memory_key, data, _stored_until(shared))
        return shared

    def _read_marks(self) -> Marks:
        now = self._clock()
        if not 0 <= now - self._marks_read_at < _TOKEN_INTERVAL:
            self._marks_read_at = now
            marks = self._shared.marks()
            purged = marks.newest != self._marks.newest
            self._marks = marks
            if purged:
                self._memory.clear()  # no key of it would be found again
                self._purge_token = object()
        return self._marks

    @contextmanager
    def _purging(self) -> Iterator[None]:
        self._purge_token = object()
        yield
        self._purge_token = object()  # what was stored during the purge may be outdated too
        self._marks_read_at = float("-inf")

    def _is_fresh(self, entry: Entry) -> bool:
        return entry.last.fetched_at - _CLOCK_SKEW <= self._clock() < entry.last.expires_at

    def _may_be_stale(self, entry: Entry) -> bool:
        if self._background is None or entry.embed is None:
            return False
        return 0 <= self._clock() - entry.last.expires_at < self._stale_for

    def _fetch(self, key: str, seen: Entry | None, fetch: Fetch) -> Entry:
        def stored_meanwhile() -> Entry | None:
            entry = self._get(key)
            return entry if entry != seen else None

        return self._flights.join(key, stored_meanwhile, lambda: self._fetch_and_store(key, fetch))

    def _fetch_and_store(self, key: str, fetch: Fetch) -> Entry:
        """If a purge comes in between, the answer is returned but not stored."""
        self._marks_read_at = float("-inf")
        marks, purge_token, last = self._read_marks(), self._purge_token, self._get(key)
        outcome = fetch(self._snapshots(key, last, marks))
        entry = _entry(outcome.value, last, marks)
        data = encode(key, entry)
        if data is not None:
            self._store_snapshots(key, entry, outcome.snapshots, marks)
            self._shared.put(key, data, _stored_until(entry), marks.newest)
            self._memory.put(_memory_key(key, marks), data, _stored_until(entry))
        if self._purge_token is not purge_token:
            self._memory.delete(_memory_key(key, marks))
            self._memory.delete(_memory_key(_snapshot_key(key), marks))
        return entry

    def _snapshots(self, key: str, entry: Entry | None, marks: Marks) -> Known:
        """The Snapshots that the stored Embed was read from. After a purge there is no such Embed, and
        Snapshots that are left over carry another mark than its successor.
        """
        if entry is None or entry.embed is None:
            return {}
        name = _snapshot_key(key)
        data = self._shared.get(name) if self._shared.keeps else self._memory.get(_memory_key(name, marks))
        return unpack(name, entry.mark, data)

    def _store_snapshots(self, key: str, entry: Entry, snapshots: Known, marks: Marks) -> None:
        """In the shared tier only, if there is one: memory is for what readers ask for."""
        name = _snapshot_key(key)
        data = pack(name, entry.mark, snapshots)
        if data is None:
            return
        until = entry.last.expires_at + SNAPSHOTS_FOR
        if self._shared.keeps:
            self._shared.put(name, data, until, marks.newest)
        else:
            self._memory.put(_memory_key(name, marks), data, until)

    def _refresh(self, key: str, seen: Entry, fetch: Fetch) -> None:
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


def _entry(value: Embed | Failed, last: Entry | None, marks: Marks) -> Entry:
    """What is stored of a new value: a failure keeps the older Embed beside it, as far as it may stand in."""
    if isinstance(value, Embed):
        return Entry(embed=value, mark=_mark(value, marks))
    if last and last.embed and _stands_in(last.embed, value):
        return Entry(embed=last.embed, failed=value, mark=last.mark)
    return Entry(failed=value, mark=_mark(None, marks))


def _stands_in(older: Embed, failed: Failed) -> bool:
    may = older.outlives_source or not BY_CODE[failed.code].stated_by_source
    return failed.older_answer is not None and may


def _outcome(entry: Entry, cache: CacheStatus) -> Outcome:
    if entry.embed is None:
        return Outcome(entry.last, cache=cache)
    if entry.failed is not None:
        state = entry.failed.older_answer or "stale"
        return Outcome(replace(entry.embed, state=state, tried=entry.failed.tried), cache="stale")
    if cache == "stale" and entry.embed.state == "fresh":
        return Outcome(replace(entry.embed, state="stale"), cache=cache)
    return Outcome(entry.embed, cache=cache)


def _memory_key(key: str, marks: Marks) -> str:
    """With the newest mark of the shared tier: a purge by any worker changes it, so older entries are not
    found.
    """
    return f"{marks.newest} {key}"


def _snapshot_key(key: str) -> str:
    """The key of its Snapshots, which is no URL."""
    return f"snapshots of {key}"


def _mark(embed: Embed | None, marks: Marks) -> str:
    return marks.providers.get(embed.provider.key if embed else "", "")


def _read(key: str, data: bytes | None, marks: Marks) -> Entry | None:
    """None also for an entry that was purged with its provider."""
    entry = decode(key, data)
    return entry if entry and entry.mark == _mark(entry.embed, marks) else None


def _stored_until(entry: Entry) -> float:
    return entry.last.expires_at + (STALE_IF_ERROR if entry.embed else 0)
