"""Rate limit windows that all workers of all machines share, in the Redis or Valkey server of the cache."""

import logging
from collections.abc import Callable

from limits.storage import RedisStorage
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry

from embedsvc.store.circuit_breaker import Breaker
from embedsvc.web.middleware.rate_limit import Windows

SOCKET_TIMEOUT = 0.25
"""Seconds."""

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
        pool = ConnectionPool.from_url(
            url,
            socket_timeout=SOCKET_TIMEOUT,
            socket_connect_timeout=SOCKET_TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        )
        self._storage = RedisStorage(url, connection_pool=pool, key_prefix="embedsvc:quota")
        self._window = window
        self._fallback = fallback
        self._clock = clock
        self._breaker = Breaker(self._storage.check, monotonic)

    def count(self, client: str) -> tuple[int, float]:
        if not self._breaker.allows():
            return self._fallback.count(client)
        try:
            used = self._storage.incr(client, self._window)
            return used, self._storage.get_expiry(client) - self._clock()
        except Exception as error:  # noqa: BLE001 -- the client raises more than it documents
            if self._breaker.trip():
                log.warning(
                    "Each worker counts its own requests for the rate limit: the Redis server fails",
                    extra={"event": "rate_limit_failed", "error": type(error).__name__},
                )
            return self._fallback.count(client)
