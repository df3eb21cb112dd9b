"""The end of a fetch comes, for each of many."""

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
    """A socket on which nobody ever speaks."""
    one, other = socket.socketpair()
    with closing(one), closing(other):
        deadline.watch(one)
        yield one


def waited(watchdog: Watchdog, seconds: float) -> float:
    """How long a fetch that hears nothing took."""
    began = time.monotonic()
    with Deadline(seconds, watchdog) as deadline, silence(deadline) as line:
        assert line.recv(1) == b""
        with pytest.raises(UpstreamTimeout):
            deadline.left()
    return time.monotonic() - began


def test_each_of_many_ends_at_its_own_time() -> None:
    """Whichever began first: a short one is not held up by a long one, nor a long one cut."""
    watchdog = Watchdog(time.monotonic)
    wanted = [0.6, 0.1, 0.4, 0.2, 0.1, 0.8, 0.3]
    with ThreadPoolExecutor(len(wanted)) as pool:
        took = list(pool.map(lambda seconds: waited(watchdog, seconds), wanted))
    assert all(seconds <= took[number] < seconds + 1 for number, seconds in enumerate(wanted))


def test_what_is_over_is_left_alone() -> None:
    """A socket that goes on after its fetch is not shut at what would have been its end."""
    watchdog = Watchdog(time.monotonic)
    one, other = socket.socketpair()
    with closing(one), closing(other):
        with Deadline(0.1, watchdog) as deadline:
            deadline.watch(one)
        waited(watchdog, 0.2)
        other.send(b"a")
        assert one.recv(1) == b"a"


def test_a_socket_that_comes_too_late_is_shut() -> None:
    """Between the end and the look at `left` a connection may still be made."""
    with Deadline(0.05, Watchdog(time.monotonic)) as deadline:
        time.sleep(0.2)
        with silence(deadline) as line:
            assert line.recv(1) == b""


def test_there_is_one_thread_and_then_none() -> None:
    """However many fetches there are; and it does not outlive them by more than their time."""
    watchdog = Watchdog(time.monotonic)
    before = active_count()
    for _ in range(50):
        with Deadline(0.3, watchdog):
            assert active_count() <= before + 1
    end = time.monotonic() + 5
    while any(thread.name == "watchdog" for thread in threads()) and time.monotonic() < end:
        time.sleep(0.05)
    assert active_count() <= before
    assert waited(watchdog, 0.1) < 1
