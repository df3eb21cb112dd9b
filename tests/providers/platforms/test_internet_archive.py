"""Captures of the Wayback Machine. The pages are invented, with what the Wayback Machine adds to a page: its
scripts, its toolbar between two comments, and its prefix before every link.
"""

import pytest

from embedsvc.errors import UpstreamError
from embedsvc.formats import block, embed_json
from tests.support.recorded import Answer, embed, failed, page
from tests.support.sites import OPTIONS

STORY = "https://news.example/2021/story"
WEB = "https://web.archive.org/web/"
CAPTURE = f"{WEB}20210126120000/{STORY}"
RAW = f"{WEB}20210126120000id_/{STORY}"
PAGE = page(
    '<title>A story</title><meta property="og:site_name" content="The News"><link rel="canonical" href="/2021/story">'
    '<meta name="author" content="Ann Doe"><meta property="article:published_time" content="2021-01-25T08:00:00Z">',
    "<h1>A story</h1><p>The minister spoke of a mistake.</p>",
)
REPLAYED = page(
    '<script type="text/javascript" src="https://web-static.archive.org/_static/js/bundle-playback.js"></script>'
    '<link rel="stylesheet" href="https://web-static.archive.org/_static/css/banner-styles.css">'
    "<title>A story</title>"
    f'<link rel="canonical" href="{CAPTURE}"><meta name="author" content="Ann Doe">'
    '<meta property="og:image" content="https://web.archive.org/web/20210126120000im_/https://news.example/1.jpg">'
    '<meta property="article:published_time" content="2021-01-25T08:00:00Z">',
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'><h1>Wayback Machine</h1><p>3 captures</p></div>"
    "<!-- END WAYBACK TOOLBAR INSERT --><h1>A story</h1>"
    '<a rel="author" href="/web/20210126120000/https://news.example/ann">Ann Doe</a>',
)


@pytest.mark.parametrize(
    "pasted",
    [
        CAPTURE,
        RAW,
        f"{WEB}20210126120000if_/{STORY}",
        f"{WEB}20210126120000/{STORY}".replace("https://web", "http://web"),
        f"{WEB}20210126120000/https%3A%2F%2Fnews.example%2F2021%2Fstory",
    ],
)
def test_a_capture_is_the_archived_page(pasted: str) -> None:
    """With both dates: that of the article and that of its capture."""
    found = embed_json.render(embed(pasted, {RAW: PAGE}), OPTIONS)
    assert (found["kind"], found["title"], found["publisher"]) == ("article", "A story", "The News")
    assert (found["published"], found["archived_at"]) == ("2021-01-25T08:00:00Z", "2021-01-26T12:00:00Z")
    assert [author["name"] for author in found["authors"]] == ["Ann Doe"]
    assert found["canonical_url"] == STORY
    assert found["provider"]["key"] == "internet-archive"
    assert found["based_on"] is None


def test_the_block_leads_to_the_capture() -> None:
    """The original may have changed or ended; the capture is what was quoted."""
    assert f'href="{CAPTURE}"' in block.render(embed(CAPTURE, {RAW: PAGE}), OPTIONS)


def test_a_replayed_page_is_read_without_the_toolbar() -> None:
    """Links, pictures and the canonical URL are those of the site again."""
    value = embed(CAPTURE, {RAW: UpstreamError("No."), CAPTURE: REPLAYED})
    found = value.finding
    assert (found.metadata.title, found.metadata.canonical_url) == ("A story", STORY)
    assert found.metadata.image is not None
    assert found.metadata.image.url == "https://news.example/1.jpg"
    assert found.archived_at == "2021-01-26T12:00:00Z"
    assert "Wayback" not in block.render(value, OPTIONS)
    assert found.metadata.publisher == "news.example"


def test_the_nearest_capture_states_its_moment() -> None:
    """A link with part of a timestamp, or none, is redirected to a capture. No request makes a capture."""
    for pasted, asked in (
        (f"{WEB}2021/{STORY}", f"{WEB}2021id_/{STORY}"),
        (f"{WEB}{STORY}", f"{WEB}2id_/{STORY}"),
        (f"https://web.archive.org/save/{STORY}", f"{WEB}2id_/{STORY}"),
    ):
        found = embed(pasted, {asked: Answer(PAGE.body, final=RAW)}).finding
        assert found.archived_at == "2021-01-26T12:00:00Z"


def test_without_a_moment_there_is_none() -> None:
    """Part of a timestamp is no moment."""
    assert embed(f"{WEB}2021/{STORY}", {f"{WEB}2021id_/{STORY}": PAGE}).finding.archived_at is None


def test_a_passage_of_a_capture() -> None:
    """A text fragment quotes the archived words."""
    value = embed(f"{CAPTURE}#:~:text=a%20mistake", {RAW: PAGE})
    assert value.finding.passage == "a mistake"


def test_a_page_that_was_never_captured() -> None:
    """The archive has no capture of it."""
    assert failed(CAPTURE, {RAW: Answer(status=404), CAPTURE: Answer(status=404)}).code == "not_found"


@pytest.mark.parametrize("title", ["Just a moment...", "502 Bad Gateway", "Access restricted"])
def test_a_captured_wall_is_only_a_link(title: str) -> None:
    """The archive stored a bot check, an error or a refusal in place of the page."""
    wall = page(f"<title>{title}</title>", '<form action="/x"></form>')
    assert embed(CAPTURE, {RAW: wall, CAPTURE: wall}).finding.method == "link"


@pytest.mark.parametrize(
    "pasted", [f"{WEB}2021*/{STORY}", f"{WEB}*/{STORY}", "https://archive.org/details/item"]
)
def test_other_pages_are_read_like_any(pasted: str) -> None:
    """Calendars and items are pages of the archive itself."""
    found = embed(pasted, {pasted: page("<title>Captures</title>")}).finding
    assert (found.archived_at, found.metadata.title) == (None, "Captures")
