"""One request fetches for all: in a worker, across workers, and when the leader dies."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from embedsvc.model import Known, Outcome
from embedsvc.store import WorkerOnlyTier, tier_from_url
from embedsvc.store.cache import Cache
from embedsvc.store.memory import Memory
from embedsvc.store.single_flight import Flights
from embedsvc.store.tier import LEASE
from tests.support.store.crowd import Worker
from tests.support.store.samples import KEY, embed


@contextmanager
def workers(count: int, url: str, folder: Path, **options: Any) -> Iterator[list[Worker]]:
    """This many workers, ready to start."""
    crowd = [Worker(url, folder, **options) for _ in range(count)]
    try:
        assert [worker.receive() for worker in crowd] == ["ready"] * count
        yield crowd
    finally:
        for worker in crowd:
            worker.kill()


def run_all(crowd: list[Worker]) -> set[str]:
    for worker in crowd:
        worker.start()
    return {worker.receive() for worker in crowd}


def fetches(folder: Path) -> int:
    log = folder / "fetches"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_threads_share_one_flight() -> None:
    """Of 50 threads one fetches, and all 50 get the same object."""
    flights: Flights[object] = Flights(WorkerOnlyTier())
    all_here = threading.Barrier(50)
    fetched: list[object] = []

    def fetch() -> object:
        time.sleep(0.2)
        fetched.append(object())
        return fetched[-1]

    def ask(_: int) -> object:
        all_here.wait()
        return flights.join(KEY, lambda: fetched[0] if fetched else None, fetch)

    with ThreadPoolExecutor(50) as pool:
        got = list(pool.map(ask, range(50)))
    assert len(fetched) == 1
    assert set(got) == set(fetched)


def test_keys_do_not_wait_for_each_other() -> None:
    """While one key is fetched, another one can be."""
    flights: Flights[str] = Flights(WorkerOnlyTier())
    other_landed = threading.Event()

    def slow() -> str:
        assert other_landed.wait(10)
        return "slow"

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(flights.join, "a", lambda: None, slow)
        assert flights.join("b", lambda: None, lambda: "fast") == "fast"
        other_landed.set()
        assert waiting.result() == "slow"


def test_an_exception_reaches_all_followers_and_ends_the_flight() -> None:
    """All who waited get the exception, and the next request starts a new flight."""
    flights: Flights[str] = Flights(WorkerOnlyTier())
    all_here = threading.Barrier(8)
    attempts: list[int] = []

    def fetch() -> str:
        time.sleep(0.2)
        attempts.append(1)
        raise LookupError("broken")

    def ask(_: int) -> str:
        all_here.wait()
        try:
            return flights.join(KEY, lambda: None, fetch)
        except LookupError as error:
            return str(error)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == ["broken"] * 8
    assert len(attempts) == 1
    assert flights.join(KEY, lambda: None, lambda: "works") == "works"


@pytest.mark.parametrize("outcome", ["embed", "failure", "expired failure"])
def test_processes_share_one_flight(url: str, tmp_path: Path, outcome: str) -> None:
    """Three processes of eight threads fetch once, for longer than a lease lasts, starting without a store.
    Failures are shared too, even one that expires at once.
    """
    seconds = LEASE * 1.2 if outcome == "embed" else 0.5
    with workers(3, url, tmp_path, threads=8, seconds=seconds, outcome=outcome) as crowd:
        kind = "Embed" if outcome == "embed" else "Failed"
        assert run_all(crowd) == {f"{{'{kind}': 8}} 0"}
    assert fetches(tmp_path) == 1


@pytest.mark.slow
def test_a_thousand_requests_cause_one_fetch(url: str, tmp_path: Path) -> None:
    """1,000 concurrent requests for one key, over 4 processes, cause exactly one fetch."""
    with workers(4, url, tmp_path, threads=250, seconds=1.0) as crowd:
        assert run_all(crowd) == {"{'Embed': 250} 0"}
    assert fetches(tmp_path) == 1


@pytest.mark.parametrize("url", ["sqlite", pytest.param("redis", marks=pytest.mark.slow)], indirect=True)
def test_many_keys_at_once(url: str, tmp_path: Path) -> None:
    """Four processes that all want the same 300 keys fetch each of them once, and no thread starves."""
    with workers(4, url, tmp_path, threads=32, keys=300, seconds=0.02) as crowd:
        assert run_all(crowd) == {"{'Embed': 9600} 0"}
    assert fetches(tmp_path) == 300


@pytest.mark.slow
def test_a_killed_leader_is_replaced(url: str, tmp_path: Path) -> None:
    """A leader that is killed loses its lease, and a follower leads within 2 s of that."""
    tier = tier_from_url(url)
    with workers(1, url, tmp_path, seconds=60.0) as (leader,), closing(tier), ThreadPoolExecutor(1) as pool:
        leader.start()
        while not fetches(tmp_path):
            time.sleep(0.02)
        store = Cache(tier, Memory(2**20, time.time), time.time)
        key = f"{KEY}/0"
        led_at: list[float] = []

        def fetch(_: Known) -> Outcome:
            led_at.append(time.monotonic())
            return Outcome(embed(at=time.time()))

        follower = pool.submit(store.get_or_fetch, key, fetch)
        time.sleep(LEASE * 1.2)
        assert not led_at, "a leader that lives keeps its lease"
        killed_at = time.monotonic()
        leader.kill()
        assert follower.result(20).cache == "miss"
        assert led_at[0] - killed_at < LEASE + 2
