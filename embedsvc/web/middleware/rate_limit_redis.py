"""Rate limit windows that all workers of all machines share, in the Redis or Valkey server of the cache."""

import logging
from collections.abc import Callable

from limits.storage import RedisStorage

from embedsvc.outages import Need, Outage
from embedsvc.redis_client import connection_pool, failure_reason
from embedsvc.store.circuit_breaker import Breaker
from embedsvc.web.middleware.rate_limit import Windows

log = logging.getLogger(__name__)


class RedisWindows:
    """While the server fails, `fallback` counts: a limit that is too high is better than no answers.

    `clock` gives seconds since the epoch. Made after the fork.
    """

    def __init__(
        self,
        url: str,
        window: int,
        *,
        fallback: Windows,
        clock: Callable[[], float],
        monotonic: Callable[[], float],
    ) -> None:
        self._pool = connection_pool(url)
        self._storage = RedisStorage(url, connection_pool=self._pool, key_prefix="embedsvc:quota")
        self._window = window
        self._fallback = fallback
        self._clock = clock
        self._breaker = Breaker(self._probe, monotonic)
        self._outage = Outage(
            log,
            "rate_limit",
            "The Redis server fails, so each worker counts only its own requests for the rate limit",
            monotonic,
        )

    def count(self, client: str) -> tuple[int, float]:
        if not self._breaker.allows():
            return self._fallback.count(client)
        try:
            return self._count(client)
        except Exception as error:  # noqa: BLE001 -- the client raises more than it documents
            self._failed(error)
            return self._fallback.count(client)

    def _count(self, client: str) -> tuple[int, float]:
        used = self._storage.incr(client, self._window)
        return used, self._storage.get_expiry(client) - self._clock()

    def _probe(self) -> bool:
        """Counts a request of nobody: a server may answer and yet store nothing."""
        try:
            self._count("probe")
        except Exception as error:  # noqa: BLE001 -- the same
            self._failed(error)
            return False
        self._outage.succeeded(Need.PROBE)
        return True

    def _failed(self, error: Exception) -> None:
        self._breaker.trip()
        self._outage.failed(Need.PROBE, failure_reason(error, self._pool), error=type(error).__name__)
