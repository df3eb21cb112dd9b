"""How this service connects to a Redis or Valkey server: it waits little, because it can go on without."""

from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from embedsvc.outages import reason

SOCKET_TIMEOUT = 0.25
"""How long one operation waits for the server (seconds)."""


def connection_pool(url: str) -> redis.ConnectionPool:
    """Connects to nothing yet. Raises ValueError for a URL that the client cannot use. No
    part of it is in the sentence, because any part may be a password.
    """
    try:
        pool = redis.ConnectionPool.from_url(
            url,
            socket_timeout=SOCKET_TIMEOUT,
            socket_connect_timeout=SOCKET_TIMEOUT,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )
        pool.connection_class(**pool.connection_kwargs)  # checks the options
    except (ValueError, TypeError, redis.RedisError):
        raise ValueError(
            "is not the URL of a Redis server: its port, its database or one of its options is wrong"
        ) from None
    return pool


def failure_reason(error: BaseException, pool: redis.ConnectionPool) -> str:
    """Why an operation failed, without the password."""
    options: dict[str, Any] = pool.connection_kwargs
    return reason(error, (options.get("password"),))
