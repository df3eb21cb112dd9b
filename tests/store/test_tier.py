"""What workers rely on, whichever tier they share."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from embedsvc.store import tier_from_url
from embedsvc.store.tier import LEASE
from tests.support.store.samples import LATER, put


def test_values_outlive_the_worker(url: str) -> None:
    """What one tier stored, another one at the same URL reads; any bytes, under any key."""
    with closing(tier_from_url(url)) as tier:
        assert tier.get("a") is None
        put(tier, "a", b"1")
        put(tier, "a", b"\0\xff\r\n2")
        put(tier, "é 'or' \"x\" *", b"")
        with closing(tier_from_url(url)) as other:
            assert other.get("a") == b"\0\xff\r\n2"
            assert other.get("é 'or' \"x\" *") == b""
            assert not other.errors


def test_values_of_several_keys(url: str) -> None:
    with closing(tier_from_url(url)) as tier, closing(tier_from_url(url)) as other:
        for key in "abc":
            put(tier, key, key.encode())
        assert other.get_all(["c", "nothing", "a"]) == {"a": b"a", "c": b"c"}
        assert other.get_all([]) == {}
        assert tier.clear()
        put(tier, "b", b"2")
        assert tier.get_all(["a", "b"]) == {"b": b"2"}
        assert not tier.errors
        assert not other.errors


def test_a_purge_replaces_the_newest_token(url: str) -> None:
    """Delete and clear purge, and other workers see it by the token, which nothing else replaces."""
    with closing(tier_from_url(url)) as tier, closing(tier_from_url(url)) as other:
        for key in "abcd":
            put(tier, key, b"1")
        tokens = [other.purge_tokens(), other.purge_tokens()]
        assert tier.delete("a", "c")
        tokens.append(other.purge_tokens())
        assert [other.get(key) for key in "abcd"] == [None, b"1", None, b"1"]
        assert tier.clear()
        assert tier.get("b") is None
        tokens.append(other.purge_tokens())
        assert other.get("b") is None
        assert tokens[0] == tokens[1]
        assert len({one.newest for one in tokens}) == 3


def test_the_token_of_a_provider(url: str) -> None:
    """Each purge of that provider replaces it and no other's; that of failures is replaced with every provider's."""
    with closing(tier_from_url(url)) as tier, closing(tier_from_url(url)) as other:
        tokens = [other.purge_tokens()]
        for provider in ("social", "video", "social"):
            assert tier.purge_provider(provider)
            tokens.append(other.purge_tokens())
        assert tier.clear()
        tokens.append(other.purge_tokens())
        assert len({one.newest for one in tokens}) == 5
        assert [sorted(one.providers) for one in tokens[:3]] == [[], ["", "social"], ["", "social", "video"]]
        assert len({one.providers.get("") for one in tokens}) == 4
        assert tokens[1].providers["social"] == tokens[2].providers["social"] != tokens[3].providers["social"]
        assert tokens[2].providers["video"] == tokens[3].providers["video"]
        assert tokens[3].providers == tokens[4].providers


def test_what_was_fetched_before_a_purge_is_not_stored_after_it(url: str) -> None:
    """A purge of anything in between drops it: otherwise purged content would come back."""
    with closing(tier_from_url(url)) as tier, closing(tier_from_url(url)) as other:
        purges: list[Callable[[], bool]] = [
            lambda: other.delete("a"),
            other.clear,
            lambda: other.purge_provider("social"),
        ]
        for purge in purges:
            newest = tier.purge_tokens().newest
            assert purge()
            tier.put("a", b"1", LATER, newest)
            assert tier.get("a") is None
        put(tier, "a", b"2")
        assert other.get("a") == b"2"
        assert not tier.errors


def test_clearing_under_running_workers(url: str) -> None:
    """Workers write, read and clear at once: what was stored before the last clear is gone, and nothing fails."""
    with closing(tier_from_url(url)) as tier, closing(tier_from_url(url)) as other:

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
        tier.purge_tokens()
        assert not any(tier.get(f"{number}-{step}") for number in range(8) for step in range(20))
        put(tier, "a", b"1")
        assert other.get("a") == b"1"
        assert not tier.errors
        assert not other.errors


def test_threads_share_it(url: str) -> None:
    """Threads of two tiers at one URL write and read at once, and no operation fails."""
    with closing(tier_from_url(url)) as tier, closing(tier_from_url(url)) as other:

        def work(number: int) -> None:
            one = (tier, other)[number % 2]
            for step in range(25):
                put(one, f"{number}-{step}", b"1")
                assert one.get(f"{number}-{step}") == b"1"

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(work, range(16)))
        assert not tier.errors
        assert not other.errors


class TestLeases:
    """Who may fetch a key."""

    def test_has_one_owner(self, url: str) -> None:
        """A lease has one owner until it is released, and only the owner releases it."""
        with closing(tier_from_url(url)) as tier:
            assert tier.acquire("a", "me")
            assert not tier.acquire("a", "you")
            assert tier.acquire("b", "you")
            tier.release("a", "you")
            assert not tier.acquire("a", "you")
            tier.release("a", "me")
            assert tier.acquire("a", "you")

    def test_ends_unless_renewed(self, url: str) -> None:
        """It lasts from its last renewal, and only its owner renews it."""
        with closing(tier_from_url(url)) as tier:
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

    def test_a_purge_leaves_leases(self, url: str) -> None:
        """Who is fetching goes on, and alone."""
        with closing(tier_from_url(url)) as tier:
            assert tier.acquire("a", "me")
            assert tier.delete("a")
            assert tier.clear()
            assert not tier.acquire("a", "you")
