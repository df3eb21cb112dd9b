"""Turns at reading."""

from threading import Barrier, Event, Thread

import pytest

from embedsvc.desk import PLACES, Desk
from embedsvc.errors import Overloaded


def test_the_smallest_comes_first() -> None:
    """While the places are taken, who came last with a small answer is served before the large ones."""
    desk, served, leave = Desk(), list[int](), Event()
    seated = Barrier(PLACES + 1)

    def sit() -> None:
        with desk.turn(1, 10):
            seated.wait()
            leave.wait()

    def wait(size: int) -> None:
        with desk.turn(size, 10):
            served.append(size)

    sitting = [Thread(target=sit) for _ in range(PLACES)]
    for thread in sitting:
        thread.start()
    seated.wait()
    waiting = [Thread(target=wait, args=(size,)) for size in (5_000_000, 300, 20_000)]
    for thread in waiting:
        thread.start()
    leave.set()
    for thread in (*sitting, *waiting):
        thread.join()
    assert sorted(served) == [300, 20_000, 5_000_000]
    assert served.index(300) < served.index(5_000_000)


def test_who_gets_no_turn_is_told() -> None:
    """Nobody waits beyond its deadline, and who leaves the row holds nobody up."""
    desk = Desk()
    with desk.turn(1, 1), desk.turn(1, 1):
        with pytest.raises(Overloaded), desk.turn(1, 0.01):
            pass
        with pytest.raises(Overloaded), desk.turn(2, 0):
            pass
    with desk.turn(3, 0):
        pass


def test_a_place_is_given_back_by_who_fails() -> None:
    """An answer that cannot be read leaves its place all the same."""
    desk = Desk()
    for _ in range(PLACES + 1):
        with pytest.raises(ValueError, match="no page"), desk.turn(1, 0):
            raise ValueError("no page")
