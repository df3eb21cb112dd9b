"""Single flight: of all requests that need the same key at the same time, one fetches it for all.

In a worker they share a Future. Across workers the leader has a lease, and followers poll the tier for what
it stores there.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from embedsvc.store.leases import Leases
from embedsvc.store.tier import Tier

T = TypeVar("T")

_FIRST_POLL, _BACKOFF, _SLOWEST_POLL = 0.005, 1.3, 0.05
"""How long a follower waits before it first polls, the factor by which each wait is longer than the last, and
the longest wait (seconds).
"""


class Flights(Generic[T]):
    def __init__(self, tier: Tier) -> None:
        self._leases = Leases(tier)
        self._lock = threading.Lock()
        self._futures: dict[str, Future[T]] = {}

    def join(self, key: str, find: Callable[[], T | None], fetch: Callable[[], T]) -> T:
        """The result of `fetch`, called by one of all who join with this key at the same time.

        `find` looks whether another worker has stored a result since the caller last looked. A leader does
        not call it: `fetch` has to look first, since another worker may have just stored its result. What
        `fetch` raises is raised in every follower of this worker; in other workers a follower becomes the
        leader.
        """
        with self._lock:
            future = self._futures.get(key)
            leads = future is None
            if future is None:
                future = self._futures[key] = Future()
        if leads:
            try:
                future.set_result(self._fly(key, find, fetch))
            except BaseException as error:  # noqa: BLE001 -- followers must never wait for a dead leader
                future.set_exception(error)
            finally:
                with self._lock:
                    del self._futures[key]
        return future.result()

    def _fly(self, key: str, find: Callable[[], T | None], fetch: Callable[[], T]) -> T:
        """Leads or follows among the workers."""
        pause = _FIRST_POLL
        while not self._leases.acquire(key):
            time.sleep(pause)
            pause = min(pause * _BACKOFF, _SLOWEST_POLL)
            found = find()
            if found is not None:
                return found
        try:
            return fetch()
        finally:
            self._leases.release(key)
