"""Quotes that outlive their source, from link to answer."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from embedsvc.archive import Archive, archive_from_url
from embedsvc.errors import BlockedAddress, Gone, NotFound, UpstreamRefused, UpstreamUnreachable
from embedsvc.formats import block
from embedsvc.model import Embed, Failed
from embedsvc.resolve import Resolve
from embedsvc.store import Cache, Memory, WorkerOnlyTier
from tests.support.recorded import NOW, Answer, Web, page
from tests.support.sites import OPTIONS
from tests.support.stages import live, river
from tests.support.store.samples import Clock

TITLE = "محادثات هاتفية بين الرئيسين"
PAGE = "https://news.example/2021/talks"
SAID = page(
    '<meta property="og:title" content="محادثات هاتفية بين الرئيسين"><meta property="og:type" content="article">',
    language="ar",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = archive_from_url(f"sqlite:///{tmp_path / 'archive.sqlite'}")
    yield opened
    opened.close()


def house(archive: Archive, answer: Answer | Exception | None, *, later: float = 0.0) -> Resolve:
    """Resolves over a web in which the page gives one response, so many seconds later."""
    web = Web({PAGE: answer} if answer else {})  # type: ignore[dict-item]
    return river(live(web.fetch, clock=lambda: NOW + later), archive=archive)


def with_cache(archive: Archive, answers: list[Answer | Exception]) -> list[Embed | Failed]:
    """What the page gives day after day, with a cache in front of the archive."""
    clock = Clock(NOW)
    cache = Cache(WorkerOnlyTier(), Memory(2**20, clock), clock)
    values = []
    for answer in answers:
        web = Web({PAGE: answer})  # type: ignore[dict-item]
        values.append(river(live(web.fetch, clock=clock), archive=archive, cache=cache)(PAGE).value)
        clock.now += 86_400
    return values


def test_what_is_given_is_kept_first(archive: Archive) -> None:
    """An answer names its Edition, which holds what was said; the same words make no second one."""
    first = house(archive, SAID)(PAGE).value
    again = house(archive, SAID, later=86_400)(PAGE).value
    assert isinstance(first, Embed)
    assert isinstance(again, Embed)
    assert first.edition == again.edition is not None
    (edition,) = archive.history(PAGE)
    assert edition.finding == first.finding


@pytest.mark.parametrize(
    "failure", [Gone("Gone."), NotFound("Gone."), UpstreamRefused("Protected.", ends_source=True)]
)
def test_a_post_that_is_gone_is_answered_as_it_was(archive: Archive, failure: Exception) -> None:
    """State, method, moment of capture and what was tried say that it is an earlier state, and so does the block."""
    house(archive, SAID)(PAGE)
    gone = house(archive, failure, later=86_400)(PAGE).value
    assert isinstance(gone, Embed)
    assert (gone.state, gone.finding.method, gone.fetched_at) == ("gone", "archive", NOW)
    assert gone.finding.metadata.title == TITLE
    assert [(way.method, way.code is None) for way in gone.tried] == [("metadata", False), ("archive", True)]
    html = block.render(gone, replace(OPTIONS, locale="en"))
    assert "No longer available at its source; as captured on" in html
    assert "لم يعد متاحًا في مصدره" in block.render(gone, OPTIONS)


@pytest.mark.parametrize("failure", [UpstreamUnreachable("Down."), UpstreamRefused("No.")])
def test_a_failure_that_may_pass_gives_a_stale_edition(archive: Archive, failure: Exception) -> None:
    """The source did not state that the content is gone, so the block says nothing of an end."""
    house(archive, SAID)(PAGE)
    stale = house(archive, failure, later=86_400)(PAGE).value
    assert isinstance(stale, Embed)
    assert stale.state == "stale"
    assert "embed-gone" not in block.render(stale, OPTIONS)
    assert [edition.state for edition in archive.history(PAGE)] == ["live"]


def test_a_wall_is_answered_from_before(archive: Archive) -> None:
    """A page that now only says "log in" says less than what was kept."""
    house(archive, SAID)(PAGE)
    wall = page("<title>Just a moment...</title>", '<div class="cf-browser-verification"></div>')
    value = house(archive, wall, later=86_400)(PAGE).value
    assert isinstance(value, Embed)
    assert value.finding.metadata.title == TITLE


@pytest.mark.parametrize("failure", [Gone("Gone."), UpstreamUnreachable("Down."), BlockedAddress("No.")])
def test_without_an_edition_a_failure_is_a_failure(archive: Archive, failure: Exception) -> None:
    """Nothing is made up."""
    value = house(archive, failure)(PAGE).value
    assert isinstance(value, Failed)


def test_an_address_that_may_not_be_asked_has_no_past(archive: Archive) -> None:
    """What the guard refuses is refused, whatever is kept."""
    house(archive, SAID)(PAGE)
    assert isinstance(house(archive, BlockedAddress("No."))(PAGE).value, Failed)


def test_a_post_that_comes_back_is_fresh_again(archive: Archive) -> None:
    """An end that was none is followed by what the source says now."""
    house(archive, SAID)(PAGE)
    house(archive, Gone("Gone."), later=1)(PAGE)
    back = house(archive, SAID, later=2)(PAGE).value
    assert isinstance(back, Embed)
    assert (back.state, back.finding.method) == ("fresh", "metadata")


def test_an_archive_that_fails_leaves_the_answer(tmp_path: Path) -> None:
    """The answer is given, but not as one that lasts, and it is soon asked again."""
    foreign = tmp_path / "archive.sqlite"
    foreign.write_bytes(b"not a database, and longer than one page header" * 100)
    archive = archive_from_url(f"sqlite:///{foreign}")
    value = house(archive, SAID)(PAGE).value
    archive.close()
    assert isinstance(value, Embed)
    assert not value.durable
    assert value.edition is None
    assert value.expires_at - value.fetched_at <= 60
    assert foreign.read_bytes().startswith(b"not a database")


ENDS = [Gone("Gone."), NotFound("Gone."), UpstreamRefused("No.")]


@pytest.mark.parametrize("end", ENDS)
def test_the_cache_keeps_nothing_that_the_archive_may_not(tmp_path: Path, end: Exception) -> None:
    """Of a provider of which nothing is kept, no answer outlives its source, and none comes back later."""
    with closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite", {"webpage": "none"})) as archive:
        said, *later = with_cache(archive, [SAID, end, UpstreamUnreachable("Down."), end])
    assert isinstance(said, Embed)
    assert all(isinstance(value, Failed) for value in later)


@pytest.mark.parametrize("end", ENDS)
def test_what_was_taken_down_does_not_outlive_its_source(archive: Archive, end: Exception) -> None:
    """While it is there the source says what it says; once it is gone, the takedown holds."""
    archive.take_down(PAGE, by="legal", why="a request", at=NOW)
    said, gone = with_cache(archive, [SAID, end])
    assert isinstance(said, Embed)
    assert isinstance(gone, Failed)


def test_the_cache_bridges_a_site_that_is_down(tmp_path: Path) -> None:
    """Nobody said that the content is gone: it is a late answer, and no archive."""
    with closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite", {"webpage": "none"})) as archive:
        _, stale = with_cache(archive, [SAID, UpstreamUnreachable("Down.")])
    assert isinstance(stale, Embed)
    assert stale.state == "stale"


def test_an_archive_that_fails_says_nothing_of_an_end(tmp_path: Path) -> None:
    """What is not known to be allowed is not given; what has an Edition was allowed."""
    foreign = tmp_path / "archive.sqlite"
    foreign.write_bytes(b"not a database, and longer than one page header" * 100)
    with closing(archive_from_url(f"sqlite:///{foreign}")) as archive:
        said, gone = with_cache(archive, [SAID, Gone("Gone.")])
        assert isinstance(said, Embed)
        assert isinstance(gone, Failed)


def test_attribution_alone_does_not_bring_the_words_back(tmp_path: Path) -> None:
    """What may be kept in part is told by the archive, in part, and never by the cache."""
    with closing(
        archive_from_url(f"sqlite:///{tmp_path}/a.sqlite", {"webpage": "attribution-only"})
    ) as archive:
        said, gone = with_cache(archive, [SAID, Gone("Gone.")])
    assert isinstance(said, Embed)
    assert isinstance(gone, Embed)
    assert said.finding.metadata.title == TITLE
    assert gone.finding.metadata.title is None


def test_a_missing_oembed_answer_is_no_end_of_the_page(archive: Archive) -> None:
    """A page without content whose oEmbed link is dead is stale: the page itself is still there."""
    house(archive, SAID)(PAGE)
    shell = page('<link rel="alternate" type="application/json+oembed" href="/oembed">', "")
    web = Web({PAGE: shell, "https://news.example/oembed": NotFound("No.")})
    value = river(live(web.fetch, clock=lambda: NOW + 1), archive=archive)(PAGE).value
    assert isinstance(value, Embed)
    assert value.state == "stale"
    assert [edition.state for edition in archive.history(PAGE)] == ["live"]
