"""A circuit breaker: after a server failed, requests go on without it instead of waiting for it."""

import threading
from collections.abc import Callable

COOLDOWN = 5.0
"""How long a server that failed is left alone (seconds)."""


class Breaker:
    """After a failure the breaker is open: nobody talks to the server for COOLDOWN seconds. The first caller
    after that starts `probe` on a thread of its own and goes on without the server. The breaker closes when
    `probe` returns True. `monotonic` gives monotonic seconds.
    """

    def __init__(self, probe: Callable[[], bool], monotonic: Callable[[], float]) -> None:
        self._probe = probe
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._open_until: float | None = None
        self._probing = False

    def allows(self) -> bool:
        """Whether the caller may talk to the server now."""
        if self._open_until is None:
            return True
        with self._lock:
            due = not self._probing and self._open_until is not None and self._monotonic() >= self._open_until
            self._probing = self._probing or due
        if due:
            try:
                threading.Thread(target=self._try, name="probe", daemon=True).start()
            except RuntimeError:  # the system has no thread left; the next caller tries again
                self._probing = False
        return False

    def trip(self) -> None:
        """Records a failure of the server."""
        with self._lock:
            self._open_until = self._monotonic() + COOLDOWN

    def _try(self) -> None:
        works = self._probe()
        with self._lock:
            self._open_until = None if works else self._monotonic() + COOLDOWN
            self._probing = False
