"""YouTube videos and playlists."""

import pytest

from embedsvc.errors import NotFound, UpstreamRefused
from embedsvc.model import Failed
from tests.support.recorded import embed, oembed, resolve

ASKED = (
    "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DjNQXAC9IVRw"
)
ANSWER = oembed(
    type="video",
    title="A film",
    author_name="A channel",
    author_url="https://www.youtube.com/@channel",
    html='<iframe src="https://www.youtube.com/embed/jNQXAC9IVRw" width="200" height="113"></iframe>',
    width=200,
    height=113,
    thumbnail_url="https://i.ytimg.com/vi/jNQXAC9IVRw/hqdefault.jpg",
    thumbnail_width=480,
    thumbnail_height=360,
    provider_name="YouTube",
)


@pytest.mark.parametrize(
    "pasted",
    [
        "https://www.youtube.com/watch?v=jNQXAC9IVRw",
        "https://youtu.be/jNQXAC9IVRw?si=tracking",
        "https://m.youtube.com/watch?list=PL1234567890123&v=jNQXAC9IVRw",
        "https://www.youtube.com/embed/jNQXAC9IVRw",
        "https://www.youtube.com/live/jNQXAC9IVRw?feature=share",
    ],
)
def test_every_form_of_a_link_is_the_same_video(pasted: str) -> None:
    """Title and channel are the answer's, the player is ours on the host without cookies."""
    found = embed(pasted, {ASKED: ANSWER}).finding
    assert found.kind == "video"
    assert found.metadata.title == "A film"
    assert found.metadata.authors[0].name == "A channel"
    assert found.player is not None
    assert found.player.url == "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw"
    assert found.markup is None


def test_a_start_time_is_passed_on() -> None:
    """The player starts where the link points."""
    player = embed("https://youtu.be/jNQXAC9IVRw?t=1m30s", {ASKED: ANSWER}).finding.player
    assert player is not None
    assert player.url.endswith("?start=90")


def test_a_short_is_upright() -> None:
    """Shorts are taller than wide."""
    player = embed("https://www.youtube.com/shorts/jNQXAC9IVRw", {ASKED: ANSWER}).finding.player
    assert player is not None
    assert player.aspect_ratio is not None
    assert player.aspect_ratio < 1


@pytest.mark.parametrize("form", ["playlist", "embed/videoseries"])
def test_a_playlist_is_played_as_one(form: str) -> None:
    """Its player is the series, not a video of that name."""
    playlist = "PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"
    player = embed(f"https://www.youtube.com/{form}?list={playlist}", {}).finding.player
    assert player is not None
    assert player.url == f"https://www.youtube-nocookie.com/embed/videoseries?list={playlist}"


@pytest.mark.parametrize("failure", [NotFound("No."), UpstreamRefused("No.")])
def test_a_video_that_may_not_be_shown_is_a_failure(failure: NotFound) -> None:
    """Removed, private or not embeddable: a player would only show an error."""
    value = resolve("https://youtu.be/jNQXAC9IVRw", {ASKED: failure})
    assert isinstance(value, Failed)
    assert value.code == failure.code


def test_without_an_answer_the_player_is_built_from_the_id() -> None:
    """With the endpoint down there is still a player, fresh for a short time, with the method `link`."""
    value = embed("https://youtu.be/jNQXAC9IVRw", {})
    assert value.finding.player is not None
    assert value.finding.method == "link"
    assert value.expires_at - value.fetched_at <= 60
