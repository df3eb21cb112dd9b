"""Values that were fetched a short time ago."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from embedsvc.store.recent import TTL, Recent


def test_a_value_expires() -> None:
    now = [0.0]
    recent = Recent[int](lambda: now[0])
    assert recent.get_or_fetch("a", lambda: 1) == 1
    assert recent.get_or_fetch("a", lambda: 2) == 1
    now[0] = TTL + 1
    assert recent.get_or_fetch("a", lambda: 2) == 2


def test_a_failure_is_not_stored() -> None:
    recent = Recent[int](lambda: 0.0)
    with pytest.raises(ZeroDivisionError):
        recent.get_or_fetch("a", lambda: 1 // 0)
    assert recent.get_or_fetch("a", lambda: 1) == 1


def test_all_who_wait_get_the_same() -> None:
    recent, started, fetched = Recent[int](lambda: 0.0), Barrier(4), []

    def fetch() -> int:
        fetched.append(1)
        return len(fetched)

    def get(_: int) -> int:
        started.wait(5)
        return recent.get_or_fetch("a", fetch)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(get, range(4))) == [1] * 4


def test_those_who_wait_for_a_failure_get_it() -> None:
    """Each of them fetching in turn would take as many times as long."""
    recent, started, fetched = Recent[int](lambda: 0.0), Barrier(4), []

    def fetch() -> int:
        fetched.append(1)
        time.sleep(0.2)
        raise ZeroDivisionError

    def get(_: int) -> int:
        started.wait(5)
        return recent.get_or_fetch("a", fetch)

    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(get, number) for number in range(4)]
    assert [type(call.exception()) for call in calls] == [ZeroDivisionError] * 4
    assert len(fetched) == 1


def test_values_take_no_more_room_than_they_may() -> None:
    """One that is larger than all may be is returned and not stored."""
    recent = Recent[str](lambda: 0.0, size=len, max_size=10)
    fetched: list[str] = []

    def get(key: str, value: str) -> str:
        def fetch() -> str:
            fetched.append(key)
            return value

        return recent.get_or_fetch(key, fetch)

    for _ in range(2):
        assert get("large", "x" * 11) == "x" * 11
    get("a", "x" * 6)
    get("b", "x" * 6)
    get("a", "x" * 6)
    assert fetched == ["large", "large", "a", "b", "a"]
