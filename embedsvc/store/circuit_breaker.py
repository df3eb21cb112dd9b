"""Whether to talk to a server that may be silent."""

import threading
from collections.abc import Callable

REST = 5.0
"""How long nobody talks to a server that failed (seconds)."""


class Breaker:
    """Once the server failed nobody talks to it for REST seconds; the first who would like to after that has
    `probe` do so, on a thread of its own, and goes on without. It ends when `probe` says True.

    `ticks` are seconds of a clock that nobody sets.
    """

    def __init__(self, probe: Callable[[], bool], ticks: Callable[[], float]) -> None:
        self._probe = probe
        self._ticks = ticks
        self._lock = threading.Lock()
        self._rests_until: float | None = None
        self._probing = False

    def allows(self) -> bool:
        if self._rests_until is None:
            return True
        with self._lock:
            due = not self._probing and self._rests_until is not None and self._ticks() >= self._rests_until
            self._probing = self._probing or due
        if due:
            try:
                threading.Thread(target=self._try, name="probe", daemon=True).start()
            except RuntimeError:  # there is no room for a thread now
                self._probing = False
        return False

    def trip(self) -> bool:
        """The server failed. True where it was well until now."""
        with self._lock:
            was_well = self._rests_until is None
            self._rests_until = self._ticks() + REST
        return was_well

    def _try(self) -> None:
        well = self._probe()
        with self._lock:
            self._rests_until = None if well else self._ticks() + REST
            self._probing = False
