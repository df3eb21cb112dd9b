"""How platforms respond: what counts, for whom, and for how long."""

import itertools
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from embedsvc import urls
from embedsvc.errors import (
    DAY,
    BlockedAddress,
    Failure,
    InternalError,
    NotFound,
    Overloaded,
    RateLimited,
    TooLarge,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
    UpstreamUnreachable,
)
from embedsvc.model import Ask, Method, Snapshot, Url
from embedsvc.store import PlatformHealth, SQLiteTier, Tier, WorkerOnlyTier, tier_from_url
from embedsvc.store.ways import COOLDOWN, FAILING, LAST, MAX_COOLDOWN, State
from tests.support.store.samples import Clock
from tests.support.waiting import wait_until

API = "https://api.pebble.example/posts"
PRIVATE = (UpstreamRefused, "The post is private.")


def ask(url: str = API, method: Method = "api") -> Ask[Snapshot]:
    return Ask(url=urls.parse(url), read=lambda snapshot: snapshot, method=method, failures={403: PRIVATE})


def provider_of(url: Url) -> str | None:
    return "pebble" if url.host.endswith("pebble.example") else None


class Worker:
    """A worker, and the links that it resolves."""

    def __init__(self, tier: Tier, clock: Clock | None = None) -> None:
        self.clock = clock or Clock(1_700_000_000.0)
        self.sent = 0
        """Asks that were not skipped."""
        self.health = PlatformHealth(tier, provider_of, self.clock, self.clock)

    def resolve(
        self,
        link: str,
        failure: Failure | None = None,
        *,
        by: Ask[Any] | None = None,
        seconds: float = 0.1,
    ) -> None:
        """Fails with this failure unless the way is skipped."""
        with suppress(Failure):
            self.attempt(link, failure, by=by, seconds=seconds)

    def attempt(
        self,
        link: str,
        failure: Failure | None = None,
        *,
        by: Ask[Any] | None = None,
        seconds: float = 0.1,
    ) -> None:
        with self.health.watch(urls.parse(link), by or ask()):
            self.sent += 1
            self.clock.now += seconds
            if failure:
                raise failure

    def state(self) -> State:
        return self.health.reports(["pebble"])["pebble"].state


@pytest.fixture
def worker() -> Worker:
    return Worker(WorkerOnlyTier())


def links() -> Iterator[str]:
    return (f"https://pebble.example/{number}" for number in itertools.count())


def failed() -> UpstreamError:
    return UpstreamError("No.")


def test_a_platform_is_unknown_until_a_link_of_it_was_resolved(worker: Worker) -> None:
    """And again a day after the last one."""
    assert worker.state() == "unknown"
    worker.resolve("https://site.example/")
    assert worker.state() == "unknown"
    worker.resolve("https://pebble.example/1")
    assert worker.state() == "ok"
    worker.clock.now += DAY + 1
    assert worker.state() == "unknown"


@pytest.mark.parametrize(
    "failure",
    [
        RateLimited("No."),
        UpstreamRefused("No."),
        UpstreamRefused("A wall.", answered=True),
        UpstreamError("No."),
        UpstreamUnreachable("No."),
        UpstreamTimeout("No."),
    ],
    ids=lambda failure: failure.code,
)
def test_a_platform_that_fails_for_all_links_is_blocked(worker: Worker, failure: Failure) -> None:
    """After one failure it is degraded, for the last results are what counts."""
    for number, link in zip(range(FAILING), links(), strict=False):
        worker.resolve(link, failure, seconds=4.0)
        assert worker.state() == ("blocked" if number == FAILING - 1 else "degraded")
    worker.clock.now += COOLDOWN
    worker.resolve("https://pebble.example/good")
    assert worker.state() == "degraded"
    for link in itertools.islice(links(), LAST):
        worker.resolve(link)
    assert worker.state() == "ok"


@pytest.mark.parametrize(
    "failure",
    [
        NotFound("No."),
        TooLarge("No."),
        UpstreamRefused("The author protects it.", ends_source=True),
        UpstreamRefused(PRIVATE[1]),
    ],
    ids=lambda failure: failure.detail,
)
def test_what_a_platform_states_about_a_link_is_a_response(worker: Worker, failure: Failure) -> None:
    """Only a way that works can state it."""
    for link in itertools.islice(links(), FAILING):
        worker.resolve(link, failure)
    assert worker.state() == "ok"


@pytest.mark.parametrize(
    ("failure", "seconds"),
    [
        (Overloaded("No."), 9.0),
        (InternalError(), 9.0),
        (BlockedAddress("No."), 0.0),
        (UpstreamTimeout("No."), 0.2),
    ],
    ids=["overloaded", "internal", "blocked", "impatient"],
)
def test_what_is_no_fault_of_the_platform_counts_neither_way(
    worker: Worker, failure: Failure, seconds: float
) -> None:
    """Such as a timeout where the ways before had used up the time."""
    for link in itertools.islice(links(), FAILING):
        worker.resolve(link, failure, seconds=seconds)
    assert worker.state() == "unknown"


def test_one_link_that_always_fails_blocks_nobody(worker: Worker) -> None:
    for _ in range(3 * FAILING):
        worker.resolve("https://pebble.example/broken", failed())
    assert worker.state() == "degraded"
    worker.resolve("https://pebble.example/good")
    worker.resolve("https://pebble.example/better")
    assert worker.state() == "ok"


def test_a_response_in_between_ends_the_succession(worker: Worker) -> None:
    for number, link in zip(range(FAILING), links(), strict=False):
        worker.resolve(link, None if number == 1 else failed())
    assert worker.state() == "degraded"


def test_a_platform_with_a_way_that_works_is_degraded(worker: Worker) -> None:
    """Ways differ by method or host. The last results of each count, however many the others have."""
    for link in itertools.islice(links(), FAILING):
        worker.resolve(link, failed())
        for number in range(3):
            worker.resolve(f"{link}/{number}", by=ask(method="oembed"))
            worker.resolve(f"{link}/{number}", by=ask("https://pebble.example/"))
    assert worker.state() == "degraded"
    report = worker.health.reports(["pebble"])["pebble"]
    failing = {(way.method, way.host): way.is_failing for way in report.ways}
    assert failing == {
        ("api", "api.pebble.example"): True,
        ("oembed", "api.pebble.example"): False,
        ("api", "pebble.example"): False,
    }
    assert max(len(way.results) for way in report.ways) == LAST


def test_all_platforms_are_read_at_once(tmp_path: Path) -> None:
    """A report has about a hundred of them."""

    class Counted(SQLiteTier):
        reads = 0

        def get_all(self, keys: Sequence[str]) -> Mapping[str, bytes]:
            self.reads += 1
            return super().get_all(keys)

    with closing(Counted(tmp_path / "cache.sqlite")) as tier:
        worker = Worker(tier)
        worker.resolve("https://pebble.example/1")
        tier.reads = 0
        reports = worker.health.reports(["pebble", "sand", "gravel"])
        assert {key: report.state for key, report in reports.items()} == {
            "pebble": "ok",
            "sand": "unknown",
            "gravel": "unknown",
        }
        assert tier.reads == 1


def test_a_way_that_works_is_stored_once_a_minute(tmp_path: Path) -> None:
    """Each link of a platform would be a write that all workers wait for. After a failure each counts again."""

    class Counted(SQLiteTier):
        writes = 0

        def put(self, key: str, data: bytes, expires_at: float, newest: str) -> None:
            self.writes += 1
            super().put(key, data, expires_at, newest)

    def writes(minutes: int, *, failure: Failure | None = None) -> int:
        """Of 60 responses in each minute, after the failure."""
        tier.writes = 0
        if failure:
            worker.resolve(next(link), failure)
        for each in itertools.islice(link, 60 * minutes):
            worker.resolve(each, seconds=1.0)
        return tier.writes

    link = links()
    with closing(Counted(tmp_path / "cache.sqlite")) as tier:
        worker = Worker(tier)
        assert writes(1) == LAST
        assert writes(5) <= 6
        assert LAST < writes(1, failure=failed()) <= LAST + 3
        assert worker.state() == "ok"
        assert worker.health.reports(["pebble"])["pebble"].ways[0].results[-1].at > worker.clock.now - 61


def test_what_is_stored_is_bounded(worker: Worker) -> None:
    """However many hosts a platform's links lead to."""
    for number in range(300):
        worker.resolve("https://pebble.example/1", by=ask(f"https://h{number}.pebble.example/"))
    ways = worker.health.reports(["pebble"])["pebble"].ways
    assert len(ways) < 30
    assert ways[-1].host == "h299.pebble.example"


def test_workers_that_share_a_tier_share_results(url: str) -> None:
    """And so do those that start later."""
    with closing(tier_from_url(url)) as first, closing(tier_from_url(url)) as second:
        clock = Clock(4e9)
        workers = [Worker(first, clock), Worker(second, clock)]
        for worker, link in zip(itertools.cycle(workers), itertools.islice(links(), FAILING), strict=False):
            worker.resolve(link, failed())
        with closing(tier_from_url(url)) as third:
            states = [worker.state() for worker in (*workers, Worker(third, clock))]
    assert states == ["blocked"] * 3


def test_what_cannot_be_read_is_unknown(url: str) -> None:
    """Such as what another version of this service stored."""
    with closing(tier_from_url(url)) as tier:
        worker = Worker(tier, Clock(4e9))
        for garbage in (b"\xff", b"{}", b'[{"method":1}]', b""):
            tier.put("platform health:1:pebble", garbage, 5e9, tier.purge_tokens().newest)
            assert worker.state() == "unknown"
        worker.resolve("https://pebble.example/1")
        assert worker.state() == "ok"


def block(worker: Worker, failure: Failure | None = None) -> None:
    for link in itertools.islice(links(), FAILING):
        worker.resolve(link, failure or failed())


def skipped(worker: Worker, link: str = "https://pebble.example/next", **how: Any) -> Failure:
    """The failure of an Ask that is not sent."""
    sent = worker.sent
    with pytest.raises(Failure) as raised:
        worker.attempt(link, **how)
    assert worker.sent == sent
    return raised.value


@pytest.mark.parametrize("kind", [RateLimited, UpstreamRefused, UpstreamUnreachable, UpstreamTimeout])
def test_a_way_that_fails_is_skipped_with_its_code(worker: Worker, kind: type[Failure]) -> None:
    """The failure ends when the way is tried again, so that no cache stores it for longer."""
    for link in itertools.islice(links(), FAILING):
        worker.resolve(link, kind("No."), seconds=2.0)
    worker.clock.now += COOLDOWN - 10
    failure = skipped(worker)
    assert (failure.code, failure.retry_after) == (kind.code, 10)


def test_other_ways_and_other_sites_are_not_skipped(worker: Worker) -> None:
    block(worker)
    worker.attempt("https://pebble.example/next", by=ask(method="oembed"))
    worker.attempt("https://pebble.example/next", by=ask("https://pebble.example/"))
    worker.attempt("https://site.example/")


def test_one_link_that_always_fails_is_never_skipped(worker: Worker) -> None:
    """Nor does it make others be skipped."""
    for _ in range(3 * FAILING):
        worker.resolve("https://pebble.example/broken", failed())
    assert worker.sent == 3 * FAILING
    worker.attempt("https://pebble.example/good")


def test_no_site_of_the_open_web_is_skipped(worker: Worker) -> None:
    for number in range(3 * FAILING):
        worker.resolve(f"https://site.example/{number}", failed())
    assert worker.sent == 3 * FAILING


def test_one_ask_tries_the_way_again(worker: Worker) -> None:
    """While it is under way all others are skipped; if it gets a response, all are sent again."""
    block(worker)
    skipped(worker)
    worker.clock.now += COOLDOWN
    with worker.health.watch(urls.parse("https://pebble.example/probe"), ask()):
        skipped(worker)
    worker.attempt("https://pebble.example/next")
    assert worker.state() == "degraded"


def test_each_vain_try_doubles_the_wait(worker: Worker) -> None:
    """Up to ten minutes. A crowd of failures at one moment does not."""
    requests = [worker.health.watch(urls.parse(link), ask()) for link in itertools.islice(links(), 20)]
    for request in requests:
        request.__enter__()
    for request in requests:
        with suppress(Failure):
            request.__exit__(UpstreamError, failed(), None)
    waits = []
    for number in range(7):
        wait = skipped(worker).retry_after
        assert wait
        waits.append(wait)
        worker.clock.now += wait
        worker.resolve(f"https://pebble.example/probe/{number}", failed(), seconds=0.0)
    assert waits == [30, 60, 120, 240, 480, 600, 600]
    worker.clock.now += MAX_COOLDOWN
    worker.attempt("https://pebble.example/good")
    block(worker)
    assert skipped(worker).retry_after == COOLDOWN


def test_a_try_that_never_ends_blocks_the_way_for_a_while_only(worker: Worker) -> None:
    """Its worker may have been killed."""
    block(worker)
    worker.clock.now += COOLDOWN
    worker.health.watch(urls.parse("https://pebble.example/probe"), ask()).__enter__()
    skipped(worker)
    worker.clock.now += 2 * COOLDOWN
    worker.attempt("https://pebble.example/next")


def test_a_platform_may_ask_for_a_longer_wait(worker: Worker) -> None:
    """But not for ever."""
    block(worker, RateLimited("No.", retry_after=120))
    assert skipped(worker).retry_after == 120
    worker.clock.now += 120
    worker.resolve("https://pebble.example/probe", RateLimited("No.", retry_after=10**9))
    assert skipped(worker).retry_after == MAX_COOLDOWN


def test_a_moment_of_another_clock_is_not_waited_for(worker: Worker) -> None:
    """Such as that of a machine whose clock was wrong."""
    block(worker)
    worker.clock.now -= 2 * MAX_COOLDOWN
    worker.attempt("https://pebble.example/next")


def test_what_one_worker_finds_all_workers_skip(url: str) -> None:
    """And one of them tries again."""
    with closing(tier_from_url(url)) as first, closing(tier_from_url(url)) as second:
        clock = Clock(4e9)
        one, other = Worker(first, clock), Worker(second, clock)
        block(one)
        skipped(other)
        clock.now += COOLDOWN
        with other.health.watch(urls.parse("https://pebble.example/probe"), ask()):
            skipped(one)
        one.attempt("https://pebble.example/next")


def test_of_a_crowd_one_tries_again(url: str) -> None:
    """Whichever worker is first."""
    with closing(tier_from_url(url)) as first, closing(tier_from_url(url)) as second:
        clock = Clock(4e9)
        workers = [Worker(first, clock), Worker(second, clock)]
        block(workers[0])
        clock.now += COOLDOWN
        start, end = threading.Barrier(8), threading.Event()

        def attempt(worker: Worker, number: int) -> bool:
            start.wait(10)
            try:
                with worker.health.watch(urls.parse(f"https://pebble.example/{number}"), ask()):
                    end.wait(10)
            except Failure:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            futures = [pool.submit(attempt, workers[number % 2], number) for number in range(8)]
            wait_until(lambda: sum(future.done() for future in futures) == 7)
            end.set()
            assert sum(future.result() for future in futures) == 1


def test_where_the_tier_fails_nothing_is_skipped(tmp_path: Path) -> None:
    """A file that is none: every request goes on as without a breaker."""
    (tmp_path / "cache.sqlite").mkdir()
    with closing(tier_from_url(f"sqlite:///{tmp_path}/cache.sqlite")) as tier:
        worker = Worker(tier)
        block(worker)
        worker.attempt("https://pebble.example/next")
        assert worker.state() == "unknown"
