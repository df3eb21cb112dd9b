"""The threads that handle requests."""

from threading import Barrier, current_thread, get_ident

import pytest

from embedsvc.web.request_pool import RequestPool

TIMEOUT = 10


def test_work_goes_to_the_thread_that_became_idle_last() -> None:
    """A result may arrive a moment before its thread is idle, so that a few of the threads take turns."""
    pool = RequestPool(32)
    used = [pool.submit(get_ident).result(TIMEOUT) for _ in range(100)]
    assert len(set(used)) <= 4


def test_as_much_work_at_a_time_as_there_are_threads() -> None:
    pool = RequestPool(8)
    together = Barrier(8)
    done = [pool.submit(together.wait, TIMEOUT) for _ in range(8)]
    assert sorted(future.result(TIMEOUT) for future in done) == list(range(8))


def test_work_waits_for_a_thread() -> None:
    pool = RequestPool(2)
    done = [pool.submit(pow, number, 2) for number in range(100)]
    assert [future.result(TIMEOUT) for future in done] == [number**2 for number in range(100)]


def test_an_exception_reaches_the_future_and_not_the_thread() -> None:
    pool = RequestPool(1)
    with pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 1, 0).result(TIMEOUT)
    assert pool.submit(lambda: current_thread().daemon).result(TIMEOUT)
