"""Single flight: of all who want to learn a key, one does, and the others get what it learned.

In the process they share a Future; across processes the leader holds a lease, and the others watch the tier
for what it writes there.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from embedsvc.process import PerProcess
from embedsvc.store.leases import Leases
from embedsvc.store.tier import Tier

T = TypeVar("T")

_FIRST_LOOK, _SLOWER, _LAST_LOOK = 0.005, 1.3, 0.05
"""A follower looks soon after it began to wait, then ever less often (seconds, factor, seconds)."""


@dataclass(slots=True)
class _Here(Generic[T]):
    futures: dict[str, Future[T]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Flights(Generic[T]):
    def __init__(self, tier: Tier) -> None:
        self._leases = Leases(tier)
        self._here: PerProcess[_Here[T]] = PerProcess(_Here)

    def join(self, key: str, settled: Callable[[], T | None], learn: Callable[[], T]) -> T:
        """What `learn` gives, called by one of all who join with this key.

        `settled` looks whether somebody has learned it since the caller last looked; it is asked before
        leading, too. What `learn` raises reaches everybody in this process; other processes then lead.
        """
        here = self._here()
        with here.lock:
            future = here.futures.get(key)
            leads = future is None
            if future is None:
                future = here.futures[key] = Future()
        if leads:
            try:
                future.set_result(self._across(key, settled, learn))
            except BaseException as error:  # noqa: BLE001 -- followers must never wait for one that is gone
                future.set_exception(error)
            finally:
                with here.lock:
                    del here.futures[key]
        return future.result()

    def _across(self, key: str, settled: Callable[[], T | None], learn: Callable[[], T]) -> T:
        pause = _FIRST_LOOK
        while not self._leases.acquire(key):
            time.sleep(pause)
            pause = min(pause * _SLOWER, _LAST_LOOK)
            found = settled()
            if found is not None:
                return found
        try:
            found = settled()
            return learn() if found is None else found
        finally:
            self._leases.release(key)
