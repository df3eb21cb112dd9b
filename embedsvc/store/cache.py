"""What is known of a key: from memory, from the shared tier, or learned now, once for all who ask.

An answer past its end is learned anew. Where that fails, the old answer is given again, marked, and the
failure is kept beside it for its own time, so that upstream is not hammered (RFC 5861, stale-if-error).
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from embedsvc.errors import DAY, Gone, NotFound
from embedsvc.model import Embed, Failed, State
from embedsvc.process import PerProcess
from embedsvc.store.codec import Entry, Snapshots, decode, encode, pack, unpack
from embedsvc.store.memory import Memory
from embedsvc.store.single_flight import Flights
from embedsvc.store.tier import Marks, Tier

Cache = Literal["hit", "stale", "miss"]
_log = logging.getLogger(__name__)

KEEP = 7 * DAY
"""How long an Embed is of use past its end, for the day that its source fails (seconds)."""

KEEP_SNAPSHOTS = DAY
"""How long what it was read from is: less, so that where room is short that goes first, being larger."""

_SKEW = 60.0
"""What is this far from the future (seconds) was learned under another clock: it is learned anew."""

_LOOK = 1.0
"""How often a worker looks whether others have purged (seconds)."""

_REFRESHES = 256
"""How many refreshes may wait in the background at a time; beyond, the next reader tries again."""

_GONE = frozenset({Gone.code, NotFound.code})


@dataclass(frozen=True, slots=True)
class Recalled:
    """`cache`: "hit" was known and holds; "stale" is past its end, while it is refreshed or because that
    failed; "miss" was learned now, by this caller or one it waited for.
    """

    value: Embed | Failed
    cache: Cache


@dataclass(frozen=True, slots=True)
class Learned:
    value: Embed | Failed
    snapshots: Snapshots = field(default_factory=dict)
    """What an Embed was read from, as far as the site can be asked whether it still holds."""


Outlives = Callable[[Embed, Failed], bool]
"""Whether an Embed may be given again, now that learning it anew failed."""

Learn = Callable[[Snapshots], Learned]
"""Learns what a key is now; is given what it was read from the last time, if that is still there."""


class Remembering:
    """One for each worker. `shared` is what workers share, `memory` what this one remembers, `clock` gives
    seconds since the epoch. With a `background`, an Embed less than `stale_for` seconds past its end is
    answered at once and refreshed there (RFC 5861, stale-while-revalidate); else the caller waits. An Embed
    that may not outlive a failure, as `outlives` says, is forgotten.

    `counts` counts answers by `Recalled.cache`.
    """

    def __init__(
        self,
        shared: Tier,
        memory: Memory,
        clock: Callable[[], float],
        *,
        background: Executor | None = None,
        stale_for: float = 0.0,
        outlives: Outlives = lambda _embed, _failed: True,
    ) -> None:
        self._shared = shared
        self._memory = memory
        self._clock = clock
        self._background = background
        self._stale_for = stale_for
        self._outlives = outlives
        self._flights: Flights[Entry] = Flights(shared)
        self._refreshing: PerProcess[set[str]] = PerProcess(set)
        self._marks = Marks()
        self._looked_at = float("-inf")
        self._mark = object()
        self.counts: Counter[Cache] = Counter()

    def recall(self, key: str, learn: Learn) -> Recalled:
        """What is known of a key (`Url.text`). `learn` returns its failures."""
        known = self._known(key)
        if known and self._holds(known):
            return self._answer(known, "hit")
        if known and self._may_be_stale(known):
            self._refresh(key, known, learn)
            return self._answer(known, "stale")
        return self._answer(self._learn(key, known, learn), "miss")

    def forget(self, key: str) -> bool:
        """Purges a key: here at once, in other workers within 2 s. False where the shared tier failed."""
        with self._purging():
            marks = self._look()
            for name in (key, _shelf(key)):
                self._memory.delete(_place(name, marks))
            return self._shared.delete(key, _shelf(key))

    def forget_provider(self, key: str) -> bool:
        """Purges what a provider (`Provider.key`) gave, and failures, which have none, in the same way."""
        with self._purging():
            done = self._shared.outdate(key)
            if not done:
                self._memory.clear()  # no mark tells what in it is outdated
            return done

    def clear(self) -> bool:
        """Purges every key, in the same way."""
        with self._purging():
            self._memory.clear()
            return self._shared.clear()

    def mark(self) -> object:
        """Another one after every purge by any worker: what was made under an older one is outdated."""
        if not 0 <= self._clock() - self._looked_at < _LOOK:
            self._look()
        return self._mark

    def used(self) -> tuple[int, int]:
        """How many values this worker has in memory, and their bytes."""
        return self._memory.used()

    @property
    def shared(self) -> bool:
        """Whether workers share it."""
        return self._shared.keeps

    def ready(self) -> bool:
        return self._shared.ready()

    def close(self) -> None:
        self._shared.close()

    def _known(self, key: str) -> Entry | None:
        """What holds in memory, else in the shared tier, else the newest that does not."""
        marks = self._look()
        place = _place(key, marks)
        mine = _read(key, self._memory.get(place), marks)
        if mine and self._holds(mine):
            return mine
        data = self._shared.get(key)
        shared = _read(key, data, marks)
        if data is None or shared is None:
            return mine
        if mine and mine.last.fetched_at >= shared.last.fetched_at and not self._holds(shared):
            return mine
        self._memory.put(place, data, _until(shared))
        return shared

    def _look(self) -> Marks:
        now = self._clock()
        if not 0 <= now - self._looked_at < _LOOK:
            self._looked_at = now
            marks = self._shared.marks()
            outdated = marks.newest != self._marks.newest
            self._marks = marks
            if outdated:
                self._memory.clear()  # nothing of it is found again, unless a server goes back to older marks
                self._mark = object()
        return self._marks

    @contextmanager
    def _purging(self) -> Iterator[None]:
        self._mark = object()
        yield
        self._mark = object()  # what was read in between may be outdated too
        self._looked_at = float("-inf")

    def _holds(self, entry: Entry) -> bool:
        return entry.last.fetched_at - _SKEW <= self._clock() < entry.last.expires_at

    def _may_be_stale(self, entry: Entry) -> bool:
        if self._background is None or entry.embed is None:
            return False
        return 0 <= self._clock() - entry.last.expires_at < self._stale_for

    def _learn(self, key: str, known: Entry | None, learn: Learn) -> Entry:
        def settled() -> Entry | None:
            found = self._known(key)
            return found if found != known else None

        def lead() -> Entry:
            """What a purge comes between is answered, but not kept."""
            self._looked_at = float("-inf")
            marks, mark, last = self._look(), self._mark, self._known(key)
            learned = learn(self._snapshots(key, last, marks))
            value = learned.value
            match value:
                case Embed():
                    entry = Entry(embed=value, mark=_mark(value, marks))
                case Failed() if last and last.embed and self._outlives(last.embed, value):
                    entry = Entry(embed=last.embed, failed=value, mark=last.mark)
                case Failed():
                    entry = Entry(failed=value, mark=_mark(None, marks))
            data = encode(key, entry)
            if data is not None:
                self._shelve(key, entry, learned.snapshots, marks)
                self._shared.put(key, data, _until(entry), marks.newest)
                self._memory.put(_place(key, marks), data, _until(entry))
            if self._mark is not mark:
                self._memory.delete(_place(key, marks))
                self._memory.delete(_place(_shelf(key), marks))
            return entry

        return self._flights.join(key, settled, lead)

    def _snapshots(self, key: str, entry: Entry | None, marks: Marks) -> Snapshots:
        """What the Embed that is known was read from. After a purge there is no such Embed, and whatever may
        be left of it has another mark than its successor.
        """
        if entry is None or entry.embed is None:
            return {}
        shelf = _shelf(key)
        data = self._shared.get(shelf) if self._shared.keeps else self._memory.get(_place(shelf, marks))
        return unpack(shelf, entry.mark, data)

    def _shelve(self, key: str, entry: Entry, snapshots: Snapshots, marks: Marks) -> None:
        """Where workers share a tier, memory is for what readers ask for."""
        shelf = _shelf(key)
        data = pack(shelf, entry.mark, snapshots)
        if data is None:
            return
        until = entry.last.expires_at + KEEP_SNAPSHOTS
        if self._shared.keeps:
            self._shared.put(shelf, data, until, marks.newest)
        else:
            self._memory.put(_place(shelf, marks), data, until)

    def _refresh(self, key: str, known: Entry, learn: Learn) -> None:
        """Learns in the background, once at a time for a key."""
        refreshing = self._refreshing()
        if self._background is None or key in refreshing or len(refreshing) >= _REFRESHES:
            return

        def work() -> None:
            try:
                self._learn(key, known, learn)
            except Exception:  # noqa: BLE001 -- nobody waits for it: the log is where it can be seen
                _log.exception("A refresh broke", extra={"event": "refresh_failed"})
            finally:
                refreshing.discard(key)

        refreshing.add(key)
        try:
            self._background.submit(work)
        except RuntimeError:  # it is shutting down
            refreshing.discard(key)

    def _answer(self, entry: Entry, cache: Cache) -> Recalled:
        answer = _answer(entry, cache)
        self.counts[answer.cache] += 1
        return answer


def _place(key: str, marks: Marks) -> str:
    """Where memory has a key. It holds the newest mark of the shared tier: a purge by anyone moves that, and
    what was looked up before is found no more.
    """
    return f"{marks.newest} {key}"


def _shelf(key: str) -> str:
    """The key of its Snapshots, which is no URL."""
    return f"snapshots of {key}"


def _mark(embed: Embed | None, marks: Marks) -> str:
    return marks.providers.get(embed.provider.key if embed else "", "")


def _read(key: str, data: bytes | None, marks: Marks) -> Entry | None:
    """None also for what was purged with its provider."""
    entry = decode(key, data)
    return entry if entry and entry.mark == _mark(entry.embed, marks) else None


def _until(entry: Entry) -> float:
    return entry.last.expires_at + (KEEP if entry.embed else 0)


def _answer(entry: Entry, cache: Cache) -> Recalled:
    if entry.embed is None:
        return Recalled(entry.last, cache)
    if entry.failed is not None:
        state: State = "gone" if entry.failed.code in _GONE else "stale"
        return Recalled(replace(entry.embed, state=state, tried=entry.failed.tried), "stale")
    if cache == "stale" and entry.embed.state == "fresh":
        return Recalled(replace(entry.embed, state="stale"), cache)
    return Recalled(entry.embed, cache)
