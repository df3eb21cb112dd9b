"""Hits, stale answers and misses, over memory alone and over each shared tier."""

import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from embedsvc.model import Embed, Failed, Known, Outcome, Snapshot, Snapshots
from embedsvc.store import Cache, Memory, SQLiteTier, Tier, WorkerOnlyTier, tier_from_url
from embedsvc.store.cache import STALE_IF_ERROR
from embedsvc.store.codec import MAX_INFLATED, MAX_STORED
from embedsvc.store.redis_tier import RedisTier
from tests.support.store.samples import KEY, LATER, Clock, embed, failed, put, title
from tests.support.store.server import Server

Purge = Callable[[Cache], bool]

PURGES: dict[str, Purge] = {
    "key": lambda store: store.purge(KEY),
    "provider": lambda store: store.purge_provider("social"),
    "all": lambda store: store.purge_all(),
}


class Source:
    """Fetches: what a link gives, and how often it was fetched."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.asked = 0
        self.failure: str | None = None
        self.ttl = 60.0
        self.provider = "social"
        self.pages: Snapshots = {}
        """The Snapshots of the Embed."""
        self.known: Snapshots = {}
        """The Snapshots that it was given to revalidate."""
        self.is_first = False
        """Whether the cache had no answer."""

    def __call__(self, known: Known) -> Outcome:
        self.asked += 1
        self.known, self.is_first = known or {}, known is None
        if self.failure:
            return Outcome(failed(self.failure, at=self.clock.now, ttl=self.ttl))
        value = embed(f"Edition {self.asked}", at=self.clock.now, ttl=self.ttl, provider=self.provider)
        return Outcome(value, self.pages)


class Later(Executor):
    """Runs its work when the test calls `run`."""

    def __init__(self) -> None:
        self.work: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.work.append(lambda: fn(*args, **kwargs))
        return Future()

    def run(self) -> None:
        while self.work:
            self.work.pop()()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def source(clock: Clock) -> Source:
    return Source(clock)


@pytest.fixture(params=["memory", "sqlite", "redis"])
def tier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tier]:
    kind = request.param
    url = {"memory": "memory://", "sqlite": f"sqlite:///{tmp_path}/cache.sqlite"}.get(kind)
    with closing(tier_from_url(url or request.getfixturevalue("redis").url)) as made:
        yield made


@pytest.fixture
def shared(url: str) -> Iterator[Tier]:
    with closing(tier_from_url(url)) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SQLiteTier]:
    with closing(SQLiteTier(tmp_path / "cache.sqlite")) as made:
        yield made


def page(body: bytes = b"<title>A post</title>") -> Snapshot:
    """A Snapshot that can be revalidated."""
    return Snapshot(
        asked=KEY,
        url=KEY,
        status=200,
        media_type="text/html",
        charset="utf-8",
        headers=(("etag", '"1"'),),
        body=body,
        fetched_at=LATER,
    )


def worker(tier: Tier, clock: Clock, **options: Any) -> Cache:
    return Cache(tier, Memory(2**20, clock), clock, **options)


class TestFresh:
    def test_a_fresh_answer_is_fetched_once(self, tier: Tier, clock: Clock, source: Source) -> None:
        """The first request is a miss, later ones are hits, and the stored answer is complete."""
        store = worker(tier, clock)
        first = store.get_or_fetch(KEY, source)
        clock.now += 59
        second = store.get_or_fetch(KEY, source)
        assert (first.cache, second.cache, source.asked) == ("miss", "hit", 1)
        assert second.value == first.value == embed("Edition 1", at=clock.now - 59)

    def test_an_answer_past_its_end_is_fetched_again(self, tier: Tier, clock: Clock, source: Source) -> None:
        """At `expires_at` an answer is no longer fresh."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        clock.now += 60
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 2"
        assert store.get_or_fetch(KEY, source).cache == "hit"

    def test_failures_are_stored_for_their_own_time(self, tier: Tier, clock: Clock, source: Source) -> None:
        """A failure is a hit until it expires."""
        store = worker(tier, clock)
        source.failure, source.ttl = "rate_limited", 120
        first = store.get_or_fetch(KEY, source)
        clock.now += 119
        assert store.get_or_fetch(KEY, source) == replace(first, cache="hit")
        clock.now += 1
        source.failure = None
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 2"

    def test_workers_share_what_one_fetched(self, shared: Tier, clock: Clock, source: Source) -> None:
        """Another worker has a hit, and stores the answer in its own memory."""
        one, other = worker(shared, clock), worker(shared, clock)
        one.get_or_fetch(KEY, source)
        assert other.get_or_fetch(KEY, source).cache == "hit"
        assert shared.clear()
        clock.now += 0.5  # less than the time that a purge may take
        assert other.get_or_fetch(KEY, source).cache == "hit"
        assert source.asked == 1

    def test_similar_keys_are_different(self, tier: Tier, clock: Clock, source: Source) -> None:
        """Keys that look alike have separate answers."""
        store = worker(tier, clock)
        keys = [KEY, KEY + "/", KEY.upper(), KEY + "?a=1", " " + KEY, "", "é", "e\u0301"]
        first = [title(store.get_or_fetch(key, source).value) for key in keys]
        assert len(set(first)) == len(keys)
        assert [title(store.get_or_fetch(key, source).value) for key in keys] == first

    def test_a_clock_set_back(self, tier: Tier, clock: Clock, source: Source) -> None:
        """An answer fetched in the future is fetched again, once; all workers then share the new one."""
        one, other = worker(tier, clock), worker(tier, clock)
        one.get_or_fetch(KEY, source)
        other.get_or_fetch(KEY, source)
        clock.now -= 86_400
        asked = source.asked
        assert one.get_or_fetch(KEY, source).cache == "miss"
        assert one.get_or_fetch(KEY, source).cache == "hit"
        if not isinstance(tier, WorkerOnlyTier):
            assert other.get_or_fetch(KEY, source).cache == "hit"
            assert source.asked == asked + 1

    def test_a_caller_cannot_change_a_stored_answer(self, tier: Tier, clock: Clock, source: Source) -> None:
        """The one mutable part of an Embed is a copy."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        value = store.get_or_fetch(KEY, source).value
        assert isinstance(value, Embed)
        value.finding.metadata.sources.clear()
        assert store.get_or_fetch(KEY, source).value == embed("Edition 1", at=clock.now)


class TestStale:
    @pytest.mark.parametrize(
        ("code", "state"),
        [("upstream_error", "stale"), ("upstream_refused", "stale"), ("not_found", "gone"), ("gone", "gone")],
    )
    def test_a_failed_refresh_gives_the_old_answer(
        self, tier: Tier, clock: Clock, source: Source, code: str, state: str
    ) -> None:
        """Its state and its attempts report the failure, and upstream is not requested again until the failure expires."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        clock.now += 100
        source.failure = code
        for _ in range(3):
            answer = store.get_or_fetch(KEY, source)
            assert answer.cache == "stale"
            assert isinstance(answer.value, Embed)
            assert answer.value.state == state
            assert [attempt.code for attempt in answer.value.tried] == [code]
            assert answer.value.fetched_at == clock.now - 100
        assert source.asked == 2
        clock.now += 60
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 1"
        assert source.asked == 3

    def test_many_failures_never_replace_it(self, tier: Tier, clock: Clock, source: Source) -> None:
        """After days of failures the answer is still served, and once the source works it is fetched again."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        source.failure = "upstream_unreachable"
        for _ in range(50):
            clock.now += STALE_IF_ERROR / 60
            assert title(store.get_or_fetch(KEY, source).value) == "Edition 1"
        source.failure = None
        clock.now += 100
        answer = store.get_or_fetch(KEY, source)
        assert answer.cache == "miss"
        assert title(answer.value) == "Edition 52"
        assert isinstance(answer.value, Embed)
        assert answer.value.state == "fresh"

    def test_another_worker_serves_it_too(self, shared: Tier, clock: Clock, source: Source) -> None:
        """An Embed past its end stays in the shared tier, beside the failure."""
        worker(shared, clock).get_or_fetch(KEY, source)
        clock.now += 365 * 86_400
        source.failure = "gone"
        worker(shared, clock).get_or_fetch(KEY, source)
        answer = worker(shared, clock).get_or_fetch(KEY, source)
        assert answer.cache == "stale"
        assert title(answer.value) == "Edition 1"
        assert source.asked == 2

    def test_a_stale_answer_is_served_at_once_and_refreshed_in_the_background(
        self, tier: Tier, clock: Clock, source: Source
    ) -> None:
        """Within `stale_for` no request waits, and only one refresh is started."""
        later = Later()
        store = worker(tier, clock, background=later, stale_for=600)
        store.get_or_fetch(KEY, source)
        clock.now += 100
        for _ in range(5):
            answer = store.get_or_fetch(KEY, source)
            assert answer.cache == "stale"
            assert isinstance(answer.value, Embed)
            assert answer.value.state == "stale"
        assert (source.asked, len(later.work)) == (1, 1)
        later.run()
        answer = store.get_or_fetch(KEY, source)
        assert (answer.cache, title(answer.value), source.asked) == ("hit", "Edition 2", 2)

    def test_after_that_time_the_request_waits(self, tier: Tier, clock: Clock, source: Source) -> None:
        """An answer that is too old is not served while a newer one can be fetched."""
        later = Later()
        store = worker(tier, clock, background=later, stale_for=600)
        store.get_or_fetch(KEY, source)
        clock.now += 60 + 600
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 2"
        assert not later.work

    def test_a_background_that_is_shut_down(self, clock: Clock, source: Source) -> None:
        """While the service shuts down the stale answer is still served."""
        pool = ThreadPoolExecutor(1)
        pool.shutdown()
        store = worker(WorkerOnlyTier(), clock, background=pool, stale_for=600)
        store.get_or_fetch(KEY, source)
        clock.now += 100
        assert store.get_or_fetch(KEY, source).cache == "stale"

    def test_a_refresh_that_raises_is_logged(
        self, clock: Clock, source: Source, caplog: pytest.LogCaptureFixture
    ) -> None:
        """No request waits for it, so it must be in the log; the next request starts another refresh."""
        later = Later()
        store = worker(WorkerOnlyTier(), clock, background=later, stale_for=600)
        store.get_or_fetch(KEY, source)
        clock.now += 100

        def broken(_: Known) -> Outcome:
            raise LookupError("broken")

        store.get_or_fetch(KEY, broken)
        later.run()
        assert "broken" in caplog.text
        store.get_or_fetch(KEY, source)
        later.run()
        assert store.get_or_fetch(KEY, source).cache == "hit"


class TestSnapshots:
    @pytest.fixture
    def source(self, clock: Clock) -> Source:
        source = Source(clock)
        source.pages = {"page": page(), "oembed": page(b'{"title": "A post"}')}
        return source

    def test_a_refresh_gets_them_back(self, tier: Tier, clock: Clock, source: Source) -> None:
        """A refresh is given the Snapshots of the previous answer, byte for byte."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        assert source.known == {}
        clock.now += 60
        store.get_or_fetch(KEY, source)
        assert source.known == source.pages

    def test_a_refresh_in_the_background_does_too(self, tier: Tier, clock: Clock, source: Source) -> None:
        """The answer is past its end by then, its Snapshots are still stored."""
        later = Later()
        store = worker(tier, clock, background=later, stale_for=3600)
        store.get_or_fetch(KEY, source)
        clock.now += 60 + 3599
        assert store.get_or_fetch(KEY, source).cache == "stale"
        later.run()
        assert source.known == source.pages

    def test_other_workers_get_them(self, shared: Tier, clock: Clock, source: Source, url: str) -> None:
        """They are in the shared tier."""
        worker(shared, clock).get_or_fetch(KEY, source)
        clock.now += 60
        with closing(tier_from_url(url)) as other:
            worker(other, clock).get_or_fetch(KEY, source)
        assert source.known == source.pages

    def test_a_failure_leaves_them(self, tier: Tier, clock: Clock, source: Source) -> None:
        """Once a site works again, they are revalidated."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        source.failure = "upstream_error"
        for _ in range(2):
            clock.now += 60
            store.get_or_fetch(KEY, source)
            assert source.known == source.pages

    def test_a_fetch_knows_whether_there_was_an_answer(
        self, tier: Tier, clock: Clock, source: Source
    ) -> None:
        """An Embed without Snapshots is one too; what was purged is none."""
        store = worker(tier, clock)
        source.pages = {}
        for _ in range(3):
            store.get_or_fetch(KEY, source)
            assert source.is_first == (source.asked == 1)
            clock.now += 60
        assert store.purge(KEY)
        store.get_or_fetch(KEY, source)
        assert source.is_first

    def test_another_key_does_not_get_them(self, tier: Tier, clock: Clock, source: Source) -> None:
        """They belong to one key."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        clock.now += 60
        store.get_or_fetch(KEY + "2", source)
        assert source.known == {}

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_a_purge_deletes_them(self, tier: Tier, clock: Clock, source: Source, purge: Purge) -> None:
        """The next answer is fetched without them, and so is the one after."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        assert purge(store)
        source.pages = {}
        for _ in range(2):
            store.get_or_fetch(KEY, source)
            assert source.known == {}
            clock.now += 60

    def test_a_purged_link_leaves_none_behind(
        self, file: SQLiteTier, clock: Clock, source: Source, tmp_path: Path
    ) -> None:
        """Not even under a key that is no longer read."""
        store = worker(file, clock)
        store.get_or_fetch(KEY, source)
        with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as db:
            assert db.execute("SELECT count(*) FROM entries").fetchone() == (2,)
            assert store.purge(KEY)
            assert db.execute("SELECT count(*) FROM entries").fetchone() == (0,)

    def test_a_purged_link_leaves_none_behind_on_a_server(
        self, redis: Server, clock: Clock, source: Source
    ) -> None:
        """The same in Redis."""
        with closing(RedisTier(redis.url)) as tier:
            store = worker(tier, clock)
            store.get_or_fetch(KEY, source)
            assert len(cast("list[bytes]", redis.do("KEYS", "embedsvc:entry:*"))) == 2
            assert store.purge(KEY)
            assert redis.do("KEYS", "embedsvc:entry:*") == []

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_a_purge_during_the_fetch_drops_them(
        self, tier: Tier, clock: Clock, source: Source, purge: Purge
    ) -> None:
        """They are not stored: they may be what was to be purged."""
        store = worker(tier, clock)

        def fetch(known: Known) -> Outcome:
            outcome = source(known)
            assert purge(store)
            return outcome

        store.get_or_fetch(KEY, fetch)
        source.pages = {}
        for _ in range(2):
            store.get_or_fetch(KEY, source)
            assert source.known == {}
            clock.now += 60

    def test_large_ones_are_not_stored(self, tier: Tier, clock: Clock, source: Source) -> None:
        """A Snapshot over its limit is left out; the others and the answer are stored."""
        store = worker(tier, clock)
        noise = page(random.Random(1).randbytes(MAX_STORED + 1))
        blanks = page(b" " * (MAX_INFLATED + 1))
        source.pages = {"noise": noise, "blanks": blanks, **source.pages}
        store.get_or_fetch(KEY, source)
        assert store.get_or_fetch(KEY, source).cache == "hit"
        clock.now += 60
        store.get_or_fetch(KEY, source)
        assert set(source.known) == {"page", "oembed"}

    def test_they_are_evicted_first(self, clock: Clock, source: Source, tmp_path: Path) -> None:
        """Answers matter more than the Snapshots that they were read from."""
        with closing(SQLiteTier(tmp_path / "cache.sqlite", cap=2 * 2**20)) as tier:
            store = worker(tier, clock)
            for number in range(40):
                source.pages = {"page": page(random.Random(number).randbytes(100_000))}
                store.get_or_fetch(f"{KEY}/{number}", source)
            fresh = worker(tier, clock)
            assert {fresh.get_or_fetch(f"{KEY}/{number}", source).cache for number in range(40)} == {"hit"}
            assert (tmp_path / "cache.sqlite").stat().st_size <= 2 * 2**20

    def test_memory_alone_evicts_them_within_its_limit(self, clock: Clock, source: Source) -> None:
        """Answers that are requested replace them."""
        store = Cache(WorkerOnlyTier(), Memory(100_000, clock), clock)
        source.pages = {"page": page(random.Random(1).randbytes(50_000))}
        for number in range(10):
            store.get_or_fetch(KEY, source)
            store.get_or_fetch(f"{KEY}/{number}", source)
        assert store.get_or_fetch(KEY, source).cache == "hit"
        clock.now += 60
        store.get_or_fetch(KEY, source)
        assert source.known == {}

    @pytest.mark.parametrize("junk", ["x'00'", "'text'", "12", "zeroblob(100000)"])
    def test_junk_in_the_file_is_no_snapshot(
        self, file: SQLiteTier, clock: Clock, source: Source, tmp_path: Path, junk: str
    ) -> None:
        """The request is then unconditional."""
        worker(file, clock).get_or_fetch(KEY, source)
        with closing(sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)) as db:
            db.execute(f"UPDATE entries SET data = {junk} WHERE key != ?", (KEY,))
        clock.now += 60
        worker(file, clock).get_or_fetch(KEY, source)
        assert source.known == {}
        clock.now += 60
        worker(file, clock).get_or_fetch(KEY, source)
        assert source.known == source.pages


class TestPurge:
    def test_one_key(self, tier: Tier, clock: Clock, source: Source) -> None:
        """A purged key is fetched again at once, another one is not."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        store.get_or_fetch("other", source)
        assert store.purge(KEY)
        assert store.get_or_fetch(KEY, source).cache == "miss"
        assert store.get_or_fetch("other", source).cache == "hit"

    def test_everything(self, tier: Tier, clock: Clock, source: Source) -> None:
        """Nothing is left to serve, not even in place of a failure."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        assert store.purge_all()
        source.failure = "gone"
        assert isinstance(store.get_or_fetch(KEY, source).value, Failed)

    def test_a_provider(self, tier: Tier, clock: Clock, source: Source) -> None:
        """Its answers are fetched again, and so are failures, which may have been its; other answers are hits."""
        store = worker(tier, clock)
        store.get_or_fetch("social", source)
        source.provider = "video"
        store.get_or_fetch("video", source)
        source.failure = "upstream_refused"
        store.get_or_fetch("failure", source)
        for _ in range(2):
            assert store.purge_provider("social")
            for key, cache in (("social", "miss"), ("failure", "miss"), ("video", "hit")):
                source.failure = "upstream_refused" if key == "failure" else None
                source.provider = "social"
                assert store.get_or_fetch(key, source).cache == cache
                assert store.get_or_fetch(key, source).cache == "hit"

    def test_a_provider_that_fails_later(self, tier: Tier, clock: Clock, source: Source) -> None:
        """An answer stored after the purge is served stale."""
        store = worker(tier, clock)
        assert store.purge_provider("social")
        store.get_or_fetch(KEY, source)
        source.failure = "upstream_error"
        for _ in range(3):
            clock.now += 100
            assert title(store.get_or_fetch(KEY, source).value) == "Edition 1"
            assert store.get_or_fetch(KEY, source).cache == "stale"

    def test_old_answers_of_a_provider(self, tier: Tier, clock: Clock, source: Source) -> None:
        """They are not served in place of a failure, and neither are those that were stale already."""
        store = worker(tier, clock)
        for key in "ab":
            store.get_or_fetch(key, source)
        clock.now += 100
        source.failure = "gone"
        assert store.get_or_fetch("a", source).cache == "stale"
        assert store.purge_provider("social")
        for key in "ab":
            assert isinstance(store.get_or_fetch(key, source).value, Failed)

    def test_another_key_leaves_failures(self, tier: Tier, clock: Clock, source: Source) -> None:
        """Frequent purges of one key do not cause requests to every failing site."""
        store = worker(tier, clock)
        source.failure = "upstream_refused"
        store.get_or_fetch(KEY, source)
        assert store.purge("other")
        assert store.get_or_fetch(KEY, source).cache == "hit"

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_a_flight_in_progress(self, tier: Tier, clock: Clock, source: Source, purge: Purge) -> None:
        """Its answer is served to the requests that waited, and not stored: it may be what was to be purged."""
        store = worker(tier, clock)

        def fetch(known: Known) -> Outcome:
            value = source(known)
            assert purge(store)
            return value

        assert title(store.get_or_fetch(KEY, fetch).value) == "Edition 1"
        assert store.get_or_fetch(KEY, source).cache == "miss"
        assert store.get_or_fetch(KEY, source).cache == "hit"

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_a_flight_in_progress_on_another_machine(
        self, shared: Tier, clock: Clock, source: Source, url: str, purge: Purge
    ) -> None:
        """A purge by one machine also drops what another one is fetching."""
        with closing(tier_from_url(url)) as other_tier:
            one, other = worker(shared, clock), worker(other_tier, clock)

            def fetch(known: Known) -> Outcome:
                value = source(known)
                assert purge(other)
                return value

            one.get_or_fetch(KEY, fetch)
            assert worker(other_tier, clock).get_or_fetch(KEY, source).cache == "miss"
            clock.now += 2
            assert title(one.get_or_fetch(KEY, source).value) == "Edition 2"

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_what_is_fetched_right_after_it_is_stored(
        self, shared: Tier, clock: Clock, source: Source, purge: Purge
    ) -> None:
        """Also by a worker that has not yet read the new purge token when the fetch begins."""
        one, other = worker(shared, clock), worker(shared, clock)
        one.get_or_fetch("other", source)
        assert purge(other)
        one.get_or_fetch(KEY, source)
        clock.now += 2
        assert one.get_or_fetch(KEY, source).cache == "hit"
        assert other.get_or_fetch(KEY, source).cache == "hit"

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_before_a_refresh_that_fails(
        self, clock: Clock, source: Source, tmp_path: Path, purge: Purge
    ) -> None:
        """An old answer that was read before the purge is not served in place of the failure."""

        class Contested(SQLiteTier):
            def acquire(self, key: str, owner: str) -> bool:
                if source.failure:
                    assert purge(other)
                return super().acquire(key, owner)

        path = tmp_path / "cache.sqlite"
        with closing(SQLiteTier(path)) as file, closing(Contested(path)) as contested:
            one, other = worker(contested, clock), worker(file, clock)
            one.get_or_fetch(KEY, source)
            clock.now += 100
            source.failure = "upstream_error"
            assert isinstance(one.get_or_fetch(KEY, source).value, Failed)
            assert isinstance(other.get_or_fetch(KEY, source).value, Failed)

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_holds_in_other_workers_within_two_seconds(
        self, shared: Tier, clock: Clock, source: Source, purge: Purge
    ) -> None:
        """The purge token makes their memory a miss, stale answers included."""
        one, other = worker(shared, clock), worker(shared, clock)
        one.get_or_fetch(KEY, source)
        assert other.get_or_fetch(KEY, source).cache == "hit"
        assert purge(one)
        clock.now += 2
        source.failure = "gone"
        assert isinstance(other.get_or_fetch(KEY, source).value, Failed)

    def test_what_was_read_before_a_purge_is_not_stored_after_it(
        self, clock: Clock, tmp_path: Path, source: Source
    ) -> None:
        """A worker that is slow between the shared tier and its memory does not restore a purged answer."""
        reading, purged = threading.Event(), threading.Event()

        class Slow(SQLiteTier):
            def get(self, key: str) -> bytes | None:
                data = super().get(key)
                reading.set()
                assert purged.wait(10)
                return data

        path = tmp_path / "cache.sqlite"
        with closing(SQLiteTier(path)) as file, closing(Slow(path)) as slow, ThreadPoolExecutor(1) as pool:
            one, other = worker(file, clock), worker(slow, clock)
            one.get_or_fetch(KEY, source)
            slow_reader = pool.submit(other.get_or_fetch, KEY, source)
            assert reading.wait(10)
            one.purge(KEY)
            purged.set()
            assert slow_reader.result().cache == "hit"
            clock.now += 2
            assert other.get_or_fetch(KEY, source).cache == "miss"


class TestHarm:
    def test_values_swapped_in_the_file(
        self, file: SQLiteTier, clock: Clock, source: Source, tmp_path: Path
    ) -> None:
        """The value of another key is a miss."""
        worker(file, clock).get_or_fetch("a", source)
        worker(file, clock).get_or_fetch("b", source)
        with closing(sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)) as db:
            db.execute("UPDATE entries SET key = key || '!'")
            db.execute("UPDATE entries SET key = CASE key WHEN 'a!' THEN 'b' ELSE 'a' END")
        answer = worker(file, clock).get_or_fetch("a", source)
        assert (answer.cache, title(answer.value)) == ("miss", "Edition 3")

    @pytest.mark.parametrize("junk", ["x'00'", "'text'", "12", "zeroblob(100000)"])
    def test_junk_in_the_file(
        self, file: SQLiteTier, clock: Clock, source: Source, tmp_path: Path, junk: str
    ) -> None:
        """A value that cannot be decoded is a miss and is replaced."""
        worker(file, clock).get_or_fetch(KEY, source)
        with closing(sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)) as db:
            db.execute(f"UPDATE entries SET data = {junk}")
        assert worker(file, clock).get_or_fetch(KEY, source).cache == "miss"
        assert worker(file, clock).get_or_fetch(KEY, source).cache == "hit"

    def test_without_its_shared_tier_a_worker_uses_its_memory(
        self, tmp_path: Path, clock: Clock, source: Source
    ) -> None:
        """Where the file cannot be made, hits, stale answers, failures and purges work in memory alone."""
        (tmp_path / "file").write_text("not a folder")
        with closing(SQLiteTier(tmp_path / "file" / "cache.sqlite")) as tier:
            store = worker(tier, clock)
            assert store.get_or_fetch(KEY, source).cache == "miss"
            assert store.get_or_fetch(KEY, source).cache == "hit"
            clock.now += 100
            source.failure = "gone"
            assert store.get_or_fetch(KEY, source).cache == "stale"
            assert not store.ready()
            assert not store.purge(KEY)
            assert isinstance(store.get_or_fetch(KEY, source).value, Failed)
            source.failure = None
            clock.now += 100
            store.get_or_fetch(KEY, source)
            assert not store.purge_provider("social")
            assert store.get_or_fetch(KEY, source).cache == "miss"

    def test_an_answer_that_cannot_be_encoded(self, tier: Tier, clock: Clock) -> None:
        """It is served, and fetched again each time."""
        store = worker(tier, clock)
        for _ in range(2):
            answer = store.get_or_fetch(KEY, lambda _: Outcome(replace(embed(at=clock.now), url="\udcff")))
            assert (answer.cache, answer.value.url) == ("miss", "\udcff")

    def test_an_answer_larger_than_memory(self, tmp_path: Path, clock: Clock) -> None:
        """The shared tier has it."""
        with closing(SQLiteTier(tmp_path / "cache.sqlite")) as tier:
            store = Cache(tier, Memory(10_000, clock), clock)
            large = Outcome(embed("x" * 20_000, at=clock.now))
            for cache in ("miss", "hit"):
                assert store.get_or_fetch(KEY, lambda _: large).cache == cache


class TestUrl:
    def test_each_kind(self, tmp_path: Path) -> None:
        """Each kind of URL gives its tier, and nothing is opened before its first use."""
        assert isinstance(tier_from_url("memory://"), WorkerOnlyTier)
        with closing(tier_from_url(f"sqlite:///{tmp_path}/new/cache.sqlite")) as tier:
            assert not (tmp_path / "new").exists()
            put(tier, "a", b"1")
            assert tier.get("a") == b"1"
        assert (tmp_path / "new" / "cache.sqlite").exists()
        for url in (
            "redis://nowhere.invalid:6380/2?socket_timeout=1",
            "rediss://:word@[::1]",
            "unix:///a.sock",
        ):
            with closing(tier_from_url(url)) as tier:
                assert isinstance(tier, RedisTier)

    @pytest.mark.parametrize("url", ["", "sqlite:///", "sqlite://host/x", "http://localhost", "memory://x"])
    def test_no_other(self, url: str) -> None:
        """Anything else is refused with a sentence."""
        with pytest.raises(ValueError, match="must be"):
            tier_from_url(url)

    @pytest.mark.parametrize(
        "url",
        [
            "redis://host:port",
            "redis://host?unknown=1",
            "redis://host?db=one",
            "redis://[::1",
            "redis://?protocol=9",
        ],
    )
    def test_no_server(self, url: str) -> None:
        """What the client has no use for is refused before anything starts."""
        with pytest.raises(ValueError, match="is not the URL of a Redis server"):
            tier_from_url(url)

    def test_without_the_package(self) -> None:
        """The error names what to install, and other tiers do not import the package."""
        script = """
import sys
from embedsvc.store import tier_from_url
tier_from_url("memory://")
print("redis" in sys.modules)
sys.modules["redis"] = None
try:
    tier_from_url("redis://localhost")
except ValueError as error:
    print(error)
"""
        run = subprocess.run(
            [sys.executable, "-c", script], check=True, timeout=20, capture_output=True, text=True
        )
        assert run.stdout.splitlines() == ["False", "needs the package redis: install embedsvc[redis]"]


@pytest.mark.parametrize("code", ["overloaded", "internal_error", "blocked_address", "unsupported_scheme"])
def test_a_failure_of_ours_does_not_replace_a_good_answer(code: str) -> None:
    """Overload serves the older answer stale; a refused address is refused, and the answer is there once it
    passes.
    """
    clock = Clock()
    source = Source(clock)
    store = Cache(WorkerOnlyTier(), Memory(2**20, clock), clock)
    store.get_or_fetch(KEY, source)
    clock.now += 3600
    source.failure, source.ttl = code, 0
    first = store.get_or_fetch(KEY, source).value
    assert isinstance(first, Embed) is (code in {"overloaded", "internal_error"})
    clock.now += 60
    source.failure = "upstream_timeout"
    assert title(store.get_or_fetch(KEY, source).value) == "Edition 1"
