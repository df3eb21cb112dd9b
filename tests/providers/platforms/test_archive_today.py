"""Captures of archive.today. The page is invented; its head links to the long form of the capture."""

import pytest

from embedsvc.formats import embed_json
from tests.support.recorded import Answer, embed, page
from tests.support.sites import OPTIONS

STORY = "https://news.example/2021/story"
BODY = '<div id="HEADER">saved from</div><h1>A story</h1><a rel="author" href="https://news.example/ann">Ann Doe</a>'


def capture(stamp: str) -> Answer:
    head = f'<title>A story</title><link rel="canonical" href="https://archive.ph/{stamp}/{STORY}">'
    return page(head + '<meta property="article:published_time" content="2021-01-25">', BODY)


@pytest.mark.parametrize(
    "pasted", ["https://archive.ph/AbC12", "https://archive.today/AbC12", "https://archive.is/AbC12"]
)
@pytest.mark.parametrize("stamp", ["20210126120000", "2021.01.26-120000"])
def test_a_capture_is_the_archived_page(pasted: str, stamp: str) -> None:
    """By what its page states, on any of the archive's hosts."""
    found = embed_json.render(embed(pasted, {pasted: capture(stamp)}), OPTIONS)
    assert (found["title"], found["canonical_url"], found["based_on"]) == ("A story", STORY, None)
    assert (found["published"], found["archived_at"]) == ("2021-01-25", "2021-01-26T12:00:00Z")
    assert (found["provider"]["key"], found["publisher"]) == ("archive-today", "news.example")


def test_the_long_form_states_all_itself() -> None:
    """The page need not repeat it."""
    link = f"https://archive.ph/20210126120000/{STORY}"
    found = embed(link, {link: page("<title>A story</title>")}).finding
    assert (found.archived_at, found.metadata.canonical_url) == ("2021-01-26T12:00:00Z", STORY)


def test_a_bot_check_is_only_a_link() -> None:
    """The archive asks programs to prove that they are none."""
    wall = page("<title>Just a moment...</title>", '<form id="challenge-form" action="/cdn-cgi/x"></form>')
    assert embed("https://archive.ph/AbC12", {"https://archive.ph/AbC12": wall}).finding.method == "link"
