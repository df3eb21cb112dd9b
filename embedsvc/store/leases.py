"""The leases that this process holds in the shared tier, renewed while it lives.

A leader that is killed renews no more, and its lease ends by itself.
"""

import secrets
import threading
import time
from dataclasses import dataclass, field

from embedsvc.process import PerProcess
from embedsvc.store.tier import LEASE, Tier

_RENEW = LEASE / 4


@dataclass(slots=True)
class _Held:
    owner: str = field(default_factory=lambda: secrets.token_hex(8))
    keys: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    renewing: bool = False


class Leases:
    """One thread a process renews whatever is held; it ends when nothing is."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._held = PerProcess(_Held)

    def acquire(self, key: str) -> bool:
        held = self._held()
        if not self._tier.acquire(key, held.owner):
            return False
        with held.lock:
            held.keys.add(key)
            starts = not held.renewing
            held.renewing = True
        if starts:
            threading.Thread(target=self._renew, args=(held,), name="leases", daemon=True).start()
        return True

    def release(self, key: str) -> None:
        held = self._held()
        with held.lock:
            held.keys.discard(key)
        self._tier.release(key, held.owner)

    def _renew(self, held: _Held) -> None:
        while True:
            time.sleep(_RENEW)
            with held.lock:
                keys = tuple(held.keys)
                if not keys:
                    held.renewing = False
                    return
            self._tier.renew(keys, held.owner)
