"""Windows that all workers of all machines share, in the Redis or Valkey server of the cache."""

import logging
from collections.abc import Callable

from limits.storage import RedisStorage
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry

from embedsvc.store.circuit_breaker import Breaker
from embedsvc.web.middleware.rate_limit import Windows

SILENCE = 0.25
"""How long one operation waits for the server (seconds)."""

log = logging.getLogger(__name__)


class Shared:
    """While the server fails, `alone` counts: a limit that is too wide is better than no answers.

    `clock` gives seconds since the epoch, `ticks` are those of a clock that nobody sets. Made after the fork.
    """

    def __init__(
        self, url: str, window: int, *, alone: Windows, clock: Callable[[], float], ticks: Callable[[], float]
    ) -> None:
        self._pool = ConnectionPool.from_url(
            url, socket_timeout=SILENCE, socket_connect_timeout=SILENCE, retry=Retry(NoBackoff(), 0)
        )
        self._storage = RedisStorage(url, connection_pool=self._pool, key_prefix="embedsvc:quota")
        self._window = window
        self._alone = alone
        self._clock = clock
        self._breaker = Breaker(self._storage.check, ticks)

    def hit(self, client: str) -> tuple[int, float]:
        if not self._breaker.allows():
            return self._alone.hit(client)
        try:
            used = self._storage.incr(client, self._window)
            return used, self._storage.get_expiry(client) - self._clock()
        except Exception as error:  # noqa: BLE001 -- clients raise more than they say
            if self._breaker.trip():
                log.warning(
                    "The rate limit is counted by each worker: the server of the cache fails",
                    extra={"event": "quota_failed", "error": type(error).__name__},
                )
            return self._alone.hit(client)

    def close(self) -> None:
        """Lets go of the server."""
        self._pool.disconnect()
