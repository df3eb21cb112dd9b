"""YouTube videos and playlists."""

import pytest

from tests.support.recorded import Answer, embed, failed, oembed

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
        "https://youtu.be/jNQXAC9IVRw&feature=share",
        "https://www.youtube.com/watch?v=jNQXAC9IVRw?feature=share",
        "https://www.youtube.com/v/jNQXAC9IVRw&hl=en",
        "https://www.youtube.com/e/jNQXAC9IVRw",
        "https://www.youtube.com/watch/jNQXAC9IVRw",
        "https://www.youtube.com/watch_popup?v=jNQXAC9IVRw",
        "https://music.youtube.com/watch?v=jNQXAC9IVRw&list=RD",
        "https://m.youtube.com/#/watch?v=jNQXAC9IVRw",
        "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?rel=0",
        "https://www.youtube.com/attribution_link?a=b&u=%2Fwatch%3Fv%3DjNQXAC9IVRw%26feature%3Dem-share",
        "https://yewtu.be/watch?v=jNQXAC9IVRw",
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


@pytest.mark.parametrize(
    ("link", "start"),
    [
        ("https://youtu.be/jNQXAC9IVRw?t=1m30s", 90),
        ("https://youtu.be/jNQXAC9IVRw?t=90", 90),
        ("https://youtu.be/jNQXAC9IVRw&t=90s", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&t=1h2m3s", 3723),
        ("https://www.youtube.com/watch?t=1h&v=jNQXAC9IVRw", 3600),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&t=1:30", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&t=1:02:03", 3723),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw?t=90", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&amp;t=90", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw#t=1m30s", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw#t=1:30", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&t=1M30S", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw#t=90,120", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw#t=npt:90", 90),
        ("https://www.youtube.com/watch?time_continue=90&v=jNQXAC9IVRw&feature=emb_logo", 90),
        ("https://www.youtube.com/embed/jNQXAC9IVRw?rel=0&start=90", 90),
        ("https://www.youtube.com/v/jNQXAC9IVRw&start=90", 90),
        ("https://www.youtube.com/live/jNQXAC9IVRw?si=a&t=90", 90),
        ("https://www.youtube.com/shorts/jNQXAC9IVRw?t=9", 9),
        ("https://music.youtube.com/watch?v=jNQXAC9IVRw&t=90", 90),
        ("https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DjNQXAC9IVRw%26t%3D90", 90),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&t=soon", None),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&t=0", None),
        ("https://www.youtube.com/watch?v=jNQXAC9IVRw&list=t90", None),
    ],
)
def test_the_player_starts_where_the_link_points(link: str, start: int | None) -> None:
    """In every form of a moment that YouTube's links or people's hands give it."""
    player = embed(link, {ASKED: ANSWER}).finding.player
    assert player is not None
    assert player.url.partition("?start=")[2] == (str(start) if start else "")


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


@pytest.mark.parametrize(
    ("answer", "code", "word"),
    [
        (Answer(status=400), "not_found", "no video"),
        (Answer(status=401), "upstream_refused", "other sites"),
        (Answer(status=403), "upstream_refused", "private"),
        (Answer(status=404), "not_found", "no video"),
        (Answer("Forbidden"), "upstream_refused", "private"),
        (Answer("Unauthorized\n"), "upstream_refused", "other sites"),
        (Answer("Not Found", "text/plain"), "not_found", "no video"),
        (Answer('"Bad Request"', "application/json"), "not_found", "no video"),
    ],
)
def test_a_video_that_may_not_be_shown_is_a_failure(answer: Answer, code: str, word: str) -> None:
    """Removed, private or not embeddable, stated by the status or by the words alone: a player would only show
    an error.
    """
    value = failed("https://youtu.be/jNQXAC9IVRw", {ASKED: answer})
    assert (value.code, [attempt.code for attempt in value.tried]) == (code, [code])
    assert word in value.detail


@pytest.mark.parametrize(
    "answer", [Answer(status=500), Answer("<html>Sorry"), Answer("{}", "application/json")]
)
def test_an_endpoint_that_fails_states_nothing_about_the_video(answer: Answer) -> None:
    """It is shown from its id."""
    assert embed("https://youtu.be/jNQXAC9IVRw", {ASKED: answer}).finding.method == "link"


def test_without_an_answer_the_player_is_built_from_the_id() -> None:
    """With the endpoint down there is still a player, fresh for a short time, with the method `link`."""
    value = embed("https://youtu.be/jNQXAC9IVRw", {})
    assert value.finding.player is not None
    assert value.finding.method == "link"
    assert value.expires_at - value.fetched_at <= 60


CLIP = "https://www.youtube.com/clip/UgkxMIGWXhMR2jbsdfp6iPi87BVkTJFqCamp"
CLIP_PLAYER = "/embed/jNQXAC9IVRw?clip=UgkxMIGWXhMR2jbsdfp6iPi87BVkTJFqCamp&amp;clipt=EIih5AkYoJblCQ"
CLIP_ASKED = (
    "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fclip%2F"
    "UgkxMIGWXhMR2jbsdfp6iPi87BVkTJFqCamp"
)


@pytest.mark.parametrize(
    "web",
    [
        {CLIP: Answer(f'<meta property="og:video:url" content="https://www.youtube.com{CLIP_PLAYER}">')},
        {
            CLIP_ASKED: oembed(
                type="video", title="A", html=f'<iframe src="https://www.youtube.com{CLIP_PLAYER}">'
            )
        },
    ],
    ids=["page", "oembed"],
)
def test_a_clip_is_played_as_one(web: dict[str, Answer]) -> None:
    """Our URL is built from the video and the moments that its page or its answer has."""
    found = embed(f"{CLIP}?si=abc", web).finding
    assert found.kind == "video"
    assert found.metadata.canonical_url == CLIP
    assert found.player is not None
    assert found.player.url == f"https://www.youtube-nocookie.com{CLIP_PLAYER.replace('&amp;', '&')}"


def test_a_clip_without_its_player_is_a_link() -> None:
    """Behind a consent wall, or where the page names another player."""
    for video in ("https://evil.example/embed/jNQXAC9IVRw?clip=UgkxMIGWXhMR2jbsdfp6iPi87BVk&clipt=EIih", ""):
        web = {CLIP: Answer(f'<title>A clip</title><meta property="og:video:url" content="{video}">')}
        found = embed(CLIP, web).finding
        assert (found.kind, found.metadata.title, found.player) == ("video", "A clip", None)
