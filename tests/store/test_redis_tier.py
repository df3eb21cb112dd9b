"""The shared tier of many machines, over a real server: what it keeps, and what it survives."""

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
from embedsvc.store.circuit_breaker import REST
from embedsvc.store.memory import Memory
from embedsvc.store.redis_tier import RedisTier
from embedsvc.store.tier import LEASE, Marks
from tests.support.store.samples import KEY, LATER, Clock, embed, failed, put
from tests.support.store.server import WAIT, Server, running

Harm = Callable[[Server], object]

HARM: dict[str, Harm] = {
    "stopped": Server.stop,
    "hung": Server.hang,
    "a replica": lambda server: server.do("REPLICAOF", "127.0.0.1", "1"),
    "refuses writes": lambda server: server.do("CONFIG", "SET", "min-replicas-to-write", "1"),
}
harms = pytest.mark.parametrize("harm", HARM.values(), ids=HARM)


@pytest.fixture
def ticks() -> Clock:
    return Clock(0.0)


@pytest.fixture
def tier(server: Server, ticks: Clock) -> Iterator[RedisTier]:
    with closing(RedisTier(server.url, ticks=ticks)) as made:
        yield made


def worker(tier: RedisTier) -> Cache:
    return Cache(tier, Memory(2**26, time.time), time.time)


def recovers(tier: RedisTier, ticks: Clock) -> bool:
    """Whether it is ready soon after it has rested, by being used alone."""
    ticks.now += REST
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if tier.ready():
            return True
        time.sleep(0.01)
    return False


class TestPlace:
    """How it lies in the server."""

    def test_over_tcp(self, server: Server) -> None:
        """A host, a port and a database's number."""
        with closing(RedisTier(server.tcp_url)) as tier, closing(RedisTier(server.url)) as database_0:
            put(tier, "a", b"1")
            assert tier.get("a") == b"1"
            assert database_0.get("a") is None

    def test_few_connections_are_taken_in_turns(self, server: Server) -> None:
        """As many as its URL allows."""
        with closing(RedisTier(f"{server.tcp_url}?max_connections=3")) as few, ThreadPoolExecutor(50) as pool:
            put(few, "a", b"1")
            assert set(pool.map(lambda _: few.get("a"), range(500))) == {b"1"}
            assert not few.errors

    def test_other_programs_keep_their_keys(self, server: Server, tier: RedisTier) -> None:
        """Clearing everything clears nothing but ours."""
        server.do("SET", "theirs", "1")
        put(tier, "a", b"1")
        assert tier.clear()
        assert tier.get("a") is None
        assert server.do("GET", "theirs") == b"1"

    def test_keys_end(self, server: Server, tier: RedisTier) -> None:
        """An Embed a week after its end, a failure and all else within minutes; marks never."""
        store = worker(tier)
        store.get_or_fetch("embed", lambda _: Outcome(embed(at=time.time(), ttl=DAY)))
        store.get_or_fetch("failure", lambda _: Outcome(failed(at=time.time(), ttl=600)))
        assert tier.acquire("lease", "me")
        assert tier.ready()

        def left(key: str) -> int:
            return cast("int", server.do("PTTL", f"embedsvc:{key}")) // 1000

        assert STALE_IF_ERROR + DAY - 30 < left("entry:embed") < STALE_IF_ERROR + DAY + 90
        assert 610 < left("entry:failure") < 690
        assert 0 < left("lease:lease") <= LEASE
        assert 0 < left("ready") <= 60
        kept = {key for key in cast("list[bytes]", server.do("KEYS", "*")) if server.do("TTL", key) == -1}
        assert kept == {b"embedsvc:marks"}

    def test_what_has_ended_long_ago_is_not_put(self, tier: RedisTier) -> None:
        """Nor is it an error."""
        for end in (-1e9, 0.0, time.time() - DAY):
            put(tier, "a", b"1", end)
            assert tier.get("a") is None
        assert not tier.errors

    def test_what_is_written_again_after_clearing_takes_no_more_room(
        self, server: Server, tier: RedisTier
    ) -> None:
        """The value of the old epoch is written over."""
        for _ in range(5):
            put(tier, "a", b"1")
            assert tier.clear()
        assert len(cast("list[bytes]", server.do("KEYS", "*"))) == 2

    def test_a_server_that_forgets_our_scripts(self, server: Server, tier: RedisTier) -> None:
        """They are sent again."""
        put(tier, "a", b"1")
        server.do("SCRIPT", "FLUSH")
        put(tier, "a", b"2")
        assert tier.get("a") == b"2"
        assert not tier.errors


class TestHarm:
    """Whatever happens to the server, no operation raises, hits in memory stay hits, and it recovers."""

    @harms
    def test_every_operation(
        self, server: Server, tier: RedisTier, ticks: Clock, caplog: pytest.LogCaptureFixture, harm: Harm
    ) -> None:
        """Each says what a tier that fails says, the log says it once, and again once when that ended."""
        put(tier, "a", b"1")
        marks = tier.marks()
        harm(server)
        with caplog.at_level(logging.INFO):
            begun = time.monotonic()
            for _ in range(5):
                tier.put("b", b"2", LATER, marks.newest)
                assert tier.get("b") is None
                assert tier.acquire("b", "me")
                tier.renew(["b"], "me")
                tier.release("b", "me")
                assert not tier.delete("a")
                assert not tier.clear()
                assert not tier.outdate("social")
                assert tier.marks() == marks
                assert not tier.ready()
            assert time.monotonic() - begun < 2
            server.resume()
            assert [vars(record)["event"] for record in caplog.records] == ["cache_failed"]
            assert tier.errors
            caplog.clear()
            server.renew()
            assert recovers(tier, ticks)
            assert len(caplog.records) <= 1
        put(tier, "a", b"3")
        assert tier.get("a") == b"3"

    @harms
    def test_under_load(self, server: Server, tier: RedisTier, ticks: Clock, harm: Harm) -> None:
        """Sixteen threads that recall hot and cold links get every answer, in time, before, while and after."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        stop = threading.Event()
        waits: list[float] = []

        def ask(number: int) -> None:
            while not stop.is_set():
                begun = time.monotonic()
                assert store.get_or_fetch(KEY, lambda _: Outcome(failed(at=time.time()))).cache == "hit"
                waits.append(time.monotonic() - begun)
                key = f"{number}/{begun}"
                cold = store.get_or_fetch(key, lambda _: Outcome(embed(at=time.time())))
                assert (cold.cache, type(cold.value)) == ("miss", Embed)
                assert store.get_or_fetch(key, lambda _: Outcome(failed(at=time.time()))).cache == "hit"

        with ThreadPoolExecutor(16) as pool:
            asking = [pool.submit(ask, number) for number in range(16)]
            try:
                time.sleep(0.2)
                harm(server)
                time.sleep(0.4)
                rounds = len(waits)
                time.sleep(0.4)
                assert len(waits) - rounds > 100, "nobody waits for it any more"
                assert not tier.ready()
                server.renew()
                assert recovers(tier, ticks)
                time.sleep(0.2)
            finally:
                stop.set()
            for thread in asking:
                thread.result(WAIT)
        assert max(waits) < 2
        store.get_or_fetch("after", lambda _: Outcome(embed(at=time.time())))
        assert worker(tier).get_or_fetch("after", lambda _: Outcome(failed(at=time.time()))).cache == "hit"

    def test_while_it_hangs_one_waits_and_nobody_else(
        self, server: Server, tier: RedisTier, ticks: Clock
    ) -> None:
        """Not even who would be the first to try again."""
        assert tier.get("a") is None
        server.hang()
        begun = time.monotonic()
        for _ in range(50):
            assert tier.get("a") is None
            ticks.now += REST / 10
        assert time.monotonic() - begun < 2
        server.resume()
        assert recovers(tier, ticks)

    @pytest.mark.parametrize("others", [False, True], ids=["its marks", "marks of others"])
    def test_a_restart_that_loses_everything(
        self, server: Server, tier: RedisTier, ticks: Clock, *, others: bool
    ) -> None:
        """Memory holds on to what it has, unless a new worker was the first to come."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        assert tier.outdate("video")
        marks = tier.marks()
        server.stop()
        assert tier.get("a") is None
        server.start()
        if others:
            with closing(RedisTier(server.url)) as other:
                assert other.marks().newest not in {marks.newest, ""}
        assert recovers(tier, ticks)
        assert (tier.marks() == marks) is not others
        put(tier, "a", b"1")
        assert tier.get("a") == b"1"

    def test_one_that_another_took_over_from(self, server: Server, tmp_path: Path, ticks: Clock) -> None:
        """Where the name leads to another server and the old one may only be read, the new one is found."""
        name = tmp_path / "current.sock"
        with running(tmp_path) as new:
            name.symlink_to(server.socket)
            with closing(RedisTier(f"unix://{name}", ticks=ticks)) as tier:
                put(tier, "a", b"1")
                server.do("REPLICAOF", "127.0.0.1", "1")
                name.unlink()
                name.symlink_to(new.socket)
                put(tier, "a", b"2")
                assert recovers(tier, ticks)
                put(tier, "a", b"3")
                assert tier.get("a") == b"3"
            assert new.do("EXISTS", "embedsvc:entry:a")

    def test_one_that_goes_back_to_older_marks(self, server: Server, tier: RedisTier) -> None:
        """Where a copy that lags takes over, memory does not bring back what it had before the purge."""
        clock = Clock()
        one, other = (Cache(tier, Memory(2**20, clock), clock) for _ in range(2))
        for store in (one, other):
            store.get_or_fetch(KEY, lambda _: Outcome(embed(at=clock.now, ttl=600)))
        older = tier.marks().newest
        assert one.purge(KEY)
        clock.now += 2
        assert other.get_or_fetch("another", lambda _: Outcome(embed(at=clock.now))).cache == "miss"
        server.do("HSET", "embedsvc:marks", "newest", older)
        clock.now += 2
        assert other.get_or_fetch(KEY, lambda _: Outcome(embed(at=clock.now))).cache == "miss"

    def test_one_that_was_never_there(self, server: Server, ticks: Clock) -> None:
        """A worker that starts before the server works without it, and with it once it is there."""
        server.stop()
        with closing(RedisTier(server.url, ticks=ticks)) as tier:
            assert tier.marks() == Marks()
            assert tier.acquire("a", "me")
            server.start()
            assert recovers(tier, ticks)
            put(tier, "a", b"1")
            assert tier.get("a") == b"1"

    def test_one_that_is_full(self, server: Server, tier: RedisTier) -> None:
        """Where it may forget nothing it takes nothing new, but what it has is read."""
        put(tier, "a", b"1")
        server.do("CONFIG", "SET", "maxmemory", "1")
        try:
            put(tier, "b", b"2")
            assert tier.get("a") == b"1"
            assert tier.get("b") is None
            assert tier.acquire("c", "me")
            assert not tier.delete("d")
            assert not tier.ready()
            assert set(tier.errors) == {"OutOfMemoryError"}
        finally:
            server.do("CONFIG", "SET", "maxmemory", "0")
        assert tier.ready()

    def test_junk_in_it(self, server: Server, tier: RedisTier) -> None:
        """What is not ours is a miss, and written over where it can be."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        for junk in (b"", b"\xff", b"x" * 1_000):
            server.do("SET", f"embedsvc:entry:{KEY}", junk)
            assert worker(tier).get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time()))).cache == "miss"
            assert worker(tier).get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time()))).cache == "hit"
        server.do("DEL", f"embedsvc:entry:{KEY}")
        server.do("RPUSH", f"embedsvc:entry:{KEY}", "a list")
        assert tier.get(KEY) is None
        server.do("SET", "embedsvc:marks", "no hash")
        assert worker(tier).get_or_fetch("b", lambda _: Outcome(embed(at=time.time()))).cache == "miss"
        assert not tier.clear()
        assert not tier.ready()
        server.do("DEL", "embedsvc:marks")
        assert tier.ready()

    @pytest.mark.parametrize(
        "says", [b"", b"HTTP/1.0 400 Bad Request\r\n\r\n", b"+OK\r\n" * 1_000, b"*" * 5_000]
    )
    @pytest.mark.parametrize("scheme", ["redis", "rediss"])
    def test_another_kind_of_server(self, ticks: Clock, scheme: str, says: bytes) -> None:
        """Whatever answers there, it is a tier that fails."""
        with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:

            def serve() -> None:
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.sendall(says)

            serving = pool.submit(serve)
            url = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
            with closing(RedisTier(url, ticks=ticks)) as tier:
                assert tier.get("a") is None
                put(tier, "a", b"1")
                assert tier.acquire("a", "me")
                assert not tier.ready()
                assert tier.errors
            listener.shutdown(socket.SHUT_RDWR)
            assert serving.exception(WAIT)

    def test_secrets_stay_out_of_the_log(self, server: Server, caplog: pytest.LogCaptureFixture) -> None:
        """A password that the server refuses is not repeated."""
        url = server.tcp_url.replace("//", "//user:s3cret@")
        with closing(RedisTier(url)) as tier:
            assert not tier.ready()
            assert tier.errors
        assert caplog.records
        assert "s3cret" not in caplog.text

    def test_a_purge_that_failed_can_be_repeated(self, server: Server, tier: RedisTier, ticks: Clock) -> None:
        """What could not be purged says so, and holds once it was."""
        store = worker(tier)
        store.get_or_fetch(KEY, lambda _: Outcome(embed(at=time.time())))
        server.hang()
        assert not store.purge(KEY)
        server.resume()
        assert recovers(tier, ticks)
        assert store.purge(KEY)
        assert isinstance(store.get_or_fetch(KEY, lambda _: Outcome(failed(at=time.time()))).value, Failed)
