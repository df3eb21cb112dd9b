"""Vimeo videos, listed and unlisted."""

from urllib.parse import urlencode

import pytest

from embedsvc.errors import Failure, UpstreamError, UpstreamRefused
from embedsvc.formats import block
from tests.support.recorded import Answer, embed, failed, oembed, page
from tests.support.sites import OPTIONS

VIDEO = "https://vimeo.com/76979871"
UNLISTED = f"{VIDEO}/8272103f6e"
ANSWER = oembed(
    type="video",
    title="A film",
    author_name="A film maker",
    author_url="https://vimeo.com/filmmaker",
    provider_name="Vimeo",
    html='<iframe src="https://player.vimeo.com/video/76979871?app_id=1" width="426" height="240"></iframe>',
    width=426,
    height=240,
    description="What the film is about.",
    thumbnail_url="https://i.vimeocdn.com/video/452001751-d_295x166",
    thumbnail_width=295,
    thumbnail_height=166,
)


def asked(page: str) -> str:
    return "https://vimeo.com/api/oembed.json?" + urlencode({"url": page, "dnt": "1"})


@pytest.mark.parametrize(
    "pasted",
    [
        VIDEO,
        f"{VIDEO}?share=copy&fl=sv",
        "https://vimeo.com/channels/staffpicks/76979871",
        "https://vimeo.com/groups/shortfilms/videos/76979871",
        "https://vimeo.com/album/1234567/video/76979871",
        "https://player.vimeo.com/video/76979871?autoplay=1",
    ],
)
def test_every_form_of_a_link_is_the_same_video(pasted: str) -> None:
    """Title, author and description come from the answer; the player is ours and asks not to track."""
    found = embed(pasted, {asked(VIDEO): ANSWER}).finding
    assert (found.kind, found.method, found.provider.key) == ("video", "oembed", "vimeo")
    assert (found.metadata.title, found.metadata.description) == ("A film", "What the film is about.")
    assert found.metadata.authors[0].url == "https://vimeo.com/filmmaker"
    assert found.metadata.canonical_url == VIDEO
    assert found.player is not None
    assert (found.player.url, found.player.aspect_ratio) == (
        "https://player.vimeo.com/video/76979871?dnt=1",
        1.775,
    )
    assert found.markup is None


@pytest.mark.parametrize("pasted", [UNLISTED, "https://player.vimeo.com/video/76979871?h=8272103f6e&badge=0"])
def test_an_unlisted_video_keeps_its_secret(pasted: str) -> None:
    """Endpoint and player both need it."""
    found = embed(pasted, {asked(UNLISTED): ANSWER}).finding
    assert found.metadata.canonical_url == UNLISTED
    assert found.player is not None
    assert found.player.url == "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1"


def test_a_parameter_that_is_no_secret_is_left_out() -> None:
    """Nothing from the pasted URL becomes a parameter of the player but a secret."""
    found = embed(f"{VIDEO}?h=a%26autoplay%3D1", {asked(VIDEO): ANSWER}).finding
    assert found.player is not None
    assert found.player.url == "https://player.vimeo.com/video/76979871?dnt=1"


def test_the_player_may_be_loaded() -> None:
    """The block of a video names the player, at its declared host, in its proportions."""
    html = block.render(embed(VIDEO, {asked(VIDEO): ANSWER}), OPTIONS)
    assert f'<a class="embed-play embed-ratio-16-9" href="{VIDEO}"' in html
    assert (
        'data-player="https://player.vimeo.com/video/76979871?dnt=1" data-width="426" data-height="240"'
        in html
    )


def test_a_removed_video_is_a_failure() -> None:
    """A dark player is not published."""
    assert (
        failed(VIDEO, {asked(VIDEO): Answer(status=404), VIDEO: page("<title>A film</title>")}).code
        == "not_found"
    )


def test_a_video_for_certain_sites_is_read_from_its_page() -> None:
    """The endpoint refuses it; the page still has a title."""
    head = '<meta property="og:title" content="A film"><meta property="og:description" content="About it">'
    value = embed(VIDEO, {asked(VIDEO): UpstreamRefused("No."), VIDEO: page(head)})
    assert (value.finding.method, value.finding.metadata.title) == ("metadata", "A film")
    assert (value.finding.kind, value.finding.provider.key) == ("video", "vimeo")
    assert value.finding.player is None
    assert [attempt.code for attempt in value.tried] == ["upstream_refused", None]


@pytest.mark.parametrize("failure", [UpstreamError("No."), None])
def test_without_an_answer_the_player_is_built_from_the_id(failure: Failure | None) -> None:
    """An endpoint that is down leaves a player, for a short time."""
    value = embed(UNLISTED, {asked(UNLISTED): failure} if failure else {})
    assert value.finding.method == "link"
    assert value.finding.player is not None
    assert value.finding.player.url == "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1"
    assert value.expires_at - value.fetched_at <= 60


@pytest.mark.parametrize("url", ["https://vimeo.com/filmmaker", "https://vimeo.com/event/1234"])
def test_other_pages_are_not_videos(url: str) -> None:
    """Profiles and events are left to the oEmbed registry and to their own pages."""
    found = embed(url, {url: page("<title>A film maker</title>")}).finding
    assert (found.method, found.metadata.title) == ("metadata", "A film maker")


@pytest.mark.parametrize("group", ["event/7654321", "showcase/1234567"])
@pytest.mark.parametrize("form", ["", "/embed", "?share=copy"])
def test_an_event_and_a_showcase_have_players_too(group: str, form: str) -> None:
    """Also while the endpoint is down."""
    link = f"https://vimeo.com/{group}"
    endpoint = "https://vimeo.com/api/oembed.json?" + urlencode({"dnt": "1", "url": link})
    for web, title in (({endpoint: oembed(type="video", title="Live")}, "Live"), ({}, None)):
        value = embed(link + form, web)
        assert (value.finding.kind, value.finding.metadata.title) == ("video", title)
        assert f'data-player="{link}/embed"' in block.render(value, OPTIONS)
