"""How many pages are parsed at once, and in which order."""

from threading import Barrier, Event, Thread

import pytest

from embedsvc.errors import Overloaded
from embedsvc.parse_slots import SLOTS, ParseSlots
from tests.support.waiting import wait_until


def test_the_smallest_comes_first() -> None:
    """While all slots are taken, the smallest page waits the least, even if it came last."""
    slots, served, sizes = ParseSlots(), list[int](), (5_000_000, 300, 20_000)
    leave = [Event() for _ in range(SLOTS)]
    taken, coming = Barrier(SLOTS + 1), Barrier(len(sizes) + 1)

    def occupy(until: Event) -> None:
        with slots.acquire(1, 10):
            taken.wait()
            until.wait()

    def wait(size: int) -> None:
        coming.wait()
        with slots.acquire(size, 10):
            served.append(size)

    occupying = [Thread(target=occupy, args=(until,)) for until in leave]
    waiting = [Thread(target=wait, args=(size,)) for size in sizes]
    for thread in occupying:
        thread.start()
    taken.wait()
    for thread in waiting:
        thread.start()
    coming.wait()
    wait_until(lambda: len(slots._waiters) == len(sizes))
    leave[0].set()
    for thread in waiting:
        thread.join()
    assert served == sorted(sizes)
    for until, thread in zip(leave, occupying, strict=True):
        until.set()
        thread.join()


def test_no_slot_within_the_timeout_is_overloaded() -> None:
    """Nobody waits beyond the timeout, and who gave up has no slot."""
    slots = ParseSlots()
    with slots.acquire(1, 1), slots.acquire(1, 1):
        with pytest.raises(Overloaded), slots.acquire(1, 0.01):
            pass
        with pytest.raises(Overloaded), slots.acquire(2, 0):
            pass
    with slots.acquire(3, 0):
        pass


def test_a_failure_releases_the_slot() -> None:
    """A page that cannot be parsed releases its slot all the same."""
    slots = ParseSlots()
    for _ in range(SLOTS + 1):
        with pytest.raises(ValueError, match="no page"), slots.acquire(1, 0):
            raise ValueError("no page")
