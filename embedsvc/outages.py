"""Outages of what a worker depends on: one log line when each begins, with its reason, and one at its end."""

import logging
import threading
from collections.abc import Callable, Iterable
from enum import IntEnum

_MAX_REASON = 300
"""Characters."""

_SETTLED = 1.0
"""How long nothing must have failed before an outage counts as over (seconds): a store that fails every other
operation logs no pair of lines for each.
"""


class Need(IntEnum):
    """What an operation needs of a store; each needs what the ones before it need."""

    READ = 0
    WRITE = 1
    ROOM = 2
    """It stores new data. Where a disk is full, an operation that only changes data may still succeed."""
    PROBE = 3
    """A probe must succeed first, because nothing else is tried meanwhile."""


class Outage:
    """The state of one dependency: works, or fails since its last log line.

    An outage ends when an operation succeeds that needs as much as the ones that failed: reads that go on
    while a disk is full end nothing. `name` is that of the events, `sentence` states what fails and what
    follows from it, and `monotonic` gives monotonic seconds.
    """

    def __init__(
        self,
        log: logging.Logger,
        name: str,
        sentence: str,
        monotonic: Callable[[], float],
        *,
        level: int = logging.WARNING,
    ) -> None:
        self._log = log
        self._name = name
        self._sentence = sentence
        self._monotonic = monotonic
        self._level = level
        self._lock = threading.Lock()
        self._need: Need | None = None
        self._failed_at = 0.0

    def failed(self, need: Need, reason: str, **fields: object) -> None:
        with self._lock:
            begins = self._need is None
            self._failed_at = self._monotonic()
            self._need = need if self._need is None else max(need, self._need)
        if begins:
            extra = {"event": f"{self._name}_failed", "reason": reason, **fields}
            self._log.log(self._level, "%s: %s", self._sentence, reason, extra=extra)

    def succeeded(self, need: Need) -> None:
        if self._need is None:  # nearly always, so without the lock
            return
        with self._lock:
            is_settled = self._monotonic() - self._failed_at >= _SETTLED
            ends = self._need is not None and need >= self._need and is_settled
            if ends:
                self._need = None
        if ends:
            self._log.info("It works again: %s", self._name, extra={"event": f"{self._name}_recovered"})


def reason(error: BaseException, secrets: Iterable[str | None] = ()) -> str:
    """The first line of an error's message, without the secrets that it might repeat."""
    text = str(error).strip().partition("\n")[0] or type(error).__name__
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    return " ".join(text.split())[:_MAX_REASON]
