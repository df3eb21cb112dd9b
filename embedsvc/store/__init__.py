"""The cache: the memory of each worker, a tier that workers share, and single flight.

A tier stores opaque bytes; only `codec` makes and reads them. A tier never raises: a failure is a miss, is
counted, and each outage is logged. Stored values are data, never HTML that is trusted, and never pickles.
"""

from pathlib import Path

from embedsvc.store.cache import Cache, cached
from embedsvc.store.memory import Memory
from embedsvc.store.platform_health import PlatformHealth
from embedsvc.store.sqlite_tier import CAP, SQLiteTier
from embedsvc.store.tier import PurgeTokens, Tier, WorkerOnlyTier
from embedsvc.store.ways import Report, Way

__all__ = [
    "Cache",
    "Memory",
    "PlatformHealth",
    "PurgeTokens",
    "Report",
    "SQLiteTier",
    "Tier",
    "Way",
    "WorkerOnlyTier",
    "cached",
    "tier_from_url",
]


def tier_from_url(url: str, *, cap: int = CAP) -> Tier:
    """The tier that workers share: none (`memory://`), a file (`sqlite:///path`, with four slashes for an
    absolute one), or a server (`redis://`, `rediss://`, `unix://`).

    `cap` bounds the file (bytes). Nothing is opened before its first use. Raises ValueError for another URL.
    """
    if url == "memory://":
        return WorkerOnlyTier()
    if url.startswith(("redis://", "rediss://", "unix://")):
        return _redis(url)
    path = url.removeprefix("sqlite:///")
    if path in {"", url}:
        raise ValueError("must be memory://, sqlite:///path, redis://host, rediss://host or unix:///path")
    return SQLiteTier(Path(path), cap=cap)


def _redis(url: str) -> Tier:
    try:
        from embedsvc.store.redis_tier import RedisTier  # noqa: PLC0415 -- 90 ms, only for those who use it
    except ModuleNotFoundError:
        raise ValueError("needs the package redis: install embedsvc[redis]") from None
    return RedisTier(url)
