"""What is remembered, and by whom: cache tiers and single flight.

A tier keeps sealed bytes and knows nothing of what they mean; `codec` alone makes and opens them.
A tier never raises: what it cannot do counts as a miss, is logged once and counted.
Values are facts, never HTML that is called safe, and never pickles.
"""

from pathlib import Path

from embedsvc.store.cache import Cache, cached
from embedsvc.store.memory import Memory
from embedsvc.store.sqlite_tier import CAP, SQLite
from embedsvc.store.tier import Alone, Marks, Tier

__all__ = ["Alone", "Cache", "Marks", "Memory", "SQLite", "Tier", "cached", "tier_of"]


def tier_of(url: str, *, cap: int = CAP) -> Tier:
    """What workers share: nothing (`memory://`), a file (`sqlite:///path`, four slashes for an absolute one),
    or a server (`redis://`, `rediss://`, `unix://`).

    `cap` bounds the file (bytes). Nothing is opened before its first use. Raises ValueError for another URL.
    """
    if url == "memory://":
        return Alone()
    if url.startswith(("redis://", "rediss://", "unix://")):
        return _redis(url)
    path = url.removeprefix("sqlite:///")
    if path in {"", url}:
        raise ValueError("must be memory://, sqlite:///path, redis://host, rediss://host or unix:///path")
    return SQLite(Path(path), cap=cap)


def _redis(url: str) -> Tier:
    try:
        from embedsvc.store.redis_tier import RedisTier  # noqa: PLC0415 -- 90 ms, for its users alone
    except ModuleNotFoundError:
        raise ValueError("needs the package redis: install embedsvc[redis]") from None
    return RedisTier(url)
