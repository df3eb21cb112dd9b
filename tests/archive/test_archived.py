"""Answers from the archive when the source fails, from link to Embed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from embedsvc.archive import Archive, archive_from_url
from embedsvc.archive import sqlite as sqlite_dialect
from embedsvc.errors import BlockedAddress, Gone, NotFound, UpstreamRefused, UpstreamUnreachable
from embedsvc.formats import block
from embedsvc.model import Embed, Failed
from embedsvc.resolve import Resolve
from embedsvc.store import Cache, Memory, WorkerOnlyTier
from tests.support.recorded import NOW, Answer, Web, page
from tests.support.sites import OPTIONS
from tests.support.stages import live, pipeline
from tests.support.store.samples import Clock

TITLE = "محادثات هاتفية بين الرئيسين"
PAGE = "https://news.example/2021/talks"
STORY = page(
    '<meta property="og:title" content="محادثات هاتفية بين الرئيسين"><meta property="og:type" content="article">',
    language="ar",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = archive_from_url(f"sqlite:///{tmp_path / 'archive.sqlite'}")
    yield opened
    opened.close()


def resolver(archive: Archive, answer: Answer | Exception | None, *, later: float = 0.0) -> Resolve:
    """Resolves over a web in which the page gives this response, `later` seconds after NOW."""
    web = Web({PAGE: answer} if answer else {})  # type: ignore[dict-item]
    return pipeline(live(web.fetch, clock=lambda: NOW + later), archive=archive)


def with_cache(archive: Archive, answers: list[Answer | Exception]) -> list[Embed | Failed]:
    """The values for one response of the page a day, with a cache in front of the archive."""
    clock = Clock(NOW)
    cache = Cache(WorkerOnlyTier(), Memory(2**20, clock), clock)
    values = []
    for answer in answers:
        web = Web({PAGE: answer})  # type: ignore[dict-item]
        values.append(pipeline(live(web.fetch, clock=clock), archive=archive, cache=cache)(PAGE).value)
        clock.now += 86_400
    return values


def test_an_answer_is_stored_before_it_is_given(archive: Archive) -> None:
    """An Embed names its Edition, which has the same content; unchanged content adds no second one."""
    first = resolver(archive, STORY)(PAGE).value
    again = resolver(archive, STORY, later=86_400)(PAGE).value
    assert isinstance(first, Embed)
    assert isinstance(again, Embed)
    assert first.edition == again.edition is not None
    (edition,) = archive.history(PAGE)
    assert edition.finding == first.finding


@pytest.mark.parametrize(
    "failure", [Gone("Gone."), NotFound("Gone."), UpstreamRefused("Protected.", ends_source=True)]
)
def test_a_post_that_is_gone_is_answered_from_its_edition(archive: Archive, failure: Exception) -> None:
    """State, method, time of capture and attempts show that it is archived, and so does the block."""
    resolver(archive, STORY)(PAGE)
    gone = resolver(archive, failure, later=86_400)(PAGE).value
    assert isinstance(gone, Embed)
    assert (gone.state, gone.finding.method, gone.fetched_at) == ("gone", "archive", NOW)
    assert gone.finding.metadata.title == TITLE
    assert [(way.method, way.code is None) for way in gone.tried] == [("metadata", False), ("archive", True)]
    html = block.render(gone, replace(OPTIONS, locale="en"))
    assert "No longer available at its source; as captured on" in html
    assert "لم يعد متاحًا في مصدره" in block.render(gone, OPTIONS)


@pytest.mark.parametrize("failure", [UpstreamUnreachable("Down."), UpstreamRefused("No.")])
def test_a_failure_that_may_pass_gives_a_stale_edition(archive: Archive, failure: Exception) -> None:
    """The source did not state that the content is gone, so neither does the block."""
    resolver(archive, STORY)(PAGE)
    stale = resolver(archive, failure, later=86_400)(PAGE).value
    assert isinstance(stale, Embed)
    assert stale.state == "stale"
    assert "embed-gone" not in block.render(stale, OPTIONS)
    assert [edition.state for edition in archive.history(PAGE)] == ["live"]


def test_a_wall_is_answered_from_the_archive(archive: Archive) -> None:
    """A page that now only asks to log in has less content than the stored one."""
    resolver(archive, STORY)(PAGE)
    wall = page("<title>Just a moment...</title>", '<div class="cf-browser-verification"></div>')
    value = resolver(archive, wall, later=86_400)(PAGE).value
    assert isinstance(value, Embed)
    assert value.finding.metadata.title == TITLE


@pytest.mark.parametrize("failure", [Gone("Gone."), UpstreamUnreachable("Down."), BlockedAddress("No.")])
def test_without_an_edition_a_failure_is_a_failure(archive: Archive, failure: Exception) -> None:
    """There is nothing to answer from."""
    value = resolver(archive, failure)(PAGE).value
    assert isinstance(value, Failed)


def test_a_blocked_address_is_not_answered_from_the_archive(archive: Archive) -> None:
    """A URL that the guard refuses is a failure, even with a stored Edition."""
    resolver(archive, STORY)(PAGE)
    assert isinstance(resolver(archive, BlockedAddress("No."))(PAGE).value, Failed)


def test_a_post_that_comes_back_is_fresh_again(archive: Archive) -> None:
    """An answer after a 410 is fresh when the source works again."""
    resolver(archive, STORY)(PAGE)
    resolver(archive, Gone("Gone."), later=1)(PAGE)
    back = resolver(archive, STORY, later=2)(PAGE).value
    assert isinstance(back, Embed)
    assert (back.state, back.finding.method) == ("fresh", "metadata")


def test_an_answer_is_given_while_the_archive_fails(tmp_path: Path) -> None:
    """It is marked as not durable, and expires soon so that it is stored later."""
    foreign = tmp_path / "archive.sqlite"
    foreign.write_bytes(b"not a database, and longer than one page header" * 100)
    archive = archive_from_url(f"sqlite:///{foreign}")
    value = resolver(archive, STORY)(PAGE).value
    archive.close()
    assert isinstance(value, Embed)
    assert not value.durable
    assert value.edition is None
    assert value.expires_at - value.fetched_at <= 60
    assert foreign.read_bytes().startswith(b"not a database")


ENDS = [Gone("Gone."), NotFound("Gone."), UpstreamRefused("No.")]


@pytest.mark.parametrize("end", ENDS)
def test_the_cache_serves_nothing_that_may_not_be_archived(tmp_path: Path, end: Exception) -> None:
    """With the retention "none" no answer is served after its source has ended, and none comes back later."""
    with closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite", {"webpage": "none"})) as archive:
        first, *later = with_cache(archive, [STORY, end, UpstreamUnreachable("Down."), end])
    assert isinstance(first, Embed)
    assert all(isinstance(value, Failed) for value in later)


@pytest.mark.parametrize("end", ENDS)
def test_what_was_taken_down_is_not_served_after_its_source_ends(archive: Archive, end: Exception) -> None:
    """The source is answered from while it exists; after that, the takedown applies."""
    archive.take_down(PAGE, by="legal", why="a request", at=NOW)
    first, gone = with_cache(archive, [STORY, end])
    assert isinstance(first, Embed)
    assert isinstance(gone, Failed)


def test_the_cache_bridges_a_site_that_is_down(tmp_path: Path) -> None:
    """The source did not state that the content is gone, so the cache may serve it stale."""
    with closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite", {"webpage": "none"})) as archive:
        _, stale = with_cache(archive, [STORY, UpstreamUnreachable("Down.")])
    assert isinstance(stale, Embed)
    assert stale.state == "stale"


def test_a_source_that_ends_while_the_archive_fails_is_a_failure(tmp_path: Path) -> None:
    """Without the archive it is unknown whether the answer may be served."""
    foreign = tmp_path / "archive.sqlite"
    foreign.write_bytes(b"not a database, and longer than one page header" * 100)
    with closing(archive_from_url(f"sqlite:///{foreign}")) as archive:
        first, gone = with_cache(archive, [STORY, Gone("Gone.")])
        assert isinstance(first, Embed)
        assert isinstance(gone, Failed)


@pytest.mark.parametrize("end", [Gone("Gone."), UpstreamUnreachable("Down.")])
def test_an_archive_that_can_only_be_read_still_stands_in(
    tmp_path: Path, end: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Again and again: what failed to be written is no reason not to read."""
    monkeypatch.setattr(sqlite_dialect, "_BUSY_TIMEOUT", 0.1)
    file = tmp_path / "a.sqlite"
    with closing(archive_from_url(f"sqlite:///{file}")) as archive:
        first = resolver(archive, STORY)(PAGE).value
        assert isinstance(first, Embed)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            answers = [resolver(archive, end)(PAGE).value for _ in range(2)]
        for answer in answers:
            assert isinstance(answer, Embed)
            assert (answer.state, answer.edition) == (end.older_answer, first.edition)  # type: ignore[attr-defined]


def test_content_that_is_stored_already_is_acknowledged_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while the cache is empty, so that the link looks new."""
    monkeypatch.setattr(sqlite_dialect, "_BUSY_TIMEOUT", 0.1)
    file = tmp_path / "a.sqlite"
    with closing(archive_from_url(f"sqlite:///{file}")) as archive:
        first = with_cache(archive, [STORY])[0]
        assert isinstance(first, Embed)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            again = with_cache(archive, [STORY])[0]
        assert isinstance(again, Embed)
        assert (again.durable, again.edition) == (True, first.edition)


def test_attribution_alone_does_not_bring_the_words_back(tmp_path: Path) -> None:
    """With the retention "attribution-only" the archive gives the attribution, and the cache nothing."""
    with closing(
        archive_from_url(f"sqlite:///{tmp_path}/a.sqlite", {"webpage": "attribution-only"})
    ) as archive:
        first, gone = with_cache(archive, [STORY, Gone("Gone.")])
    assert isinstance(first, Embed)
    assert isinstance(gone, Embed)
    assert first.finding.metadata.title == TITLE
    assert gone.finding.metadata.title is None


def test_a_missing_oembed_answer_is_no_end_of_the_page(archive: Archive) -> None:
    """A page without content whose oEmbed link is dead is stale: the page itself is still there."""
    resolver(archive, STORY)(PAGE)
    shell = page('<link rel="alternate" type="application/json+oembed" href="/oembed">', "")
    web = Web({PAGE: shell, "https://news.example/oembed": NotFound("No.")})
    value = pipeline(live(web.fetch, clock=lambda: NOW + 1), archive=archive)(PAGE).value
    assert isinstance(value, Embed)
    assert value.state == "stale"
    assert [edition.state for edition in archive.history(PAGE)] == ["live"]
