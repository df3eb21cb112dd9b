"""Threads that several requests share."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from embedsvc.wiring.fair_pool import FairPool

SECONDS = 10
"""A test that waits longer has failed."""


def test_results_are_in_order() -> None:
    assert FairPool(4, 2, "test").map(lambda number: number * 2, range(100)) == list(range(0, 200, 2))


def test_a_long_map_does_not_hold_up_a_short_one() -> None:
    """The calls of the long one wait for the short one to end."""
    ended, begun = Event(), Event()
    pool = FairPool(3, 2, "test")

    def waiting(_: int) -> bool:
        begun.set()
        return ended.wait(SECONDS)

    with ThreadPoolExecutor() as requests:
        long = requests.submit(pool.map, waiting, range(50))
        assert begun.wait(SECONDS)
        assert pool.map(str, range(5)) == list("01234")
        ended.set()
        assert all(long.result(SECONDS))


def test_a_failure_is_raised_after_all_calls() -> None:
    done: list[int] = []

    def call(number: int) -> None:
        done.append(number)
        if not number:
            raise ValueError("zero")

    pool = FairPool(2, 1, "test")
    with pytest.raises(ValueError, match="zero"):
        pool.map(call, range(5))
    assert sorted(done) == [0, 1, 2, 3, 4]
    assert pool.map(str, range(3)) == ["0", "1", "2"]
