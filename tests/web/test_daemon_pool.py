"""The threads that handle requests."""

from threading import Barrier, Event, current_thread, get_ident

import pytest

from embedsvc.web.daemon_pool import DaemonPool

TIMEOUT = 10


def test_work_goes_to_the_thread_that_became_idle_last() -> None:
    """A result may arrive a moment before its thread is idle, so that a few of the threads take turns."""
    pool = DaemonPool(32, "test")
    used = [pool.submit(get_ident).result(TIMEOUT) for _ in range(100)]
    assert len(set(used)) <= 4


def test_a_thread_that_is_awake_takes_what_is_waiting() -> None:
    """Python runs one thread at a time, so each further one that is awake costs switches between them."""
    pool = DaemonPool(32, "test")
    pool.submit(get_ident).result(TIMEOUT)
    done = [pool.submit(get_ident) for _ in range(200)]
    assert len({future.result(TIMEOUT) for future in done}) <= 8


def test_work_that_blocks_does_not_hold_up_what_is_waiting() -> None:
    pool = DaemonPool(8, "test")
    end = Event()
    blocked = [pool.submit(end.wait, TIMEOUT) for _ in range(7)]
    assert [pool.submit(pow, 2, number).result(TIMEOUT) for number in range(20)][-1] == 2**19
    end.set()
    assert all(future.result(TIMEOUT) for future in blocked)


def test_as_much_work_at_a_time_as_there_are_threads() -> None:
    pool = DaemonPool(8, "test")
    together = Barrier(8)
    done = [pool.submit(together.wait, TIMEOUT) for _ in range(8)]
    assert sorted(future.result(TIMEOUT) for future in done) == list(range(8))


def test_work_waits_for_a_thread() -> None:
    pool = DaemonPool(2, "test")
    done = [pool.submit(pow, number, 2) for number in range(100)]
    assert [future.result(TIMEOUT) for future in done] == [number**2 for number in range(100)]


def test_an_exception_reaches_the_future_and_not_the_thread() -> None:
    pool = DaemonPool(1, "test")
    with pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 1, 0).result(TIMEOUT)
    assert pool.submit(lambda: current_thread().daemon).result(TIMEOUT)
