"""Sites of the public oEmbed registry."""

import pytest

from embedsvc.providers.oembed_registry import endpoint_of
from tests.support.recorded import embed, oembed, page
from tests.support.sites import normalise

TRACK = "https://audiomack.com/artist/song/track"
ASKED = "https://audiomack.com/oembed?url=https%3A%2F%2Faudiomack.com%2Fartist%2Fsong%2Ftrack&format=json"
ANSWER = oembed(
    type="rich",
    title="A track",
    author_name="Artist",
    html='<iframe width="100%" height="400" src="https://audiomack.com/embed/song/1"></iframe>',
)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://vimeo.com/1234", "Vimeo"),
        ("https://www.flickr.com/photos/a/1", "Flickr"),
        ("https://flickr.com/photos/a/1", "Flickr"),
        ("https://www.ted.com/talks/a", "TED"),
        ("https://news.example/a", None),
        ("https://vimeo.com.example/1234", None),
        ("https://notvimeo.com/1234", None),
    ],
)
def test_the_registry_matches_host_and_path(url: str, name: str | None) -> None:
    """`*` in a URL scheme matches anything; a host matches only itself."""
    endpoint = endpoint_of(normalise(url))
    assert (endpoint.name if endpoint else None) == name


def test_an_answer_gives_title_author_and_player() -> None:
    """The endpoint's answer takes precedence; the page completes it."""
    value = embed(TRACK, {ASKED: ANSWER, TRACK: page('<meta name="description" content="About the track">')})
    found = value.finding
    assert (found.kind, found.method) == ("audio", "oembed")
    assert found.metadata.title == "A track"
    assert found.metadata.description == "About the track"
    assert found.player is not None
    assert found.player.url == "https://audiomack.com/embed/song/1"
    assert (found.provider.name, found.provider.key) == ("Audiomack", "audiomack")


@pytest.mark.parametrize("scheme", ["http:", ""])
def test_a_player_is_framed_by_https(scheme: str) -> None:
    """Old answers have http, or leave it to the page."""
    html = f'<iframe src="{scheme}//audiomack.com/embed/song/1" height="252"></iframe>'
    found = embed(TRACK, {ASKED: oembed(type="rich", title="A track", html=html)}).finding
    assert found.player is not None
    assert found.player.url == "https://audiomack.com/embed/song/1"


def test_the_answer_without_the_page() -> None:
    """A site that refuses programs its pages may still answer at its endpoint."""
    value = embed(TRACK, {ASKED: ANSWER})
    assert value.finding.metadata.title == "A track"
    assert [(attempt.method, attempt.code) for attempt in value.tried] == [
        ("oembed", None),
        ("metadata", "upstream_unreachable"),
    ]


def test_the_page_without_the_answer() -> None:
    """If the endpoint is down, the page's metadata are used."""
    found = embed(TRACK, {TRACK: page("<title>A track by Artist</title>")}).finding
    assert found.method == "metadata"
    assert found.metadata.title == "A track by Artist"
