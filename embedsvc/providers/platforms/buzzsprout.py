"""Buzzsprout: episodes by their page, with a player whose URL we build."""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

BUZZSPROUT = Provider(name="Buzzsprout", url="https://www.buzzsprout.com/", key="buzzsprout")
HEIGHT = 200
"""Pixels of the small player."""
EPISODE = re.compile(
    r"/(?P<show>\d{1,12})/(?:episodes/)?(?P<episode>\d{4,14}(?:-[\w-]{0,200})?)/?(?:\?.*)?", re.DOTALL
)


def flow(_url: Url, show: str, episode: str) -> SiteFlow:
    page = f"{BUZZSPROUT.url}{show}/episodes/{episode}"
    return player.flow(
        Item(
            provider=BUZZSPROUT,
            kind="audio",
            page=page,
            player=Player(url=f"{page}?client_source=small_player&iframe=true", height=HEIGHT),
        )
    )


SITES = (
    Site(
        provider=BUZZSPROUT,
        hosts={"buzzsprout.com": EPISODE},
        flow=flow,
        gives={"audio": "metadata"},
        aliases={"buzzsprout.com": "www.buzzsprout.com"},
        tracking=("client_source", "iframe", "player", "container_id"),
        retention="full",
        permalinks=(
            Permalink(
                ("buzzsprout.com",),
                r"/(?P<show>\d{1,12})/(?:episodes/)?(?P<episode>\d{4,14}(?:-[\w-]{0,200})?)"
                r"(?:\.js(?:\?.*)?|\?(?:.*&)?iframe=true(?:&.*)?)",
                "https://www.buzzsprout.com/{show}/episodes/{episode}",
                Example(
                    "https://www.buzzsprout.com/123456/12345678-bees.js?container_id=x&player=small",
                    "https://www.buzzsprout.com/123456/episodes/12345678-bees",
                ),
            ),
        ),
        players=(PlayerHost("www.buzzsprout.com", "/*/episodes/", "audio"),),
        examples=(
            "https://www.buzzsprout.com/123456/episodes/12345678-the-news-of-the-day",
            "https://www.buzzsprout.com/123456/12345678",
        ),
    ),
)
