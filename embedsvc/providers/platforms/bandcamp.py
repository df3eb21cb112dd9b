"""Bandcamp: tracks and albums from their pages, whose `og:video` has the id. It has no oEmbed.

Shape: the preview of the pages, not recorded.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.player import Item, Page
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

BANDCAMP = Provider(name="Bandcamp", url="https://bandcamp.com/", key="bandcamp")
PLAYER = "https://bandcamp.com/EmbeddedPlayer/"
RECORDING = re.compile(r"/(?:track|album)/[^/?]+/?(?:\?.*)?")
ID = re.compile(r"https://bandcamp\.com/EmbeddedPlayer/(?:[^?]*/)?(album|track)=(\d{1,20})(?:/|$)")
HEIGHT = 120
"""Pixels, of the large player with small artwork."""


def flow(url: Url) -> SiteFlow:
    return player.flow(
        Item(provider=BANDCAMP, kind="audio", page=f"https://{url.host}{url.path}", from_page=_player)
    )


def _player(page: Page) -> Player | None:
    found = ID.match(page.head.first("og:video:secure_url", "og:video", "twitter:player") or "")
    if found is None:
        return None
    look = "size=large/tracklist=false/artwork=small/"
    return Player(url=f"{PLAYER}{found[1]}={found[2]}/{look}", height=HEIGHT)


SITES = (
    Site(
        provider=BANDCAMP,
        hosts={"bandcamp.com": RECORDING},
        flow=flow,
        gives={"audio": "metadata"},
        retention="full",
        players=(PlayerHost("bandcamp.com", "/EmbeddedPlayer/", "audio"),),
        examples=(
            "https://newsroom.bandcamp.com/track/the-news-of-the-day",
            "https://newsroom.bandcamp.com/album/all-the-news",
        ),
    ),
)
