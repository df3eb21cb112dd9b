"""Every fetch ends at its deadline."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import active_count
from threading import enumerate as threads

import pytest

from embedsvc.errors import UpstreamTimeout
from embedsvc.net.deadline import Deadline, Watchdog


@contextmanager
def silence(deadline: Deadline) -> Iterator[socket.socket]:
    """A socket on which nothing arrives."""
    one, other = socket.socketpair()
    with closing(one), closing(other):
        deadline.watch(one)
        yield one


def time_out(watchdog: Watchdog, seconds: float) -> float:
    """How long a fetch that receives nothing took, seconds."""
    began = time.monotonic()
    with Deadline(seconds, watchdog) as deadline, silence(deadline) as line:
        assert line.recv(1) == b""
        with pytest.raises(UpstreamTimeout):
            deadline.left()
    return time.monotonic() - began


def test_each_of_many_fetches_ends_at_its_own_deadline() -> None:
    """Whichever began first: a long one does not delay a short one, and a short one does not cut a long one."""
    watchdog = Watchdog(time.monotonic)
    wanted = [0.6, 0.1, 0.4, 0.2, 0.1, 0.8, 0.3]
    with ThreadPoolExecutor(len(wanted)) as pool:
        took = list(pool.map(lambda seconds: time_out(watchdog, seconds), wanted))
    assert all(seconds <= took[number] < seconds + 1 for number, seconds in enumerate(wanted))


def test_a_fetch_that_is_over_is_not_watched() -> None:
    """A socket that outlives its fetch is not shut at the deadline of that fetch."""
    watchdog = Watchdog(time.monotonic)
    one, other = socket.socketpair()
    with closing(one), closing(other):
        with Deadline(0.1, watchdog) as deadline:
            deadline.watch(one)
        time_out(watchdog, 0.2)
        other.send(b"a")
        assert one.recv(1) == b"a"


def test_a_socket_opened_after_the_deadline_is_shut() -> None:
    """A connection may be made between the deadline and the next call of `left`."""
    with Deadline(0.05, Watchdog(time.monotonic)) as deadline:
        time.sleep(0.2)
        with silence(deadline) as line:
            assert line.recv(1) == b""


def test_there_is_one_thread_for_all_fetches() -> None:
    """It ends once the last deadline has passed."""
    watchdog = Watchdog(time.monotonic)
    before = active_count()
    for _ in range(50):
        with Deadline(0.3, watchdog):
            assert active_count() <= before + 1
    end = time.monotonic() + 5
    while any(thread.name == "watchdog" for thread in threads()) and time.monotonic() < end:
        time.sleep(0.05)
    assert active_count() <= before
    assert time_out(watchdog, 0.1) < 1
