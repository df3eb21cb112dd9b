"""How platforms respond: what counts, for whom, and for how long."""

import itertools
from collections.abc import Iterator
from contextlib import closing, suppress
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
from embedsvc.store import Standing, Tier, WorkerOnlyTier, tier_from_url
from embedsvc.store.standing import FAILING, LAST, State
from tests.support.store.samples import Clock

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
        self.standing = Standing(tier, provider_of, self.clock, self.clock)

    def resolve(
        self,
        link: str,
        failure: Failure | None = None,
        *,
        by: Ask[Any] | None = None,
        seconds: float = 0.1,
    ) -> None:
        with suppress(Failure), self.standing.watch(urls.parse(link), by or ask()):
            self.clock.now += seconds
            if failure:
                raise failure

    def state(self) -> State:
        return self.standing.reports(["pebble"])["pebble"].state


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
    report = worker.standing.reports(["pebble"])["pebble"]
    failing = {(way.method, way.host): way.is_failing for way in report.ways}
    assert failing == {
        ("api", "api.pebble.example"): True,
        ("oembed", "api.pebble.example"): False,
        ("api", "pebble.example"): False,
    }
    assert max(len(way.results) for way in report.ways) == LAST


def test_what_is_stored_is_bounded(worker: Worker) -> None:
    """However many hosts a platform's links lead to."""
    for number in range(300):
        worker.resolve("https://pebble.example/1", by=ask(f"https://h{number}.pebble.example/"))
    ways = worker.standing.reports(["pebble"])["pebble"].ways
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
            tier.put("standing:1:pebble", garbage, 5e9, tier.purge_tokens().newest)
            assert worker.state() == "unknown"
        worker.resolve("https://pebble.example/1")
        assert worker.state() == "ok"
