"""Who talks to a server that failed, and when."""

import threading
import time

from embedsvc.store.circuit_breaker import COOLDOWN, Breaker
from tests.support.store.samples import Clock
from tests.support.waiting import wait_until


def test_a_server_that_works_is_used_by_all() -> None:
    """Nothing is probed, however long."""
    clock = Clock()
    breaker = Breaker(lambda: not clock, clock)
    for _ in range(3):
        assert breaker.allows()
        clock.now += COOLDOWN


def test_a_server_that_failed_is_left_alone_until_a_probe_succeeds() -> None:
    """After each cooldown one probe; when one succeeds, all talk to the server again."""
    clock = Clock()
    answers = [False, False, True]
    probed: list[float] = []

    def probe() -> bool:
        probed.append(clock.now)
        return answers[len(probed) - 1]

    breaker = Breaker(probe, clock)
    breaker.trip()
    breaker.trip()
    for number in range(1, 4):
        assert not breaker.allows()
        clock.now += COOLDOWN * 0.9
        assert not breaker.allows()
        assert len(probed) == number - 1
        clock.now += COOLDOWN * 0.2
        assert not breaker.allows(), "the first caller does not wait for the probe"
        wait_until(lambda: len(probed) == number)  # noqa: B023 -- it is called here
        time.sleep(0.05)
    wait_until(breaker.allows)
    assert len(probed) == 3
    breaker.trip()
    assert not breaker.allows()


def test_one_probe_at_a_time() -> None:
    """While a probe waits for the server, no other one is sent."""
    clock = Clock()
    probed: list[int] = []
    answered = threading.Event()

    def probe() -> bool:
        probed.append(1)
        return answered.wait(10)

    breaker = Breaker(probe, clock)
    breaker.trip()
    for _ in range(20):
        clock.now += COOLDOWN
        assert not breaker.allows()
    answered.set()
    wait_until(breaker.allows)
    assert len(probed) == 1
