"""TikTok. The answers are invented, in the shape of developers.tiktok.com/doc/embed-videos."""

from typing import Any
from urllib.parse import urlencode

import pytest

from embedsvc.formats import block
from tests.support.recorded import Answer, embed, failed, oembed
from tests.support.sites import OPTIONS

VIDEO = "7106594312292453675"
LINK = f"https://www.tiktok.com/@newsroom/video/{VIDEO}"
SHORT = "https://vm.tiktok.com/ZMabcdefg/"
CAPTION = (
    'النحل يرقص في الخلية <a title="bees" target="_blank" href="https://www.tiktok.com/tag/bees?refer=embed">#bees</a> '
    '<a title="@ann" target="_blank" href="https://www.tiktok.com/@ann?refer=embed">@ann</a>'
)
HTML = (
    f'<blockquote class="tiktok-embed" cite="{LINK}" data-video-id="{VIDEO}"><section>'
    '<a target="_blank" title="@newsroom" href="https://www.tiktok.com/@newsroom?refer=embed">@newsroom</a>'
    f"<p>{CAPTION}</p>"
    '<a target="_blank" title="♬ a sound" href="https://www.tiktok.com/music/a-1?refer=embed">♬ a sound</a>'
    '</section></blockquote><script async src="https://www.tiktok.com/embed.js"></script>'
)


def asked(who: str = "newsroom") -> str:
    page = f"https://www.tiktok.com/@{who}/video/{VIDEO}"
    return "https://www.tiktok.com/oembed?" + urlencode({"format": "json", "url": page})


def answer(**fields: Any) -> Answer:
    usual = {
        "type": "video",
        "title": "النحل يرقص في الخلية #bees @ann",
        "author_url": "https://www.tiktok.com/@newsroom",
        "author_name": "The Newsroom",
        "width": "100%",
        "height": "100%",
        "html": HTML,
        "thumbnail_width": 576,
        "thumbnail_height": 1024,
        "thumbnail_url": "https://p16.example/cover.jpg",
    }
    return oembed(**(usual | fields))


def test_a_video_has_its_caption_author_and_moment() -> None:
    """The caption with its links, in its direction; the moment is that of the id."""
    found = embed(LINK, {asked(): answer()}).finding
    assert (found.kind, found.method, found.markup) == ("video", "oembed", None)
    assert found.quote
    assert found.quote.text == "النحل يرقص في الخلية #bees @ann"
    assert [(run.type, run.url) for run in found.quote.runs if run.url] == [
        ("tag", "https://www.tiktok.com/tag/bees"),
        ("mention", "https://www.tiktok.com/@ann"),
    ]
    assert (found.metadata.direction, found.metadata.published) == ("rtl", "2022-06-07T20:15:27Z")
    author = found.metadata.authors[0]
    assert (author.name, author.handle, author.url) == (
        "The Newsroom",
        "newsroom",
        "https://www.tiktok.com/@newsroom",
    )


@pytest.mark.parametrize(
    ("width", "height", "ratio"), [(576, 1024, 0.5625), (1024, 576, 1.7778), (0, 0, 0.5625)]
)
def test_the_player_has_the_proportions_of_the_cover(width: int, height: int, ratio: float) -> None:
    """Upright where the answer states none."""
    player = embed(LINK, {asked(): answer(thumbnail_width=width, thumbnail_height=height)}).finding.player
    assert player
    assert (player.url, player.aspect_ratio) == (f"https://www.tiktok.com/player/v1/{VIDEO}", ratio)


def test_a_photo_post_is_quoted() -> None:
    """Its words and its cover; the endpoint knows it as a video."""
    value = embed(LINK.replace("/video/", "/photo/"), {asked(): answer()})
    assert (value.finding.kind, value.finding.player, value.finding.metadata.title) == ("post", None, None)
    assert value.finding.media[0].url == "https://p16.example/cover.jpg"
    assert value.finding.metadata.canonical_url == f"https://www.tiktok.com/@newsroom/photo/{VIDEO}"
    html = block.render(value, OPTIONS)
    assert 'dir="rtl"' in html
    assert '<time datetime="2022-06-07T20:15:27Z">' in html


@pytest.mark.parametrize(
    "link",
    [
        f"https://m.tiktok.com/v/{VIDEO}.html?_r=1",
        f"https://www.tiktok.com/embed/v2/{VIDEO}",
        f"https://www.tiktok.com/@/video/{VIDEO}",
        f"https://www.tiktok.com/share/video/{VIDEO}",
    ],
)
def test_an_address_without_the_account_gets_it_from_the_answer(link: str) -> None:
    """Of old share links, of players."""
    found = embed(link, {asked("_"): answer()}).finding
    assert found.metadata.canonical_url == LINK
    assert found.metadata.authors[0].handle == "newsroom"


def test_what_the_url_states_needs_no_answer() -> None:
    """The account and the moment, where the endpoint is down."""
    found = embed(LINK, {asked(): Answer(status=503)}).finding
    assert (found.method, found.metadata.authors[0].handle) == ("link", "newsroom")
    assert (found.metadata.published, found.quote) == ("2022-06-07T20:15:27Z", None)
    assert embed("https://www.tiktok.com/@newsroom/video/12345678", {}).finding.metadata.published is None


@pytest.mark.parametrize("status", [200, 403, 429, 503])
def test_a_short_link_leads_to_the_post_even_if_its_page_is_refused(status: int) -> None:
    """The redirect alone is needed."""
    ended = Answer("<p>Words.</p>", status=status, final=f"{LINK}?_r=1&_t=8")
    value = embed(SHORT, {SHORT: ended, asked(): answer()})
    assert value.finding.metadata.canonical_url == LINK
    assert value.finding.quote


def test_an_unknown_short_link_is_not_the_home_page() -> None:
    """TikTok redirects to its home page instead of responding with 404."""
    ended = Answer("<title>TikTok</title>", final="https://www.tiktok.com/?_r=1")
    assert failed(SHORT, {SHORT: ended}).code == "not_found"


def test_a_removed_video_is_not_found() -> None:
    """TikTok states it by 400 and does not tell a removed video from a private one."""
    assert failed(
        LINK, {asked(): Answer('{"code":400,"message":"Something went wrong"}', status=400)}
    ).code == ("not_found")
