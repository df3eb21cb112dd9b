"""The tier that many machines share: a Redis or Valkey server (6.2 or newer).

The server is a cache: whatever happens to it, the service goes on from memory. Short of room it forgets what
its own `maxmemory-policy` says.
"""

import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from threading import Semaphore
from typing import TypeVar

import redis
from redis.backoff import NoBackoff
from redis.commands.core import Script
from redis.retry import Retry

from embedsvc.process import PerProcess
from embedsvc.store.circuit_breaker import Breaker
from embedsvc.store.tier import LEASE, Marks, token

T = TypeVar("T")

_log = logging.getLogger(__name__)

_SILENCE = 0.25
"""How long one operation waits for the server (seconds)."""

_PATIENCE = 2.0
"""How long one operation waits for its turn (seconds): a server that is well serves a crowd in much less."""

_AT_ONCE = 32
"""Operations of a worker at a time. A connection takes much longer to make than to ask through: a crowd of
threads that take turns is answered in a third of the time.
"""

_LEASE = int(LEASE * 1000)
"""Milliseconds."""

_GRACE = 60
"""How long a value is kept past its end (seconds): followers may still be waiting for it."""

_MARKS = "embedsvc:marks"
_NEWEST, _EPOCH, _PROVIDER = "newest", "epoch", "provider:"
"""Fields of the marks; `provider:` is followed by a provider's key. What has another epoch was cleared."""

_SIZE = len(token())

_READ_MARKS = """
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


@dataclass(frozen=True, slots=True)
class _Line:
    """What one process talks through."""

    client: redis.Redis
    read_marks: Script
    put: Script
    renew: Script
    release: Script
    breaker: Breaker
    turns: Semaphore


class RedisTier:
    """`url` is one of `redis://`, `rediss://` (TLS) or `unix://`, with the client's own options as its query;
    `ticks` are seconds of a clock that nobody sets. Raises ValueError for a URL that cannot be used.

    A server that is silent, or may only be read, is left alone for a while: see `Breaker`. One that lost its
    memory gets the marks back that this worker knows, so that memory holds on.
    """

    keeps = True

    def __init__(self, url: str, *, ticks: Callable[[], float] = time.monotonic) -> None:
        _check(url)
        self._line = PerProcess(lambda: self._connect(url, ticks))
        self._known: dict[str, str] = {}
        self.errors: Counter[str] = Counter()

    def get(self, key: str) -> bytes | None:
        epoch = self._known.get(_EPOCH) or self._look().get(_EPOCH, "")
        data = self._run(lambda line: line.client.get(_entry(key)), None)
        if not isinstance(data, bytes) or data[:_SIZE] != epoch.encode():
            return None
        return data[_SIZE:]

    def put(self, key: str, data: bytes, until: float, newest: str) -> None:
        end = max(1, math.ceil(until) + _GRACE)
        self._run(lambda line: line.put(keys=[_MARKS, _entry(key)], args=[newest, data, end]), None)

    def delete(self, *keys: str) -> bool:
        return self._purge(keys=keys)

    def clear(self) -> bool:
        """Begins a new epoch. Values of an old one are never read; they are written over or end."""
        return self._purge(_EPOCH)

    def outdate(self, provider: str) -> bool:
        return self._purge(_PROVIDER + provider, _PROVIDER)

    def marks(self) -> Marks:
        known = self._look()
        providers = {
            name.removeprefix(_PROVIDER): mark for name, mark in known.items() if name.startswith(_PROVIDER)
        }
        return Marks(newest=known.get(_NEWEST, ""), providers=providers)

    def acquire(self, key: str, owner: str) -> bool:
        def work(line: _Line) -> bool:
            return bool(line.client.set(_lease(key), owner, nx=True, px=_LEASE))

        return self._run(work, True)

    def renew(self, keys: Collection[str], owner: str) -> None:
        leases = [_lease(key) for key in keys]
        self._run(lambda line: line.renew(keys=leases, args=[owner, _LEASE]), None)

    def release(self, key: str, owner: str) -> None:
        self._run(lambda line: line.release(keys=[_lease(key)], args=[owner]), None)

    def ready(self) -> bool:
        return self._run(self._works, False)

    def close(self) -> None:
        self._line().client.connection_pool.disconnect()

    def _connect(self, url: str, ticks: Callable[[], float]) -> _Line:
        client = _client(url)
        return _Line(
            client=client,
            read_marks=client.register_script(_READ_MARKS),
            put=client.register_script(_PUT),
            renew=client.register_script(_RENEW),
            release=client.register_script(_RELEASE),
            breaker=Breaker(self._probe, ticks),
            turns=Semaphore(min(_AT_ONCE, client.connection_pool.max_connections)),
        )

    def _look(self) -> dict[str, str]:
        self._known = self._run(self._read_marks, self._known)
        return self._known

    def _read_marks(self, line: _Line) -> dict[str, str]:
        mine = self._known or {_NEWEST: token(), _EPOCH: token()}
        flat = line.read_marks(keys=[_MARKS], args=[word for field in mine.items() for word in field])
        words = [word.decode() for word in flat]
        return dict(zip(words[::2], words[1::2], strict=True))

    def _purge(self, *fields: str, keys: Collection[str] = ()) -> bool:
        def work(line: _Line) -> bool:
            transaction = line.client.pipeline()
            if keys:
                transaction.delete(*map(_entry, keys))
            transaction.hset(_MARKS, mapping=dict.fromkeys((_NEWEST, *fields), token()))
            transaction.execute()
            return True

        done = self._run(work, False)
        self._look()
        return done

    def _works(self, line: _Line) -> bool:
        """Whether it can be read and written."""
        self._read_marks(line)
        return bool(line.client.set("embedsvc:ready", b"", ex=_GRACE))

    def _probe(self) -> bool:
        line = self._line()
        well = self._try(line, self._works, False)
        if well:
            _log.info("The cache server is back", extra={"event": "cache_recovered"})
        return well

    def _run(self, work: Callable[[_Line], T], otherwise: T) -> T:
        line = self._line()
        if not line.turns.acquire(timeout=_PATIENCE):
            self.errors["NoTurn"] += 1
            return otherwise
        try:
            return self._try(line, work, otherwise) if line.breaker.allows() else otherwise
        finally:
            line.turns.release()

    def _try(self, line: _Line, work: Callable[[_Line], T], otherwise: T) -> T:
        try:
            return work(line)
        except Exception as error:  # noqa: BLE001 -- no tier raises, and clients raise more than they say
            self._failed(line, error)
            return otherwise

    def _failed(self, line: _Line, error: Exception) -> None:
        """A refusal costs one round trip, but silence a wait. A server that may only be read was perhaps
        replaced: new connections find the other one.
        """
        name = type(error).__name__
        self.errors[name] += 1
        tells = self.errors[name] == 1
        if not isinstance(error, redis.ResponseError) or isinstance(error, redis.ReadOnlyError):
            line.client.connection_pool.disconnect(inuse_connections=False)
            tells = line.breaker.trip()
        if tells:
            told = {"event": "cache_failed", "error": name}
            _log.warning("The cache server fails, answers are remembered in memory: %s", error, extra=told)


def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        socket_timeout=_SILENCE,
        socket_connect_timeout=_SILENCE,
        retry=Retry(NoBackoff(), 0),
        protocol=2,
    )


def _check(url: str) -> None:
    """Raises ValueError for what the client has no use for; it does not connect."""
    try:
        _client(url).connection_pool.make_connection()
    except (ValueError, TypeError, redis.RedisError) as error:
        raise ValueError(f"is not the URL of a Redis server: {error}") from None


def _entry(key: str) -> bytes:
    return b"embedsvc:entry:" + key.encode("utf-8", "surrogatepass")


def _lease(key: str) -> bytes:
    return b"embedsvc:lease:" + key.encode("utf-8", "surrogatepass")
