"""What workers rely on, whichever tier they share."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from embedsvc.store import tier_of
from embedsvc.store.tier import LEASE
from tests.support.store.samples import LATER, put


def test_values_outlive_the_worker(url: str) -> None:
    """What one tier wrote, another one at the same place reads; any bytes, under any key."""
    with closing(tier_of(url)) as tier:
        assert tier.get("a") is None
        put(tier, "a", b"1")
        put(tier, "a", b"\0\xff\r\n2")
        put(tier, "é 'or' \"x\" *", b"")
    with closing(tier_of(url)) as tier:
        assert tier.get("a") == b"\0\xff\r\n2"
        assert tier.get("é 'or' \"x\" *") == b""
        assert not tier.errors


def test_a_purge_forgets_and_moves_the_newest_mark(url: str) -> None:
    """Delete and clear forget, and other workers see it by the mark; the mark moves by nothing else."""
    with closing(tier_of(url)) as tier, closing(tier_of(url)) as other:
        for key in "abcd":
            put(tier, key, b"1")
        marks = [other.marks(), other.marks()]
        assert tier.delete("a", "c")
        marks.append(other.marks())
        assert [other.get(key) for key in "abcd"] == [None, b"1", None, b"1"]
        assert tier.clear()
        assert tier.get("b") is None
        marks.append(other.marks())
        assert other.get("b") is None
        assert marks[0] == marks[1]
        assert len({one.newest for one in marks}) == 3


def test_the_mark_of_a_provider(url: str) -> None:
    """It moves with each purge of that provider and no other; that of failures moves with every provider's."""
    with closing(tier_of(url)) as tier, closing(tier_of(url)) as other:
        marks = [other.marks()]
        for provider in ("social", "video", "social"):
            assert tier.outdate(provider)
            marks.append(other.marks())
        assert tier.clear()
        marks.append(other.marks())
        assert len({one.newest for one in marks}) == 5
        assert [sorted(one.providers) for one in marks[:3]] == [[], ["", "social"], ["", "social", "video"]]
        assert len({one.providers.get("") for one in marks}) == 4
        assert marks[1].providers["social"] == marks[2].providers["social"] != marks[3].providers["social"]
        assert marks[2].providers["video"] == marks[3].providers["video"]
        assert marks[3].providers == marks[4].providers


def test_what_was_learned_before_a_purge_is_not_kept_after_it(url: str) -> None:
    """Whatever was purged meanwhile: better not kept than brought back."""
    with closing(tier_of(url)) as tier, closing(tier_of(url)) as other:
        purges: list[Callable[[], bool]] = [
            lambda: other.delete("a"),
            other.clear,
            lambda: other.outdate("social"),
        ]
        for purge in purges:
            newest = tier.marks().newest
            assert purge()
            tier.put("a", b"1", LATER, newest)
            assert tier.get("a") is None
        put(tier, "a", b"2")
        assert other.get("a") == b"2"
        assert not tier.errors


def test_clearing_under_running_workers(url: str) -> None:
    """Workers that write, read and clear at once: what was there before the last clear is not, and none fails."""
    with closing(tier_of(url)) as tier, closing(tier_of(url)) as other:

        def work(number: int) -> None:
            one = (tier, other)[number % 2]
            for step in range(20):
                if number == 0:
                    assert one.clear()
                put(one, f"{number}-{step}", b"1")
                assert one.get(f"{number}-{step}") in {b"1", None}

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        assert other.clear()
        tier.marks()
        assert not any(tier.get(f"{number}-{step}") for number in range(8) for step in range(20))
        put(tier, "a", b"1")
        assert other.get("a") == b"1"
        assert not tier.errors
        assert not other.errors


def test_threads_share_it(url: str) -> None:
    """Threads and tiers write and read at the same place at once, and no operation fails."""
    with closing(tier_of(url)) as tier, closing(tier_of(url)) as other:

        def work(number: int) -> None:
            one = (tier, other)[number % 2]
            for step in range(25):
                put(one, f"{number}-{step}", b"1")
                assert one.get(f"{number}-{step}") == b"1"

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(work, range(16)))
        assert not tier.errors
        assert not other.errors


def test_a_fork_opens_its_own_connections(url: str) -> None:
    """A tier that the parent has used works in the child, and in the parent afterwards."""
    script = """
import os, sys
from embedsvc.store import tier_of
tier = tier_of(sys.argv[1])
put = lambda key, data: tier.put(key, data, 4e9, tier.marks().newest)
put("a", b"parent")
child = os.fork()
if not child:
    ok = tier.get("a") == b"parent"
    put("b", b"child")
    os._exit(not ok or bool(tier.errors))
_, status = os.waitpid(child, 0)
put("c", b"parent")
tier.close()
sys.exit(status != 0 or bool(tier.errors))
"""
    subprocess.run([sys.executable, "-c", script, url], check=True, timeout=20)
    with closing(tier_of(url)) as tier:
        assert [tier.get(key) for key in "abc"] == [b"parent", b"child", b"parent"]


class TestLeases:
    """Who may learn a key."""

    def test_one_holds(self, url: str) -> None:
        """A lease is held by one until released, and only its owner releases it."""
        with closing(tier_of(url)) as tier:
            assert tier.acquire("a", "me")
            assert not tier.acquire("a", "you")
            assert tier.acquire("b", "you")
            tier.release("a", "you")
            assert not tier.acquire("a", "you")
            tier.release("a", "me")
            assert tier.acquire("a", "you")

    def test_ends_when_not_renewed(self, url: str) -> None:
        """It lasts from its last renewal, and what another one holds is not renewed."""
        with closing(tier_of(url)) as tier:
            assert tier.acquire("a", "me")
            assert tier.acquire("b", "you")
            time.sleep(LEASE * 0.6)
            tier.renew(["a", "b"], "me")
            time.sleep(LEASE * 0.6)
            assert not tier.acquire("a", "you")
            assert tier.acquire("b", "me")
            time.sleep(LEASE * 0.6)
            assert tier.acquire("a", "you")
            assert not tier.errors

    def test_a_purge_leaves_them(self, url: str) -> None:
        """Who learns goes on learning, alone."""
        with closing(tier_of(url)) as tier:
            assert tier.acquire("a", "me")
            assert tier.delete("a")
            assert tier.clear()
            assert not tier.acquire("a", "you")
