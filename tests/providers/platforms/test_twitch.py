"""Twitch, whose player wants to know the pages around it."""

import pytest

from embedsvc.formats import block
from embedsvc.model import Player
from tests.support.recorded import embed, page
from tests.support.sites import OPTIONS, SITES

SITE = "https://www.twitch.tv/"
PLAYER = "https://player.twitch.tv/?"
VIDEO = f"{SITE}videos/1234567890"
CLIP = "https://clips.twitch.tv/BraveClipName-ab12"

LINKS = [
    # link, page, player without what is the same for all
    ("https://twitch.tv/videos/1234567890?t=1h2m", VIDEO, f"{PLAYER}video=1234567890&time=3720s"),
    ("https://m.twitch.tv/videos/1234567890?desktop-redirect=true", VIDEO, f"{PLAYER}video=1234567890"),
    (f"{SITE}newsroom/video/1234567890?filter=archives&sort=time", VIDEO, f"{PLAYER}video=1234567890"),
    (f"{SITE}newsroom/v/1234567890", VIDEO, f"{PLAYER}video=1234567890"),
    ("https://m.twitch.tv/newsroom/clip/BraveClipName-ab12?featured=true", CLIP, CLIP),
    ("https://m.twitch.tv/clip/BraveClipName-ab12", CLIP, CLIP),
    (f"{CLIP}?tt_medium=clips&tt_content=twitter_card", CLIP, CLIP),
    (
        f"{SITE}collections/abcDEF-123_456?filter=collections",
        f"{SITE}collections/abcDEF-123_456",
        f"{PLAYER}collection=abcDEF-123_456",
    ),
    ("https://go.twitch.tv/newsroom?tt_medium=embed", f"{SITE}newsroom", f"{PLAYER}channel=newsroom"),
]
EMBEDS = [
    # an embed of another site, page, player
    (f"{PLAYER}video=v1234567890&time=1m5s&parent=old.example", VIDEO, f"{PLAYER}video=1234567890&time=65s"),
    (f"{PLAYER}autoplay=false&video=1234567890", VIDEO, f"{PLAYER}video=1234567890"),
    ("https://clips.twitch.tv/embed?autoplay=false&clip=BraveClipName-ab12&parent=old.example", CLIP, CLIP),
    (f"{PLAYER}channel=newsroom&muted=true", f"{SITE}newsroom", f"{PLAYER}channel=newsroom"),
    (
        "https://embed.twitch.tv/?channel=newsroom&layout=video",
        f"{SITE}newsroom",
        f"{PLAYER}channel=newsroom",
    ),
    (f"{SITE}newsroom/embed", f"{SITE}newsroom", f"{PLAYER}channel=newsroom"),
]


@pytest.mark.parametrize(("link", "page_url", "player"), LINKS + EMBEDS)
def test_every_form_of_link_has_the_player(link: str, page_url: str, player: str) -> None:
    """With an empty `parent`, which `embed.js` fills, in the proportions of a film; it never starts by itself."""
    value = embed(link, {page_url: page("<title>The news</title>")})
    assert (value.finding.kind, value.finding.metadata.title) == ("video", "The news")
    address = player.replace(CLIP, "https://clips.twitch.tv/embed?clip=BraveClipName-ab12")
    assert value.finding.player == Player(url=f"{address}&autoplay=false&parent=", aspect_ratio=1.7778)
    html = block.render(value, OPTIONS)
    assert f'href="{page_url}" data-player="{value.finding.player.url.replace("&", "&amp;")}"' in html
    assert 'data-width="550" data-height="309"' in html


@pytest.mark.parametrize(
    "path",
    ["directory/category/news", "p/legal", "newsroom/about", "popout/newsroom/chat", "search?term=news"],
)
def test_other_pages_are_read_like_any(path: str) -> None:
    assert not SITES.claims(SITES.normalise(SITE + path))


def test_the_page_of_the_application_describes_no_video() -> None:
    """It is what programs often get in place of the video's page."""
    head = (
        '<title>Twitch</title><meta property="og:description" content="Twitch is a livestreaming service.">'
    )
    found = embed(VIDEO, {VIDEO: page(head)}).finding
    assert (found.metadata.title, found.metadata.description) == (None, None)
    assert found.player
