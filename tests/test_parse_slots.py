"""Turns at reading."""

import time
from threading import Barrier, Event, Thread

import pytest

from embedsvc.errors import Overloaded
from embedsvc.parse_slots import PLACES, ParseSlots


def test_the_smallest_comes_first() -> None:
    """While the places are taken, who came last with a small answer is served before the large ones."""
    desk, served, sizes = ParseSlots(), list[int](), (5_000_000, 300, 20_000)
    leave = [Event() for _ in range(PLACES)]
    seated, coming = Barrier(PLACES + 1), Barrier(len(sizes) + 1)

    def sit(until: Event) -> None:
        with desk.acquire(1, 10):
            seated.wait()
            until.wait()

    def wait(size: int) -> None:
        coming.wait()
        with desk.acquire(size, 10):
            served.append(size)

    sitting = [Thread(target=sit, args=(until,)) for until in leave]
    waiting = [Thread(target=wait, args=(size,)) for size in sizes]
    for thread in sitting:
        thread.start()
    seated.wait()
    for thread in waiting:
        thread.start()
    coming.wait()
    time.sleep(0.2)  # all of them wait by now
    leave[0].set()
    for thread in waiting:
        thread.join()
    assert served == sorted(sizes)
    for until, thread in zip(leave, sitting, strict=True):
        until.set()
        thread.join()


def test_who_gets_no_turn_is_told() -> None:
    """Nobody waits beyond its deadline, and who leaves the row holds nobody up."""
    desk = ParseSlots()
    with desk.acquire(1, 1), desk.acquire(1, 1):
        with pytest.raises(Overloaded), desk.acquire(1, 0.01):
            pass
        with pytest.raises(Overloaded), desk.acquire(2, 0):
            pass
    with desk.acquire(3, 0):
        pass


def test_a_place_is_given_back_by_who_fails() -> None:
    """An answer that cannot be read leaves its place all the same."""
    desk = ParseSlots()
    for _ in range(PLACES + 1):
        with pytest.raises(ValueError, match="no page"), desk.acquire(1, 0):
            raise ValueError("no page")
