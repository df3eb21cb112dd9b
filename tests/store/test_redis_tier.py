"""The tier that many machines share, over a real server: what it stores, and what it survives."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from embedsvc.errors import DAY
from embedsvc.model import Embed, Failed, Outcome
from embedsvc.store.cache import STALE_IF_ERROR, Cache
from embedsvc.store.circuit_breaker import COOLDOWN
from embedsvc.store.memory import Memory
from embedsvc.store.redis_tier import RedisTier
from embedsvc.store.tier import LEASE, PurgeTokens
from tests.support.store.samples import KEY, LATER, Clock, embed, failed, put
from tests.support.store.server import WAIT, Server, running
from tests.support.waiting import wait_until

Harm = Callable[[Server], object]

HARM: dict[str, Harm] = {
    "stopped": Server.stop,
    "hung": Server.hang,
    "a replica": lambda server: server.do("REPLICAOF", "127.0.0.1", "1"),
    "refuses writes": lambda server: server.do("CONFIG", "SET", "min-replicas-to-write", "1"),
}
harms = pytest.mark.parametrize("harm", HARM.values(), ids=HARM)


@pytest.fixture
def clock() -> Clock:
    return Clock(0.0)


@pytest.fixture
def tier(redis: Server, clock: Clock) -> Iterator[RedisTier]:
    with closing(RedisTier(redis.url, monotonic=clock)) as made:
        yield made


def worker(tier: RedisTier) -> Cache:
    return Cache(tier, Memory(2**26, time.time), time.time)


def recover(tier: RedisTier, clock: Clock) -> None:
    """Waits until the tier is ready again, with nothing but its cooldown and use."""
    clock.now += COOLDOWN
    wait_until(tier.ready)


class TestStored:
    """What is on the server, and for how long."""

    def test_over_tcp(self, redis: Server) -> None:
        """A URL names a host, a port and the number of a database."""
        with closing(RedisTier(redis.tcp_url)) as tier, closing(RedisTier(redis.url)) as database_0:
            put(tier, "a", b"1")
            assert tier.get("a") == b"1"
            assert database_0.get("a") is None

    def test_threads_share_few_connections(self, redis: Server) -> None:
        """A worker opens no more connections than its URL allows."""
        with closing(RedisTier(f"{redis.tcp_url}&max_connections=3")) as few, ThreadPoolExecutor(50) as pool:
            put(few, "a", b"1")
            assert set(pool.map(lambda _: few.get("a"), range(500))) == {b"1"}
            assert not few.errors

    def test_clearing_leaves_the_keys_of_other_programs(self, redis: Server, tier: RedisTier) -> None:
        """Only our own values are purged."""
        redis.do("SET", "theirs", "1")
        put(tier, "a", b"1")
        assert tier.clear()
        assert tier.get("a") is None
        assert redis.do("GET", "theirs") == b"1"

    def test_keys_expire(self, redis: Server, tier: RedisTier) -> None:
        """An Embed a week after it got stale, a failure and all others within minutes; purge tokens never."""
        store = worker(tier)
        store.get_or_fetch("embed", lambda _: Outcome(embed(at=time.time(), ttl=DAY)))
        store.get_or_fetch("failure", lambda _: Outcome(failed(at=time.time(), ttl=600)))
        assert tier.acquire("lease", "me")
        assert tier.ready()

        def left(key: str) -> int:
            return cast("int", redis.do("PTTL", f"embedsvc:{key}")) // 1000

        assert STALE_IF_ERROR + DAY - 30 < left("entry:embed") < STALE_IF_ERROR + DAY + 90
        assert 610 < left("entry:failure") < 690
        assert 0 < left("lease:lease") <= LEASE
        assert 0 < left("ready") <= 60
        lasting = {key for key in cast("list[bytes]", redis.do("KEYS", "*")) if redis.do("TTL", key) == -1}
        assert lasting == {b"embedsvc:purge-tokens"}

    def test_what_has_expired_is_not_stored(self, tier: RedisTier) -> None:
        """It is no error either."""
        for end in (-1e9, 0.0, time.time() - DAY):
            put(tier, "a", b"1", end)
            assert tier.get("a") is None
        assert not tier.errors

    def test_purged_values_are_overwritten(self, redis: Server, tier: RedisTier) -> None:
        """The same key in a new epoch takes no more room."""
        for _ in range(5):
            put(tier, "a", b"1")
            assert tier.clear()
        assert len(cast("list[bytes]", redis.do("KEYS", "*"))) == 2

    def test_a_server_that_lost_our_scripts(self, redis: Server, tier: RedisTier) -> None:
        """They are sent again."""
        put(tier, "a", b"1")
        redis.do("SCRIPT", "FLUSH")
        put(tier, "a", b"2")
        assert tier.get("a") == b"2"
        assert not tier.errors


class TestHarm:
    """Whatever happens to the server, no operation raises, hits in memory stay hits, and it recovers."""

    @harms
    def test_every_operation(
        self, redis: Server, tier: RedisTier, clock: Clock, caplog: pytest.LogCaptureFixture, harm: Harm
    ) -> None:
        """Each gives its fallback, soon; the failure is logged once, and the recovery at most once."""
        put(tier, "a", b"1")
        tokens = tier.purge_tokens()
        harm(redis)
        with caplog.at_level(logging.INFO):
            started = time.monotonic()
            for _ in range(5):
                tier.put("b", b"2", LATER, tokens.newest)
                assert tier.get("b") is None
                assert tier.acquire("b", "me")
                tier.renew(["b"], "me")
                tier.release("b", "me")
                assert not tier.delete("a")
                assert not tier.clear()
                assert not tier.purge_provider("social")
                assert tier.purge_tokens() == tokens
                assert not tier.ready()
            assert time.monotonic() - started < 5
            redis.resume()
            assert [vars(record)["event"] for record in caplog.records] == ["cache_failed"]
            assert tier.errors
            caplog.clear()
            redis.renew()
            recover(tier, clock)
            assert len(caplog.records) <= 1
        put(tier, "a", b"3")
        assert tier.get("a") == b"3"

    @harms
    def test_under_load(self, redis: Server, tier: RedisTier, clock: Clock, harm: Harm) -> None:
        """Sixteen threads that ask for hot and cold links get every answer, in time, before, during and after."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        stop = threading.Event()
        waits: list[float] = []

        def ask(number: int) -> None:
            while not stop.is_set():
                started = time.monotonic()
                assert store.get_or_fetch(KEY, lambda _: Outcome(failed(at=time.time()))).cache == "hit"
                waits.append(time.monotonic() - started)
                key = f"{number}/{started}"
                cold = store.get_or_fetch(key, lambda _: Outcome(embed(at=time.time())))
                assert (cold.cache, type(cold.value)) == ("miss", Embed)
                assert store.get_or_fetch(key, lambda _: Outcome(failed(at=time.time()))).cache == "hit"

        with ThreadPoolExecutor(16) as pool:
            asking = [pool.submit(ask, number) for number in range(16)]
            try:
                wait_until(lambda: len(waits) > 50)
                harm(redis)
                wait_until(lambda: tier.errors)
                rounds, began = len(waits), time.monotonic()
                wait_until(lambda: len(waits) > rounds + 50)
                assert time.monotonic() - began < 5, "the breaker is open: no request waits for the server"
                assert not tier.ready()
                redis.renew()
                recover(tier, clock)
                rounds = len(waits)
                wait_until(lambda: len(waits) > rounds + 50)
            finally:
                stop.set()
            for thread in asking:
                thread.result(WAIT)
        assert max(waits) < 5
        store.get_or_fetch("after", lambda _: Outcome(embed(at=time.time())))
        assert worker(tier).get_or_fetch("after", lambda _: Outcome(failed(at=time.time()))).cache == "hit"

    def test_while_it_hangs_one_operation_waits(self, redis: Server, tier: RedisTier, clock: Clock) -> None:
        """All later ones return at once, even the one that starts the probe."""
        assert tier.get("a") is None
        redis.hang()
        started = time.monotonic()
        for _ in range(50):
            assert tier.get("a") is None
            clock.now += COOLDOWN / 10
        assert time.monotonic() - started < 5
        redis.resume()
        recover(tier, clock)

    @pytest.mark.parametrize("others", [False, True], ids=["own tokens", "tokens of another worker"])
    def test_a_restart_that_loses_everything(
        self, redis: Server, tier: RedisTier, clock: Clock, *, others: bool
    ) -> None:
        """What is in memory stays valid, unless a new worker was the first to write its tokens."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        assert tier.purge_provider("video")
        tokens = tier.purge_tokens()
        redis.stop()
        assert tier.get("a") is None
        redis.start()
        if others:
            with closing(RedisTier(redis.url)) as other:
                assert other.purge_tokens().newest not in {tokens.newest, ""}
        recover(tier, clock)
        assert (tier.purge_tokens() == tokens) is not others
        put(tier, "a", b"1")
        assert tier.get("a") == b"1"

    def test_one_that_another_server_replaced(self, redis: Server, tmp_path: Path, clock: Clock) -> None:
        """The name leads to another server and the old one is read-only: the new one is found."""
        name = tmp_path / "current.sock"
        with running(tmp_path) as new:
            name.symlink_to(redis.socket)
            with closing(RedisTier(f"unix://{name}", monotonic=clock)) as tier:
                put(tier, "a", b"1")
                redis.do("REPLICAOF", "127.0.0.1", "1")
                name.unlink()
                name.symlink_to(new.socket)
                put(tier, "a", b"2")
                recover(tier, clock)
                put(tier, "a", b"3")
                assert tier.get("a") == b"3"
                assert new.do("EXISTS", "embedsvc:entry:a")

    def test_one_with_older_tokens(self, redis: Server, tier: RedisTier) -> None:
        """A lagging replica takes over: what was in memory before the purge does not come back."""
        clock = Clock()
        one, other = (Cache(tier, Memory(2**20, clock), clock) for _ in range(2))
        for store in (one, other):
            store.get_or_fetch(KEY, lambda _: Outcome(embed(at=clock.now, ttl=600)))
        older = tier.purge_tokens().newest
        assert one.purge(KEY)
        clock.now += 2
        assert other.get_or_fetch("another", lambda _: Outcome(embed(at=clock.now))).cache == "miss"
        redis.do("HSET", "embedsvc:purge-tokens", "newest", older)
        clock.now += 2
        assert other.get_or_fetch(KEY, lambda _: Outcome(embed(at=clock.now))).cache == "miss"

    def test_one_that_starts_later(self, redis: Server, clock: Clock) -> None:
        """A worker that starts before the server works without it, and uses it once it is up."""
        redis.stop()
        with closing(RedisTier(redis.url, monotonic=clock)) as tier:
            assert tier.purge_tokens() == PurgeTokens()
            assert tier.acquire("a", "me")
            redis.start()
            recover(tier, clock)
            put(tier, "a", b"1")
            assert tier.get("a") == b"1"

    def test_one_that_is_full(self, redis: Server, tier: RedisTier) -> None:
        """A server that must not evict stores nothing new, but stored values are read."""
        put(tier, "a", b"1")
        redis.do("CONFIG", "SET", "maxmemory", "1")
        try:
            put(tier, "b", b"2")
            assert tier.get("a") == b"1"
            assert tier.get("b") is None
            assert tier.acquire("c", "me")
            assert not tier.delete("d")
            assert not tier.ready()
            assert set(tier.errors) == {"OutOfMemoryError"}
        finally:
            redis.do("CONFIG", "SET", "maxmemory", "0")
        assert tier.ready()

    def test_junk_in_it(self, redis: Server, tier: RedisTier) -> None:
        """What is not ours is a miss, and overwritten where it can be."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        for junk in (b"", b"\xff", b"x" * 1_000):
            redis.do("SET", f"embedsvc:entry:{KEY}", junk)
            assert worker(tier).get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time()))).cache == "miss"
            assert worker(tier).get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time()))).cache == "hit"
        redis.do("DEL", f"embedsvc:entry:{KEY}")
        redis.do("RPUSH", f"embedsvc:entry:{KEY}", "a list")
        assert tier.get(KEY) is None
        redis.do("SET", "embedsvc:purge-tokens", "no hash")
        assert worker(tier).get_or_fetch("b", lambda _: Outcome(embed(at=time.time()))).cache == "miss"
        assert not tier.clear()
        assert not tier.ready()
        redis.do("DEL", "embedsvc:purge-tokens")
        assert tier.ready()

    @pytest.mark.parametrize(
        "reply", [b"", b"HTTP/1.0 400 Bad Request\r\n\r\n", b"+OK\r\n" * 1_000, b"*" * 5_000]
    )
    @pytest.mark.parametrize("scheme", ["redis", "rediss"])
    def test_another_kind_of_server(self, clock: Clock, scheme: str, reply: bytes) -> None:
        """Whatever it replies, it is a tier that fails."""
        with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:

            def serve() -> None:
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.sendall(reply)

            serving = pool.submit(serve)
            url = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
            with closing(RedisTier(url, monotonic=clock)) as tier:
                assert tier.get("a") is None
                put(tier, "a", b"1")
                assert tier.acquire("a", "me")
                assert not tier.ready()
                assert tier.errors
                listener.shutdown(socket.SHUT_RDWR)
                assert serving.exception(WAIT)

    def test_secrets_stay_out_of_the_log(self, redis: Server, caplog: pytest.LogCaptureFixture) -> None:
        """A password that the server refuses is not logged."""
        url = redis.tcp_url.replace("//", "//user:s3cret@")
        with closing(RedisTier(url)) as tier:
            assert not tier.ready()
            assert tier.errors
            assert caplog.records
            assert "s3cret" not in caplog.text

    def test_a_purge_that_failed_can_be_repeated(self, redis: Server, tier: RedisTier, clock: Clock) -> None:
        """The failure is reported, and the second attempt purges."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        redis.hang()
        assert not store.purge(KEY)
        redis.resume()
        recover(tier, clock)
        assert store.purge(KEY)
        assert isinstance(store.get_or_fetch(KEY, lambda _: Outcome(failed(at=time.time()))).value, Failed)


@pytest.mark.parametrize(
    "url",
    [
        "redis://:x/pa55@host:1",
        "redis://user:pa55@host:99999",
        "redis://:x?pa55=1@host",
        "redis://host/0?socket_timeout=pa55",
        "redis://[:pa55@host",
    ],
)
def test_a_url_that_cannot_be_used_is_not_repeated(url: str) -> None:
    """Any part of it may be a password."""
    with pytest.raises(ValueError, match="is not the URL of a Redis server") as raised:
        RedisTier(url)
    assert "pa55" not in str(raised.value)


def test_each_outage_is_logged(redis: Server, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """One line at its beginning, with the reason, and one at its end."""
    caplog.set_level(logging.INFO)
    with closing(RedisTier(redis.url, monotonic=clock)) as tier:
        for _ in range(2):
            assert tier.ready()
            redis.stop()
            for _ in range(5):
                assert tier.get("a") is None
            redis.start()
            recover(tier, clock)
    events = [vars(record)["event"] for record in caplog.records]
    assert events == ["cache_failed", "cache_recovered"] * 2
    assert "Connection refused" in vars(caplog.records[0])["reason"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://:pa55@127.0.0.1:1", "Connection refused"),
        ("redis://:pa55@no-such-host.invalid", "no-such-host.invalid"),
        ("unix:///no-such-socket?password=pa55", "No such file or directory"),
    ],
)
def test_the_reason_is_logged(url: str, expected: str, caplog: pytest.LogCaptureFixture) -> None:
    """One that tells an operator what to do, without the password."""
    with closing(RedisTier(url)) as tier:
        assert not tier.ready()
    (record,) = caplog.records
    assert expected in vars(record)["reason"]
    assert "pa55" not in str(vars(record))


def test_a_wrong_password_is_the_reason(redis: Server, caplog: pytest.LogCaptureFixture) -> None:
    with closing(RedisTier(redis.tcp_url.replace("//", "//user:pa55@"))) as tier:
        assert not tier.ready()
    assert "password" in vars(caplog.records[0])["reason"]
