"""The tier that many machines share: a Redis or Valkey server (6.2 or newer).

The server is a cache: whatever happens to it, the service goes on from memory. Short of room it evicts by its
own `maxmemory-policy`.
"""

import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from threading import Semaphore
from typing import TypeVar

import redis

from embedsvc.outages import Need, Outage
from embedsvc.redis_client import connection_pool, failure_reason
from embedsvc.store.circuit_breaker import Breaker
from embedsvc.store.tier import LEASE, PurgeTokens, new_token

T = TypeVar("T")

_log = logging.getLogger(__name__)

_TURN_TIMEOUT = 2.0
"""How long one operation waits for its turn (seconds): a server that works is much faster."""

_CONCURRENCY = 32
"""Operations of a worker at a time. A connection takes much longer to open than to use: a crowd of threads
that takes turns at a few connections is served in a third of the time.
"""

_LEASE_MS = int(LEASE * 1000)

_GRACE = 60
"""How long a value stays past its expiry (seconds), for followers that still wait for it."""

_TOKENS = "embedsvc:purge-tokens"
_NEWEST, _EPOCH, _PROVIDER = "newest", "epoch", "provider:"
"""Fields of the hash at _TOKENS; `provider:` is followed by a provider's key. Values begin with the epoch in
which they were stored; those of another epoch were purged.
"""

_TOKEN_SIZE = len(new_token())

_READ_TOKENS = """
if redis.call('HEXISTS', KEYS[1], 'epoch') == 0 then
    for i = 1, #ARGV, 2 do redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) end
end
return redis.call('HGETALL', KEYS[1])
"""

_PUT = """
if redis.call('HGET', KEYS[1], 'newest') == ARGV[1] then
    redis.call('SET', KEYS[2], redis.call('HGET', KEYS[1], 'epoch') .. ARGV[2], 'EXAT', ARGV[3])
end
"""

_RENEW = """
for _, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[1] then redis.call('PEXPIRE', key, ARGV[2]) end
end
"""

_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class RedisTier:
    """`url` is one of `redis://`, `rediss://` (TLS) or `unix://`, with the client's options as its query;
    `monotonic` gives monotonic seconds. Raises ValueError for a URL that cannot be used; it does not connect
    before its first use.

    A server that hangs, is down or is read-only is left alone for a while (`Breaker`). One that lost its data
    gets back the purge tokens that this worker knows, so that what is in memory stays valid.
    """

    is_shared = True

    def __init__(self, url: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._client = redis.Redis(connection_pool=connection_pool(url))
        self._read_script = self._client.register_script(_READ_TOKENS)
        self._put_script = self._client.register_script(_PUT)
        self._renew_script = self._client.register_script(_RENEW)
        self._release_script = self._client.register_script(_RELEASE)
        self._breaker = Breaker(self._probe, monotonic)
        self._turns = Semaphore(min(_CONCURRENCY, self._client.connection_pool.max_connections))
        self._tokens: dict[str, str] = {}
        self._outage = Outage(
            _log, "cache", "The cache server fails, so each worker caches in its own memory only", monotonic
        )
        self.errors: Counter[str] = Counter()

    def get(self, key: str) -> bytes | None:
        return self.get_all((key,)).get(key)

    def get_all(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        epoch = (self._tokens.get(_EPOCH) or self._look().get(_EPOCH, "")).encode()
        none: list[bytes | str | None] = []
        stored = self._run(Need.READ, lambda: self._client.mget(map(_entry_key, keys)), none)
        return {
            key: data[_TOKEN_SIZE:]
            for key, data in zip(keys, stored, strict=False)
            if isinstance(data, bytes) and data[:_TOKEN_SIZE] == epoch
        }

    def put(self, key: str, data: bytes, expires_at: float, newest: str) -> None:
        end = max(1, math.ceil(expires_at) + _GRACE)
        keys: list[str | bytes | memoryview] = [_TOKENS, _entry_key(key)]
        self._run(Need.ROOM, lambda: self._put_script(keys=keys, args=[newest, data, end]), None)

    def delete(self, *keys: str) -> bool:
        return self._purge(keys=keys)

    def clear(self) -> bool:
        """Begins a new epoch. Values of older ones are never read; they are overwritten or expire."""
        return self._purge(_EPOCH)

    def purge_provider(self, provider: str) -> bool:
        return self._purge(_PROVIDER + provider, _PROVIDER)

    def purge_tokens(self) -> PurgeTokens:
        tokens = self._look()
        providers = {
            name.removeprefix(_PROVIDER): token
            for name, token in tokens.items()
            if name.startswith(_PROVIDER)
        }
        return PurgeTokens(newest=tokens.get(_NEWEST, ""), providers=providers)

    def acquire(self, key: str, owner: str) -> bool:
        def work() -> bool:
            return bool(self._client.set(_lease_key(key), owner, nx=True, px=_LEASE_MS))

        return self._run(Need.ROOM, work, True)

    def renew(self, keys: Collection[str], owner: str) -> None:
        leases = [_lease_key(key) for key in keys]
        self._run(Need.WRITE, lambda: self._renew_script(keys=leases, args=[owner, _LEASE_MS]), None)

    def release(self, key: str, owner: str) -> None:
        self._run(Need.WRITE, lambda: self._release_script(keys=[_lease_key(key)], args=[owner]), None)

    def ready(self) -> bool:
        return self._run(Need.ROOM, self._works, False)

    def close(self) -> None:
        self._client.connection_pool.disconnect()

    def _look(self) -> dict[str, str]:
        self._tokens = self._run(Need.READ, self._read_tokens, self._tokens)
        return self._tokens

    def _read_tokens(self) -> dict[str, str]:
        """The tokens of the server; one that has none takes ours."""
        ours = self._tokens or {_NEWEST: new_token(), _EPOCH: new_token()}
        flat = self._read_script(keys=[_TOKENS], args=[part for field in ours.items() for part in field])
        parts = [part.decode() for part in flat]
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def _purge(self, *fields: str, keys: Collection[str] = ()) -> bool:
        def work() -> bool:
            transaction = self._client.pipeline()
            if keys:
                transaction.delete(*map(_entry_key, keys))
            transaction.hset(_TOKENS, mapping=dict.fromkeys((_NEWEST, *fields), new_token()))
            transaction.execute()
            return True

        done = self._run(Need.ROOM, work, False)
        self._look()
        return done

    def _works(self) -> bool:
        """Whether the server can be read and written."""
        self._read_tokens()
        return bool(self._client.set("embedsvc:ready", b"", ex=_GRACE))

    def _probe(self) -> bool:
        return self._try(Need.PROBE, self._works, False)

    def _run(self, need: Need, work: Callable[[], T], fallback: T) -> T:
        if not self._turns.acquire(timeout=_TURN_TIMEOUT):
            self.errors["TurnTimeout"] += 1
            return fallback
        try:
            return self._try(need, work, fallback) if self._breaker.allows() else fallback
        finally:
            self._turns.release()

    def _try(self, need: Need, work: Callable[[], T], fallback: T) -> T:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 -- no tier raises, and the client raises more than documented
            self._failed(need, error)
            return fallback
        self._outage.succeeded(need)
        return result

    def _failed(self, need: Need, error: Exception) -> None:
        """An error reply costs one round trip, but a server that hangs costs each operation its timeout: then
        the breaker opens. It opens for a read-only server too, which may have been replaced: new connections
        find its successor.
        """
        name = type(error).__name__
        self.errors[name] += 1
        pool = self._client.connection_pool
        if not isinstance(error, redis.ResponseError) or isinstance(error, redis.ReadOnlyError):
            pool.disconnect(inuse_connections=False)
            self._breaker.trip()
            need = Need.PROBE
        self._outage.failed(need, failure_reason(error, pool), error=name)


def _entry_key(key: str) -> bytes:
    return b"embedsvc:entry:" + key.encode("utf-8", "surrogatepass")


def _lease_key(key: str) -> bytes:
    return b"embedsvc:lease:" + key.encode("utf-8", "surrogatepass")
