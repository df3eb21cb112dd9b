"""The leases that this worker has in the shared tier, renewed while it lives.

A worker that is killed stops renewing, so its leases end by themselves.
"""

import logging
import threading
import time

from embedsvc.store.tier import LEASE, Tier, new_token

_RENEW_EVERY = LEASE / 4

_log = logging.getLogger(__name__)


class Leases:
    """One thread renews all leases of the worker; it ends when there are none."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._owner = new_token()
        self._lock = threading.Lock()
        self._keys: set[str] = set()
        self._renewing = False

    def acquire(self, key: str) -> bool:
        if not self._tier.acquire(key, self._owner):
            return False
        with self._lock:
            self._keys.add(key)
            self._renewing = self._renewing or self._start()
        return True

    def release(self, key: str) -> None:
        with self._lock:
            self._keys.discard(key)
        self._tier.release(key, self._owner)

    def _start(self) -> bool:
        """False where the system has no thread left: then leases end after LEASE seconds, until a later one
        starts the thread.
        """
        try:
            threading.Thread(target=self._renew, name="leases", daemon=True).start()
        except RuntimeError as error:
            _log.warning("Leases are not renewed: %s", error, extra={"event": "leases_not_renewed"})
            return False
        return True

    def _renew(self) -> None:
        while True:
            time.sleep(_RENEW_EVERY)
            with self._lock:
                keys = tuple(self._keys)
                if not keys:
                    self._renewing = False
                    return
            self._tier.renew(keys, self._owner)
