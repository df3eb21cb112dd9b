"""Acast: shows and episodes by oEmbed. The player has the names of the page.

Shape: oEmbed 1.0 (endpoint of the registry), not recorded.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

ACAST = Provider(name="Acast", url="https://www.acast.com/", key="acast")
ENDPOINT = "https://oembed.acast.com/v1/embed-player"
PLAYER = "https://embed.acast.com/"
HEIGHT = 190
"""Pixels."""
NAME = r"[A-Za-z0-9][\w.-]{1,150}"
PLAY = re.compile(rf"/s/(?P<show>{NAME})(?:/(?P<episode>{NAME}))?/?(?:\?.*)?")
SHOW = re.compile(rf"/(?P<show>{NAME})(?:/episodes/(?P<episode>{NAME}))?/?(?:\?.*)?")


def flow(url: Url, show: str, episode: str | None) -> SiteFlow:
    return player.flow(
        Item(
            provider=ACAST,
            kind="audio",
            page=f"https://{url.host}{url.path}",
            player=Player(url=PLAYER + show + (f"/{episode}" if episode else ""), height=HEIGHT),
            endpoint=ENDPOINT,
        )
    )


SITES = (
    Site(
        provider=ACAST,
        hosts={"acast.com": None, "play.acast.com": PLAY, "shows.acast.com": SHOW},
        flow=flow,
        gives={"audio": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("embed.acast.com",),
                r"/(?:\$/)?(?P<show>[\w-]+)/(?P<episode>[\w-]+)/?(?:\?.*)?",
                "https://shows.acast.com/{show}/episodes/{episode}",
                Example(
                    "https://embed.acast.com/bees/the-dance?theme=light",
                    "https://shows.acast.com/bees/episodes/the-dance",
                ),
            ),
        ),
        players=(PlayerHost("embed.acast.com", "/", "audio"),),
        examples=(
            "https://play.acast.com/s/the-news/the-news-of-the-day",
            "https://shows.acast.com/the-news/episodes/the-news-of-the-day",
            "https://shows.acast.com/the-news",
        ),
    ),
)
