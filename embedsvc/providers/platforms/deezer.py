"""Deezer: tracks, albums, playlists, artists, shows and episodes by oEmbed.

Shape: oEmbed 1.0 (endpoint of the registry), not recorded.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

DEEZER = Provider(name="Deezer", url="https://www.deezer.com/", key="deezer")
ENDPOINT = "https://api.deezer.com/oembed"
PLAYER = "https://widget.deezer.com/widget/auto/"
ITEM = re.compile(
    r"/(?:[a-z]{2}/)?(?P<form>track|album|playlist|artist|show|episode)/(?P<key>\d{1,20})/?(?:\?.*)?"
)
COMPACT, TALL = 150, 300
"""Pixels: the player of one recording, and that of several."""


def flow(_url: Url, form: str, key: str) -> SiteFlow:
    height = COMPACT if form in {"track", "episode"} else TALL
    return player.flow(
        Item(
            provider=DEEZER,
            kind="audio",
            page=f"https://www.deezer.com/{form}/{key}",
            player=Player(url=f"{PLAYER}{form}/{key}", height=height),
            endpoint=ENDPOINT,
        )
    )


SITES = (
    Site(
        provider=DEEZER,
        hosts={"deezer.com": ITEM},
        flow=flow,
        gives={"audio": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("widget.deezer.com",),
                r"/widget/\w+/(?P<kind>track|album|playlist|show|episode|artist)/(?P<id>\d+)(?:[/?].*)?",
                "https://www.deezer.com/{kind}/{id}",
                Example(
                    "https://widget.deezer.com/widget/dark/track/3135556?radius=true",
                    "https://www.deezer.com/track/3135556",
                ),
            ),
        ),
        players=(PlayerHost("widget.deezer.com", "/widget/", "audio"),),
        examples=(
            "https://www.deezer.com/track/3135556",
            "https://www.deezer.com/fr/album/302127",
            "https://www.deezer.com/en/episode/1234567?utm_source=x",
        ),
    ),
)
