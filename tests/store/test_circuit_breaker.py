"""Who talks to a server that failed, and when."""

import threading
import time
from collections.abc import Callable

from embedsvc.store.circuit_breaker import REST, Breaker
from tests.support.store.samples import Clock


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not until():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_all_talk_to_a_server_that_is_well() -> None:
    """Nothing is probed, however long."""
    ticks = Clock()
    breaker = Breaker(lambda: not ticks, ticks)
    for _ in range(3):
        assert breaker.allows()
        ticks.now += REST


def test_nobody_talks_to_it_until_a_probe_went_well() -> None:
    """It rests, is probed, rests again as long as it fails, and then all talk again."""
    ticks = Clock()
    answers = [False, False, True]
    probed: list[float] = []

    def probe() -> bool:
        probed.append(ticks.now)
        return answers[len(probed) - 1]

    breaker = Breaker(probe, ticks)
    assert breaker.trip()
    assert not breaker.trip(), "it was known"
    for number in range(1, 4):
        assert not breaker.allows()
        ticks.now += REST * 0.9
        assert not breaker.allows()
        assert len(probed) == number - 1
        ticks.now += REST * 0.2
        assert not breaker.allows(), "who comes first does not wait for the probe"
        wait(lambda: len(probed) == number)  # noqa: B023 -- it is called here
        time.sleep(0.05)
    wait(breaker.allows)
    assert len(probed) == 3
    assert breaker.trip()


def test_one_probes() -> None:
    """While a probe waits for the server, no other one is sent."""
    ticks = Clock()
    probed: list[int] = []
    answered = threading.Event()

    def probe() -> bool:
        probed.append(1)
        return answered.wait(10)

    breaker = Breaker(probe, ticks)
    breaker.trip()
    for _ in range(20):
        ticks.now += REST
        assert not breaker.allows()
    answered.set()
    wait(breaker.allows)
    assert len(probed) == 1
