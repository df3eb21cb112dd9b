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

from embedsvc.model import Embed, Failed, Known, Outcome, Snapshot
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
    """What a link gives, and how often it was asked."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.asked = 0
        self.failure: str | None = None
        self.ttl = 60.0
        self.provider = "social"
        self.pages: Known = {}
        """What it is read from."""
        self.known: Known = {}
        """What it was given to ask whether that still holds."""

    def __call__(self, known: Known) -> Outcome:
        self.asked += 1
        self.known = known
        if self.failure:
            return Outcome(failed(self.failure, at=self.clock.now, ttl=self.ttl))
        value = embed(f"Edition {self.asked}", at=self.clock.now, ttl=self.ttl, provider=self.provider)
        return Outcome(value, self.pages)


class Later(Executor):
    """Does its work when the test says so."""

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
    with closing(tier_from_url(url or request.getfixturevalue("server").url)) as made:
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
    """What can be asked about."""
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
    def test_learned_once_while_it_holds(self, tier: Tier, clock: Clock, source: Source) -> None:
        """The first answer is a miss, later ones are hits, and nothing of the answer is lost."""
        store = worker(tier, clock)
        first = store.get_or_fetch(KEY, source)
        clock.now += 59
        second = store.get_or_fetch(KEY, source)
        assert (first.cache, second.cache, source.asked) == ("miss", "hit", 1)
        assert second.value == first.value == embed("Edition 1", at=clock.now - 59)

    def test_learned_anew_from_its_end_on(self, tier: Tier, clock: Clock, source: Source) -> None:
        """At `expires_at` an answer no longer holds."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        clock.now += 60
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 2"
        assert store.get_or_fetch(KEY, source).cache == "hit"

    def test_failures_are_remembered_for_their_own_time(
        self, tier: Tier, clock: Clock, source: Source
    ) -> None:
        """A failure is a value like others."""
        store = worker(tier, clock)
        source.failure, source.ttl = "rate_limited", 120
        first = store.get_or_fetch(KEY, source)
        clock.now += 119
        assert store.get_or_fetch(KEY, source) == replace(first, cache="hit")
        clock.now += 1
        source.failure = None
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 2"

    def test_workers_share_what_one_learned(self, shared: Tier, clock: Clock, source: Source) -> None:
        """Another worker has a hit, and from then on keeps it in its own memory."""
        one, other = worker(shared, clock), worker(shared, clock)
        one.get_or_fetch(KEY, source)
        assert other.get_or_fetch(KEY, source).cache == "hit"
        assert shared.clear()
        clock.now += 0.5  # less than the time that a purge may take
        assert other.get_or_fetch(KEY, source).cache == "hit"
        assert source.asked == 1

    def test_keys_are_apart(self, tier: Tier, clock: Clock, source: Source) -> None:
        """Keys that look alike have answers of their own."""
        store = worker(tier, clock)
        keys = [KEY, KEY + "/", KEY.upper(), KEY + "?a=1", " " + KEY, "", "é", "e\u0301"]
        first = [title(store.get_or_fetch(key, source).value) for key in keys]
        assert len(set(first)) == len(keys)
        assert [title(store.get_or_fetch(key, source).value) for key in keys] == first

    def test_a_clock_set_back(self, tier: Tier, clock: Clock, source: Source) -> None:
        """What was learned in the future is learned anew, once; every worker goes on from there."""
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

    def test_an_answer_cannot_be_spoilt_by_who_got_it(self, tier: Tier, clock: Clock, source: Source) -> None:
        """The one mutable thing in an Embed is the caller's own."""
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
        """It says what it is and what was tried, and upstream is left alone for the failure's own time."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        clock.now += 100
        source.failure = code
        for _ in range(3):
            recalled = store.get_or_fetch(KEY, source)
            assert recalled.cache == "stale"
            assert isinstance(recalled.value, Embed)
            assert recalled.value.state == state
            assert [attempt.code for attempt in recalled.value.tried] == [code]
            assert recalled.value.fetched_at == clock.now - 100
        assert source.asked == 2
        clock.now += 60
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 1"
        assert source.asked == 3

    def test_many_failures_never_replace_it(self, tier: Tier, clock: Clock, source: Source) -> None:
        """After days of failures the answer is there, and when the source is well it is new."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        source.failure = "upstream_unreachable"
        for _ in range(50):
            clock.now += STALE_IF_ERROR / 60
            assert title(store.get_or_fetch(KEY, source).value) == "Edition 1"
        source.failure = None
        clock.now += 100
        recalled = store.get_or_fetch(KEY, source)
        assert recalled.cache == "miss"
        assert title(recalled.value) == "Edition 52"
        assert isinstance(recalled.value, Embed)
        assert recalled.value.state == "fresh"

    def test_another_worker_gives_it_too(self, shared: Tier, clock: Clock, source: Source) -> None:
        """An Embed past its end stays in the shared tier, with the failure beside it."""
        worker(shared, clock).get_or_fetch(KEY, source)
        clock.now += 365 * 86_400
        source.failure = "gone"
        worker(shared, clock).get_or_fetch(KEY, source)
        recalled = worker(shared, clock).get_or_fetch(KEY, source)
        assert recalled.cache == "stale"
        assert title(recalled.value) == "Edition 1"
        assert source.asked == 2

    def test_answers_at_once_and_refreshes_in_the_background(
        self, tier: Tier, clock: Clock, source: Source
    ) -> None:
        """Within `stale_for` nobody waits, and one refresh is enough."""
        later = Later()
        store = worker(tier, clock, background=later, stale_for=600)
        store.get_or_fetch(KEY, source)
        clock.now += 100
        for _ in range(5):
            recalled = store.get_or_fetch(KEY, source)
            assert recalled.cache == "stale"
            assert isinstance(recalled.value, Embed)
            assert recalled.value.state == "stale"
        assert (source.asked, len(later.work)) == (1, 1)
        later.run()
        recalled = store.get_or_fetch(KEY, source)
        assert (recalled.cache, title(recalled.value), source.asked) == ("hit", "Edition 2", 2)

    def test_after_that_time_the_caller_waits(self, tier: Tier, clock: Clock, source: Source) -> None:
        """An answer that is too old is not given while a newer one can be had."""
        later = Later()
        store = worker(tier, clock, background=later, stale_for=600)
        store.get_or_fetch(KEY, source)
        clock.now += 60 + 600
        assert title(store.get_or_fetch(KEY, source).value) == "Edition 2"
        assert not later.work

    def test_a_background_that_takes_no_more(self, clock: Clock, source: Source) -> None:
        """While the service shuts down the stale answer is still given."""
        pool = ThreadPoolExecutor(1)
        pool.shutdown()
        store = worker(WorkerOnlyTier(), clock, background=pool, stale_for=600)
        store.get_or_fetch(KEY, source)
        clock.now += 100
        assert store.get_or_fetch(KEY, source).cache == "stale"

    def test_a_refresh_that_breaks_is_logged(
        self, clock: Clock, source: Source, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Nobody waits for it, so the log must tell, and the next reader starts another."""
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
        """Whoever learns anew is given what the answer before was read from, byte for byte."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        assert source.known == {}
        clock.now += 60
        store.get_or_fetch(KEY, source)
        assert source.known == source.pages

    def test_a_refresh_in_the_background_does_too(self, tier: Tier, clock: Clock, source: Source) -> None:
        """The answer has ended by then, what it was read from has not."""
        later = Later()
        store = worker(tier, clock, background=later, stale_for=3600)
        store.get_or_fetch(KEY, source)
        clock.now += 60 + 3599
        assert store.get_or_fetch(KEY, source).cache == "stale"
        later.run()
        assert source.known == source.pages

    def test_other_workers_get_them(self, shared: Tier, clock: Clock, source: Source, url: str) -> None:
        """They stand in what workers share."""
        worker(shared, clock).get_or_fetch(KEY, source)
        clock.now += 60
        with closing(tier_from_url(url)) as other:
            worker(other, clock).get_or_fetch(KEY, source)
        assert source.known == source.pages

    def test_a_failure_leaves_them(self, tier: Tier, clock: Clock, source: Source) -> None:
        """A site that is back is asked whether it is as it was."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        source.failure = "upstream_error"
        for _ in range(2):
            clock.now += 60
            store.get_or_fetch(KEY, source)
            assert source.known == source.pages

    def test_another_key_does_not_get_them(self, tier: Tier, clock: Clock, source: Source) -> None:
        """They belong to one link."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        clock.now += 60
        store.get_or_fetch(KEY + "2", source)
        assert source.known == {}

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_a_purge_ends_them(self, tier: Tier, clock: Clock, source: Source, purge: Purge) -> None:
        """The next answer is learned without them, and they do not come back with its successor either."""
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
        """Not even where nobody would find them."""
        store = worker(file, clock)
        store.get_or_fetch(KEY, source)
        with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as db:
            assert db.execute("SELECT count(*) FROM entries").fetchone() == (2,)
            assert store.purge(KEY)
            assert db.execute("SELECT count(*) FROM entries").fetchone() == (0,)

    def test_a_purged_link_leaves_none_behind_on_a_server(
        self, server: Server, clock: Clock, source: Source
    ) -> None:
        """The same of the tier of many machines."""
        with closing(RedisTier(server.url)) as tier:
            store = worker(tier, clock)
            store.get_or_fetch(KEY, source)
            assert len(cast("list[bytes]", server.do("KEYS", "embedsvc:entry:*"))) == 2
            assert store.purge(KEY)
            assert server.do("KEYS", "embedsvc:entry:*") == []

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_of_a_flight_that_a_purge_met(
        self, tier: Tier, clock: Clock, source: Source, purge: Purge
    ) -> None:
        """They are not kept: they may be what was to be purged."""
        store = worker(tier, clock)

        def learn(known: Known) -> Outcome:
            learned = source(known)
            assert purge(store)
            return learned

        store.get_or_fetch(KEY, learn)
        source.pages = {}
        for _ in range(2):
            store.get_or_fetch(KEY, source)
            assert source.known == {}
            clock.now += 60

    def test_large_ones_are_not_kept(self, tier: Tier, clock: Clock, source: Source) -> None:
        """One over its bound leaves room for another, and none of them costs the answer its place."""
        store = worker(tier, clock)
        noise = page(random.Random(1).randbytes(MAX_STORED + 1))
        blanks = page(b" " * (MAX_INFLATED + 1))
        source.pages = {"noise": noise, "blanks": blanks, **source.pages}
        store.get_or_fetch(KEY, source)
        assert store.get_or_fetch(KEY, source).cache == "hit"
        clock.now += 60
        store.get_or_fetch(KEY, source)
        assert set(source.known) == {"page", "oembed"}

    def test_they_go_first_where_room_is_short(self, clock: Clock, source: Source, tmp_path: Path) -> None:
        """The answers of links matter more than what they were read from."""
        with closing(SQLiteTier(tmp_path / "cache.sqlite", cap=2 * 2**20)) as tier:
            store = worker(tier, clock)
            for number in range(40):
                source.pages = {"page": page(random.Random(number).randbytes(100_000))}
                store.get_or_fetch(f"{KEY}/{number}", source)
            fresh = worker(tier, clock)
            assert {fresh.get_or_fetch(f"{KEY}/{number}", source).cache for number in range(40)} == {"hit"}
            assert (tmp_path / "cache.sqlite").stat().st_size <= 2 * 2**20

    def test_memory_alone_keeps_them_within_its_bound(self, clock: Clock, source: Source) -> None:
        """Answers that are asked for push them out."""
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
    def test_junk_in_the_file_is_none(
        self, file: SQLiteTier, clock: Clock, source: Source, tmp_path: Path, junk: str
    ) -> None:
        """The site is then asked for all of it."""
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
        """A purged key is learned anew at once, another one is not."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        store.get_or_fetch("other", source)
        assert store.purge(KEY)
        assert store.get_or_fetch(KEY, source).cache == "miss"
        assert store.get_or_fetch("other", source).cache == "hit"

    def test_everything(self, tier: Tier, clock: Clock, source: Source) -> None:
        """After that nothing is known, not even to answer instead of a failure."""
        store = worker(tier, clock)
        store.get_or_fetch(KEY, source)
        assert store.purge_all()
        source.failure = "gone"
        assert isinstance(store.get_or_fetch(KEY, source).value, Failed)

    def test_a_provider(self, tier: Tier, clock: Clock, source: Source) -> None:
        """What it gave is learned anew, and so are failures, which may have been its; other answers stay."""
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
        """What it gave after the purge is given when it fails."""
        store = worker(tier, clock)
        assert store.purge_provider("social")
        store.get_or_fetch(KEY, source)
        source.failure = "upstream_error"
        for _ in range(3):
            clock.now += 100
            assert title(store.get_or_fetch(KEY, source).value) == "Edition 1"
            assert store.get_or_fetch(KEY, source).cache == "stale"

    def test_a_provider_with_its_old_answers(self, tier: Tier, clock: Clock, source: Source) -> None:
        """They are not given instead of a failure, nor those that had a failure beside them already."""
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
        """Who purges a link often does not have every failing site asked again."""
        store = worker(tier, clock)
        source.failure = "upstream_refused"
        store.get_or_fetch(KEY, source)
        assert store.purge("other")
        assert store.get_or_fetch(KEY, source).cache == "hit"

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_a_flight_under_way(self, tier: Tier, clock: Clock, source: Source, purge: Purge) -> None:
        """What it learned is given to those who waited, and not kept: it may be what was to be purged."""
        store = worker(tier, clock)

        def learn(known: Known) -> Outcome:
            value = source(known)
            assert purge(store)
            return value

        assert title(store.get_or_fetch(KEY, learn).value) == "Edition 1"
        assert store.get_or_fetch(KEY, source).cache == "miss"
        assert store.get_or_fetch(KEY, source).cache == "hit"

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_a_flight_under_way_elsewhere(
        self, shared: Tier, clock: Clock, source: Source, url: str, purge: Purge
    ) -> None:
        """A purge by another machine holds for the flights of this one."""
        with closing(tier_from_url(url)) as other_tier:
            one, other = worker(shared, clock), worker(other_tier, clock)

            def learn(known: Known) -> Outcome:
                value = source(known)
                assert purge(other)
                return value

            one.get_or_fetch(KEY, learn)
            assert worker(other_tier, clock).get_or_fetch(KEY, source).cache == "miss"
            clock.now += 2
            assert title(one.get_or_fetch(KEY, source).value) == "Edition 2"

    @pytest.mark.parametrize("purge", PURGES.values(), ids=PURGES)
    def test_what_is_learned_right_after_it_is_kept(
        self, shared: Tier, clock: Clock, source: Source, purge: Purge
    ) -> None:
        """Also by a worker that has not seen the purge yet when it begins."""
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
        """The old answer that a flight had seen before is not given in place of the failure."""

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
        """Their memory is outdated by the mark, for old answers as well."""
        one, other = worker(shared, clock), worker(shared, clock)
        one.get_or_fetch(KEY, source)
        assert other.get_or_fetch(KEY, source).cache == "hit"
        assert purge(one)
        clock.now += 2
        source.failure = "gone"
        assert isinstance(other.get_or_fetch(KEY, source).value, Failed)

    def test_what_was_read_before_a_purge_is_not_kept_after_it(
        self, clock: Clock, tmp_path: Path, source: Source
    ) -> None:
        """A worker that is slow between the shared tier and its memory does not bring a purged answer back."""
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
        """The value of another key is a miss, whatever the file says."""
        worker(file, clock).get_or_fetch("a", source)
        worker(file, clock).get_or_fetch("b", source)
        with closing(sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)) as db:
            db.execute("UPDATE entries SET key = key || '!'")
            db.execute("UPDATE entries SET key = CASE key WHEN 'a!' THEN 'b' ELSE 'a' END")
        recalled = worker(file, clock).get_or_fetch("a", source)
        assert (recalled.cache, title(recalled.value)) == ("miss", "Edition 3")

    @pytest.mark.parametrize("junk", ["x'00'", "'text'", "12", "zeroblob(100000)"])
    def test_junk_in_the_file(
        self, file: SQLiteTier, clock: Clock, source: Source, tmp_path: Path, junk: str
    ) -> None:
        """What cannot be read is learned anew and written over."""
        worker(file, clock).get_or_fetch(KEY, source)
        with closing(sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)) as db:
            db.execute(f"UPDATE entries SET data = {junk}")
        assert worker(file, clock).get_or_fetch(KEY, source).cache == "miss"
        assert worker(file, clock).get_or_fetch(KEY, source).cache == "hit"

    def test_without_its_shared_tier_a_worker_remembers(
        self, tmp_path: Path, clock: Clock, source: Source
    ) -> None:
        """Where the file cannot be made, memory serves: fresh, stale, failures and purges."""
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

    def test_an_answer_that_cannot_be_written(self, tier: Tier, clock: Clock) -> None:
        """It is given, and learned anew each time."""
        store = worker(tier, clock)
        for _ in range(2):
            recalled = store.get_or_fetch(KEY, lambda _: Outcome(replace(embed(at=clock.now), url="\udcff")))
            assert (recalled.cache, recalled.value.url) == ("miss", "\udcff")

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
        """The sentence names what to install, and who uses another tier needs and loads nothing."""
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
