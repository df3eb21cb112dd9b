"""What is remembered, and by whom: cache tiers and single flight.

A tier keeps sealed bytes and knows nothing of what they mean; `codec` alone makes and opens them.
A tier never raises: what it cannot do counts as a miss, is logged once and counted.
Values are facts, never HTML that is called safe, and never pickles.
"""

from pathlib import Path

from embedsvc.store.memory import Memory
from embedsvc.store.remember import Recalled, Remembering
from embedsvc.store.sqlite import SQLite
from embedsvc.store.tier import Alone, Tier

__all__ = ["Alone", "Memory", "Recalled", "Remembering", "SQLite", "Tier", "tier_of"]


def tier_of(url: str) -> Tier:
    """The tier that workers share: `memory://` (none) or `sqlite:///path`, four slashes for an absolute one.

    Nothing is opened before its first use. Raises ValueError for any other URL.
    """
    if url == "memory://":
        return Alone()
    path = url.removeprefix("sqlite:///")
    if path in {"", url}:
        raise ValueError("must be memory:// or sqlite:///path")
    return SQLite(Path(path))
