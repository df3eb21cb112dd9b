"""The cache of one worker."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest

from embedsvc.store.memory import Memory
from tests.support.store.samples import Clock


def test_a_value_expires() -> None:
    """A value is there before its expiry and not from its expiry on."""
    clock = Clock(100.0)
    memory = Memory(10_000, clock)
    memory.put("a", b"1", 110.0)
    assert memory.get("a") == b"1"
    clock.now = 110.0
    assert memory.get("a") is None


def test_evicts_what_was_read_least_recently() -> None:
    """Short of room, the value that was read last stays."""
    memory = Memory(3_000, Clock(0.0))
    for key in "abc":
        memory.put(key, b"1", 9.0)
    memory.get("a")
    memory.put("d", bytes(800), 9.0)
    assert memory.get("a") == b"1"
    assert memory.get("b") is None
    assert memory.get("d") is not None


def test_a_value_that_is_too_large_evicts_the_old_one() -> None:
    """It is not stored, and the value that it would have replaced is stale."""
    memory = Memory(2_000, Clock(0.0))
    memory.put("a", b"old", 9.0)
    memory.put("a", bytes(2_000), 9.0)
    assert memory.get("a") is None


def test_purges() -> None:
    """One key, then all; a key that is not there is no error."""
    memory = Memory(10_000, Clock(0.0))
    for key in "abc":
        memory.put(key, b"1", 9.0)
    memory.delete("a")
    memory.delete("a")
    assert [memory.get(key) for key in "abc"] == [None, b"1", b"1"]
    memory.clear()
    assert memory.get("b") is None


@pytest.mark.slow
def test_its_size_bounds_the_memory_of_the_process() -> None:
    """A full cache takes no more of the process than it was given, with small values and with large ones."""
    for length in (1, 1_500, 50_000):
        size = 4 * 2**20
        memory = Memory(size, Clock(0.0))
        tracemalloc.start()
        try:
            for number in range(3 * size // (length + 700)):
                memory.put(f"https://site.example/{number}", bytes(length), 9.0 + number)
            used, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert size / 4 < used < size


def test_threads_share_it() -> None:
    """Many threads write, read, delete and overflow it, and no value gets under another key."""
    memory = Memory(20_000, Clock(0.0))

    def work(number: int) -> None:
        for step in range(300):
            key = str((number * 7 + step) % 40)
            memory.put(key, key.encode(), 9.0)
            assert memory.get(key) in {key.encode(), None}
            memory.delete(str(step % 40))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
