"""Values that were fetched a short time ago."""

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
