"""One learns, all get it: in a process, across processes, and when the leader dies."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from embedsvc.model import Known, Outcome
from embedsvc.store import tier_of
from embedsvc.store.cache import Cache
from embedsvc.store.memory import Memory
from embedsvc.store.single_flight import Flights
from embedsvc.store.tier import LEASE, Alone
from tests.support.store.crowd import Worker
from tests.support.store.samples import KEY, embed

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def workers(count: int, url: str, folder: Path, **options: Any) -> Iterator[list[Worker]]:
    """So many of them, ready to begin."""
    crowd = [Worker(url, folder, **options) for _ in range(count)]
    try:
        assert [worker.hear() for worker in crowd] == ["ready"] * count
        yield crowd
    finally:
        for worker in crowd:
            worker.end()


def all_at_once(crowd: list[Worker]) -> set[str]:
    for worker in crowd:
        worker.begin()
    return {worker.hear() for worker in crowd}


def calls(folder: Path) -> int:
    learned = folder / "learned"
    return len(learned.read_text().splitlines()) if learned.exists() else 0


def test_threads_share_one_flight() -> None:
    """Of 50 threads one learns, and 50 get the very same answer."""
    flights: Flights[object] = Flights(Alone())
    all_here = threading.Barrier(50)
    learned: list[object] = []

    def learn() -> object:
        time.sleep(0.2)
        learned.append(object())
        return learned[-1]

    def ask(_: int) -> object:
        all_here.wait()
        return flights.join(KEY, lambda: learned[0] if learned else None, learn)

    with ThreadPoolExecutor(50) as pool:
        got = list(pool.map(ask, range(50)))
    assert len(learned) == 1
    assert set(got) == set(learned)


def test_keys_do_not_wait_for_each_other() -> None:
    """While one key is being learned, another one is."""
    flights: Flights[str] = Flights(Alone())
    other_landed = threading.Event()

    def slow() -> str:
        assert other_landed.wait(10)
        return "slow"

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(flights.join, "a", lambda: None, slow)
        assert flights.join("b", lambda: None, lambda: "fast") == "fast"
        other_landed.set()
        assert waiting.result() == "slow"


def test_what_breaks_is_shared_and_ends_the_flight() -> None:
    """An exception reaches all who waited, and the next flight starts anew."""
    flights: Flights[str] = Flights(Alone())
    all_here = threading.Barrier(8)
    broken: list[int] = []

    def learn() -> str:
        time.sleep(0.2)
        broken.append(1)
        raise LookupError("broken")

    def ask(_: int) -> str:
        all_here.wait()
        try:
            return flights.join(KEY, lambda: None, learn)
        except LookupError as error:
            return str(error)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == ["broken"] * 8
    assert len(broken) == 1
    assert flights.join(KEY, lambda: None, lambda: "well") == "well"


@pytest.mark.parametrize("outcome", ["embed", "failure", "forgotten"])
def test_processes_share_one_flight(url: str, tmp_path: Path, outcome: str) -> None:
    """Three processes of eight threads learn once, longer than a lease lasts, beginning with nothing; a
    failure is shared as well, even one that holds for no time.
    """
    seconds = LEASE * 1.2 if outcome == "embed" else 0.5
    with workers(3, url, tmp_path, threads=8, seconds=seconds, outcome=outcome) as crowd:
        kind = "Embed" if outcome == "embed" else "Failed"
        assert all_at_once(crowd) == {f"{{'{kind}': 8}} 0"}
    assert calls(tmp_path) == 1


def test_a_thousand_at_once(url: str, tmp_path: Path) -> None:
    """1,000 concurrent requests for one cold key over 4 processes cause exactly one call."""
    with workers(4, url, tmp_path, threads=250, seconds=1.0) as crowd:
        assert all_at_once(crowd) == {"{'Embed': 250} 0"}
    assert calls(tmp_path) == 1


def test_many_keys_at_once(url: str, tmp_path: Path) -> None:
    """Four processes that all want the same 300 cold keys fetch each once, and nobody starves."""
    with workers(4, url, tmp_path, threads=32, keys=300, seconds=0.02) as crowd:
        assert all_at_once(crowd) == {"{'Embed': 9600} 0"}
    assert calls(tmp_path) == 300


def test_a_killed_leader_is_replaced(url: str, tmp_path: Path) -> None:
    """A leader that is killed loses its lease, and a follower leads within 2 s of that."""
    tier = tier_of(url)
    with workers(1, url, tmp_path, seconds=60.0) as (leader,), closing(tier), ThreadPoolExecutor(1) as pool:
        leader.begin()
        while not calls(tmp_path):
            time.sleep(0.02)
        store = Cache(tier, Memory(2**20, time.time), time.time)
        key = f"{KEY}/0"
        led_at: list[float] = []

        def learn(_: Known) -> Outcome:
            led_at.append(time.monotonic())
            return Outcome(embed(at=time.time()))

        follower = pool.submit(store.get_or_fetch, key, learn)
        time.sleep(LEASE * 1.2)
        assert not led_at, "a leader that lives keeps its lease"
        killed_at = time.monotonic()
        leader.end()
        assert follower.result(20).cache == "miss"
        assert led_at[0] - killed_at < LEASE + 2


def test_a_fork_flies_on_its_own(url: str) -> None:
    """A child forked in the middle of a flight does not wait for a thread that it does not have: it follows
    the parent as any other process does, and leads after it.
    """
    script = """
import os, sys, threading, time
from embedsvc.store import tier_of
from embedsvc.store.single_flight import Flights
from embedsvc.store import tier_of
flights = Flights(tier_of(sys.argv[1]))
leading = threading.Event()
def slow():
    leading.set()
    time.sleep(1)
    return "parent"
thread = threading.Thread(target=flights.join, args=("a", lambda: None, slow))
thread.start()
leading.wait()
child = os.fork()
if not child:
    os._exit(flights.join("a", lambda: None, lambda: "child") != "child")
_, status = os.waitpid(child, 0)
thread.join()
sys.exit(status != 0)
"""
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [sys.executable, "-c", script, url],
        cwd=ROOT,
        env=environment,
        check=True,
        timeout=20,
    )
