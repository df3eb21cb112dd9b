"""Waiting for what another thread or process does: for a condition, not for a time."""

import time
from collections.abc import Callable

TIMEOUT = 30
"""How long a slow machine may take (seconds)."""


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)
