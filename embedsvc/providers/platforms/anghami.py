"""Anghami: songs, albums, playlists and podcasts by oEmbed (its endpoint is in WordPress's list).

Shape: oEmbed 1.0, not recorded.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

ANGHAMI = Provider(name="Anghami", url="https://www.anghami.com/", key="anghami")
ENDPOINT = "https://api.anghami.com/rest/v1/oembed.view"
PLAYER = "https://widget.anghami.com/"
ITEM = re.compile(r"/(?P<form>song|album|playlist|artist|podcast|episode)/(?P<key>\d{1,20})/?(?:\?.*)?")
SONG_HEIGHT, LIST_HEIGHT = 150, 420
"""Pixels."""


def flow(_url: Url, form: str, key: str) -> SiteFlow:
    height = SONG_HEIGHT if form in {"song", "episode"} else LIST_HEIGHT
    return player.flow(
        Item(
            provider=ANGHAMI,
            kind="audio",
            page=f"https://play.anghami.com/{form}/{key}",
            player=Player(url=f"{PLAYER}{form}/{key}", height=height),
            endpoint=ENDPOINT,
        )
    )


SITES = (
    Site(
        provider=ANGHAMI,
        hosts={"anghami.com": ITEM},
        flow=flow,
        gives={"audio": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("widget.anghami.com",),
                r"/(?P<kind>song|album|playlist|artist)/(?P<id>\d+)(?:[/?].*)?",
                "https://play.anghami.com/{kind}/{id}",
                Example(
                    "https://widget.anghami.com/song/123456/?theme=fulldark",
                    "https://play.anghami.com/song/123456",
                ),
            ),
        ),
        players=(PlayerHost("widget.anghami.com", "/", "audio"),),
        examples=(
            "https://play.anghami.com/song/12345678",
            "https://www.anghami.com/album/1003456?lang=ar",
        ),
    ),
)
