"""The Wayback Machine as the last way to a link: the capture stands in where all else has failed, and a link goes
there only where it may.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from embedsvc.archive import Archive, archive_from_url
from embedsvc.errors import (
    BlockedAddress,
    Failure,
    Gone,
    NotFound,
    RateLimited,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
    UpstreamUnreachable,
)
from embedsvc.formats import block, embed_json
from embedsvc.model import Embed, Failed
from embedsvc.resolve import FALLBACK_TTL
from embedsvc.settings import Settings
from embedsvc.wiring import parts
from tests.support.recorded import JSON, NOW, Answer, Web, page
from tests.support.sites import OPTIONS, SITES
from tests.support.stages import live, pipeline

API = "https://archive.org/wayback/available"
STORY = "https://news.example/2021/story"
CAPTURE = f"http://web.archive.org/web/20210126120000/{STORY}"
RAW = f"https://web.archive.org/web/20210126120000id_/{STORY}"
PAGE = page(
    '<title>A story</title><meta name="author" content="Ann Doe">'
    '<meta property="article:published_time" content="2021-01-25T08:00:00Z">',
    "<h1>A story</h1><p>The minister spoke of a mistake.</p>",
)
WALL = page("<title>Just a moment...</title>", '<div id="challenge-form"></div><p>Checking your browser</p>')
POST = "https://x.com/ann/status/1354104000000000001"


def lookup(link: str) -> str:
    return f"{API}?{urlencode({'url': link})}"


def closest(url: str = CAPTURE, **other: object) -> Answer:
    capture = {"available": True, "url": url, "timestamp": "20210126120000", "status": "200", **other}
    return Answer(json.dumps({"url": STORY, "archived_snapshots": {"closest": capture}}), JSON)


NOTHING = Answer('{"url": "news.example/2021/story", "archived_snapshots": {}}', JSON)
ARCHIVED: dict[str, Answer | Failure] = {lookup(STORY): closest(), RAW: PAGE}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = archive_from_url(f"sqlite:///{tmp_path / 'archive.sqlite'}")
    yield opened
    opened.close()


def resolve(
    link: str, answers: Mapping[str, Answer | Failure], archive: Archive | None = None, *, later: float = 0.0
) -> tuple[Embed | Failed, list[str]]:
    """The value, and what was requested."""
    web = Web(answers)
    last_resort = parts.wayback(Settings(wayback_url=API), SITES, archive)
    assert last_resort
    stages = live(web.fetch, clock=lambda: NOW + later, monotonic=lambda: 0.0, last_resort=last_resort)
    return pipeline(stages, archive=archive)(link).value, web.asked


@pytest.mark.parametrize(
    ("failure", "code", "state"),
    [
        (NotFound("There is none."), "not_found", "gone"),
        (Gone("It was removed."), "gone", "gone"),
        (UpstreamRefused("The site answered with status 403."), "upstream_refused", "stale"),
        (UpstreamError("The site answered with status 500."), "upstream_error", "stale"),
        (UpstreamUnreachable("Nothing answers there."), "upstream_unreachable", "stale"),
        (WALL, "upstream_refused", "stale"),
        (page("<title>Page not found</title>", "<h1>404</h1><p>Page not found</p>"), "not_found", "gone"),
    ],
)
def test_a_page_that_cannot_be_had_is_its_newest_capture(
    failure: Answer | Failure, code: str, state: str
) -> None:
    """With both dates; it is cited by its own address, and asked for again soon."""
    value, _ = resolve(STORY, {STORY: failure, **ARCHIVED})
    assert isinstance(value, Embed)
    found = embed_json.render(value, OPTIONS)
    assert (found["kind"], found["title"], found["source"]["state"]) == ("article", "A story", state)
    assert (found["published"], found["archived_at"]) == ("2021-01-25T08:00:00Z", "2021-01-26T12:00:00Z")
    assert found["canonical_url"] == STORY
    html = block.render(value, OPTIONS)
    assert f'<a href="{STORY}"' in html
    assert (
        ('class="embed-gone"' in html)
        == ('<time datetime="2021-01-26T12:00:00Z">' in html)
        == (state == "gone")
    )
    assert value.expires_at - value.fetched_at == FALLBACK_TTL
    tried = [(attempt["method"], attempt["url"], attempt["code"]) for attempt in found["source"]["tried"]]
    assert tried == [("metadata", STORY, code), ("api", API, None), ("metadata", RAW, None)]


def test_the_passage_of_a_link_is_that_of_the_capture() -> None:
    """The fragment of the link stays here, and its words are looked for in the captured page."""
    value, asked = resolve(f"{STORY}#:~:text=of%20a%20mistake", {STORY: NotFound("None."), **ARCHIVED})
    assert isinstance(value, Embed)
    assert value.finding.passage == "of a mistake"
    assert asked == [STORY, lookup(STORY), RAW]


@pytest.mark.parametrize(
    "archived",
    [
        {},
        {lookup(STORY): RateLimited("Too many.")},
        {lookup(STORY): NOTHING},
        {lookup(STORY): Answer("<html>", "text/html")},
        {lookup(STORY): Answer("[]", JSON)},
        {lookup(STORY): closest(available=False), RAW: PAGE},
        {lookup(STORY): closest(status="404"), RAW: PAGE},
        {lookup(STORY): closest("https://news.example/elsewhere"), "https://news.example/elsewhere": PAGE},
        {lookup(STORY): closest("javascript:alert(1)")},
        {lookup(STORY): closest()},
        {lookup(STORY): closest(), RAW: WALL},
        {lookup(STORY): closest(), RAW: page("")},
    ],
)
@pytest.mark.parametrize("failure", [UpstreamUnreachable("Nothing answers there."), WALL])
def test_without_a_capture_the_answer_is_what_it_was(
    failure: Answer | Failure, archived: dict[str, Answer | Failure]
) -> None:
    """Its code, its words and its time; what was tried is listed."""
    before = pipeline(live(Web({STORY: failure}).fetch, clock=lambda: NOW, monotonic=lambda: 0.0))(
        STORY
    ).value
    value, _ = resolve(STORY, {STORY: failure, **archived})
    assert value.expires_at == before.expires_at
    if isinstance(before, Failed):
        assert isinstance(value, Failed)
        assert (value.code, value.detail) == (before.code, before.detail)
    else:
        assert isinstance(value, Embed)
        assert value.finding == before.finding
    assert [attempt.url for attempt in value.tried][:2] == [STORY, API]


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        (STORY, BlockedAddress("The link leads to a private address.")),
        (STORY, RateLimited("Too many.")),
        (STORY, UpstreamTimeout("The site took too long.")),
        (STORY, page("<title>A story</title>")),
        (STORY, page("", "")),
        ("http://intranet/draft", NotFound("None.")),
        ("http://wiki.corp.internal/draft", NotFound("None.")),
        ("http://printer.local/draft", UpstreamUnreachable("None.")),
        ("http://203.0.113.7/draft", NotFound("None.")),
        ("http://[2001:db8::1]/draft", NotFound("None.")),
        ("mailto:ann@news.example", NotFound("None.")),
    ],
)
def test_a_link_stays_here_if_it_must(link: str, answer: Answer | Failure) -> None:
    """Those of a local network, those that only have to be asked again, and those with an answer."""
    _, asked = resolve(link, {link: answer})
    assert not any(url.startswith(API) for url in asked)


def test_what_a_platform_states_about_a_post_is_the_last_word() -> None:
    """A post that it has no more, or withholds, is not looked for elsewhere."""
    for failure in (
        NotFound("None."),
        UpstreamRefused("It is protected."),
        Gone("Suspended.", ends_source=True),
    ):
        web = dict.fromkeys(
            (
                "https://publish.x.com/oembed?" + urlencode({"url": POST, "omit_script": "1", "dnt": "true"}),
                "https://publish.twitter.com/oembed?"
                + urlencode({"url": POST, "omit_script": "1", "dnt": "true"}),
                POST,
            ),
            failure,
        )
        value, asked = resolve(POST, web)
        assert isinstance(value, Failed)
        assert value.code == failure.code
        assert lookup(POST) not in asked


def test_a_post_whose_platform_is_down_may_have_a_capture() -> None:
    capture = f"web.archive.org/web/20210126120000{{}}/{POST}"
    answers = {
        lookup(POST): closest("http://" + capture.format("")),
        "https://" + capture.format("id_"): page('<meta property="og:title" content="Ann on X: “Hello.”">'),
    }
    value, _ = resolve(POST, answers)
    assert isinstance(value, Embed)
    assert value.finding.metadata.title == "Ann on X: “Hello.”"
    assert {attempt.code for attempt in value.tried[:-2]} == {"upstream_unreachable"}


def test_a_link_goes_there_once(archive: Archive) -> None:
    """The capture becomes its Edition, which is the answer from then on."""
    dead = {STORY: NotFound("There is none."), **ARCHIVED}
    first, _ = resolve(STORY, dead, archive)
    again, asked = resolve(STORY, dead, archive, later=3_600)
    assert isinstance(first, Embed)
    assert isinstance(again, Embed)
    assert first.edition == again.edition is not None
    assert (first.state, again.state) == ("gone", "gone")
    assert 'captured on <time datetime="2021-01-26T12:00:00Z">' in block.render(again, OPTIONS)
    assert asked == [STORY]


def test_a_capture_replaces_no_edition(archive: Archive) -> None:
    """Nor one that was taken down."""
    resolve(STORY, {STORY: page("<title>A story, as it was read</title>")}, archive)
    value, asked = resolve(STORY, {STORY: WALL, **ARCHIVED}, archive)
    assert isinstance(value, Embed)
    assert value.finding.metadata.title == "A story, as it was read"
    archive.take_down(STORY, by="ann", why="a court", at=NOW)
    taken, asked_then = resolve(STORY, {STORY: NotFound("None."), **ARCHIVED}, archive)
    assert isinstance(taken, Failed)
    assert asked == asked_then == [STORY]


def test_what_may_not_be_stored_is_not_looked_for(tmp_path: Path) -> None:
    """Such a link never has an Edition, and its capture would be stored."""
    file = f"sqlite:///{tmp_path}/a.sqlite"
    with closing(archive_from_url(file, {"webpage": "attribution-only"})) as archive:
        value, asked = resolve(STORY, {STORY: NotFound("None."), **ARCHIVED}, archive)
    assert isinstance(value, Failed)
    assert asked == [STORY]


def test_it_is_off_by_default() -> None:
    assert parts.wayback(Settings(), SITES, None) is None
