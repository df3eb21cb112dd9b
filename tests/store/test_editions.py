"""The cache and an archive that may lack what the cache was filled with."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from embedsvc.model import Embed, Known, Outcome
from embedsvc.store import Cache, Memory, SQLiteTier, Tier, WorkerOnlyTier
from tests.support.store.samples import KEY, Clock, embed, failed


class Editions:
    """An archive; `stored` is None while it cannot be read."""

    def __init__(self) -> None:
        self.stored: set[str] | None = set()
        self.losses = 0

    def has(self, edition_id: str) -> bool | None:
        return None if self.stored is None else edition_id in self.stored

    def token(self) -> object:
        return self.losses


class Source:
    """Fetches, and stores each Embed as an Edition."""

    def __init__(self, editions: Editions, clock: Clock) -> None:
        self.editions = editions
        self.clock = clock
        self.fetched = 0
        self.fails = False

    def __call__(self, _known: Known) -> Outcome:
        if self.fails:
            return Outcome(failed(at=self.clock.now))
        self.fetched += 1
        name = f"edition {self.fetched}"
        assert self.editions.stored is not None
        self.editions.stored.add(name)
        return Outcome(replace(embed(at=self.clock.now), edition=name))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def editions() -> Editions:
    return Editions()


@pytest.fixture
def source(editions: Editions, clock: Clock) -> Source:
    return Source(editions, clock)


@pytest.fixture
def tier(tmp_path: Path) -> Iterator[Tier]:
    with closing(SQLiteTier(tmp_path / "cache.sqlite")) as tier:
        yield tier


def worker(tier: Tier, editions: Editions, clock: Clock) -> Cache:
    return Cache(tier, Memory(2**20, clock), clock, editions=editions)


def acknowledged(outcome: Outcome) -> tuple[str | None, bool]:
    assert isinstance(outcome.value, Embed)
    return outcome.value.edition, outcome.value.durable


def test_an_edition_that_the_archive_has_is_acknowledged(
    tier: Tier, editions: Editions, source: Source, clock: Clock
) -> None:
    for _ in range(2):
        outcome = worker(tier, editions, clock).get_or_fetch(KEY, source)
        assert acknowledged(outcome) == ("edition 1", True)
    assert (source.fetched, outcome.cache) == (1, "hit")


def test_an_edition_that_the_archive_lacks_is_fetched_and_stored_again(
    tier: Tier, editions: Editions, source: Source, clock: Clock
) -> None:
    """The cache was filled beside another archive."""
    worker(tier, editions, clock).get_or_fetch(KEY, source)
    editions.stored = set()
    other = worker(tier, editions, clock)
    assert acknowledged(other.get_or_fetch(KEY, source)) == ("edition 2", True)
    assert other.get_or_fetch(KEY, source).cache == "hit"
    assert source.fetched == 2


def test_what_cannot_be_fetched_again_is_served_without_an_acknowledgement(
    tier: Tier, editions: Editions, source: Source, clock: Clock
) -> None:
    """Stale, also from then on."""
    worker(tier, editions, clock).get_or_fetch(KEY, source)
    editions.stored, source.fails = set(), True
    store = worker(tier, editions, clock)
    for _ in range(3):
        outcome = store.get_or_fetch(KEY, source)
        assert (acknowledged(outcome), outcome.cache) == ((None, False), "stale")


def test_while_the_archive_cannot_be_read_nothing_is_acknowledged_or_fetched(
    tier: Tier, editions: Editions, source: Source, clock: Clock
) -> None:
    """An outage of the archive is no reason to ask all sites again. Afterwards it is acknowledged again."""
    worker(tier, editions, clock).get_or_fetch(KEY, source)
    stored, editions.stored = editions.stored, None
    store = worker(tier, editions, clock)
    for _ in range(2):
        outcome = store.get_or_fetch(KEY, source)
        assert (acknowledged(outcome), outcome.cache) == ((None, False), "hit")
    editions.stored = stored
    assert acknowledged(store.get_or_fetch(KEY, source)) == ("edition 1", True)
    assert source.fetched == 1


def test_an_archive_that_loses_editions_empties_the_memory(
    tier: Tier, editions: Editions, source: Source, clock: Clock
) -> None:
    """Responses rendered from it are outdated too."""
    store = worker(tier, editions, clock)
    store.get_or_fetch(KEY, source)
    token = store.purge_token()
    assert store.purge_token() == token
    editions.stored, editions.losses = set(), 1
    assert store.purge_token() != token
    assert acknowledged(store.get_or_fetch(KEY, source)) == ("edition 2", True)


def test_a_tier_that_stores_nothing_loses_its_memory_with_the_archive(
    editions: Editions, source: Source, clock: Clock
) -> None:
    """As with `memory://`."""
    store = worker(WorkerOnlyTier(), editions, clock)
    store.get_or_fetch(KEY, source)
    editions.stored, editions.losses = set(), 1
    assert acknowledged(store.get_or_fetch(KEY, source)) == ("edition 2", True)
