"""The leases that this worker has in the shared tier, renewed while it lives.

A worker that is killed stops renewing, so its leases end by themselves.
"""

import secrets
import threading
import time

from embedsvc.store.tier import LEASE, Tier

_RENEW_EVERY = LEASE / 4


class Leases:
    """One thread renews all leases of the worker; it ends when there are none."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._owner = secrets.token_hex(8)
        self._lock = threading.Lock()
        self._keys: set[str] = set()
        self._renewing = False

    def acquire(self, key: str) -> bool:
        if not self._tier.acquire(key, self._owner):
            return False
        with self._lock:
            self._keys.add(key)
            starts = not self._renewing
            self._renewing = True
        if starts:
            threading.Thread(target=self._renew, name="leases", daemon=True).start()
        return True

    def release(self, key: str) -> None:
        with self._lock:
            self._keys.discard(key)
        self._tier.release(key, self._owner)

    def _renew(self) -> None:
        while True:
            time.sleep(_RENEW_EVERY)
            with self._lock:
                keys = tuple(self._keys)
                if not keys:
                    self._renewing = False
                    return
            self._tier.renew(keys, self._owner)
