"""Spotify for Creators, which was Anchor until 2023: episodes by their page. The player has the address of
the page with `/embed` in it.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

CREATORS = Provider(name="Spotify for Creators", url="https://creators.spotify.com/", key="spotify-creators")
PAGES = "https://creators.spotify.com/pod/profile/"
HEIGHT = 102
"""Pixels."""
SHOW = r"(?P<show>[\w.-]{1,100})"
EPISODE = r"episodes/(?P<episode>[\w-]{1,300})"
POD = re.compile(rf"/pod/(?:show|profile)/{SHOW}/{EPISODE}(?:/[\w-]+)?/?(?:\?.*)?", re.DOTALL)
ANCHOR = re.compile(rf"/{SHOW}/{EPISODE}(?:/[\w-]+)?/?(?:\?.*)?", re.DOTALL)


def flow(_url: Url, show: str, episode: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=CREATORS,
            kind="audio",
            page=f"{PAGES}{show}/episodes/{episode}",
            player=Player(url=f"{PAGES}{show}/embed/episodes/{episode}", height=HEIGHT),
        )
    )


SITES = (
    Site(
        provider=CREATORS,
        hosts={"creators.spotify.com": POD, "podcasters.spotify.com": POD, "anchor.fm": ANCHOR},
        flow=flow,
        gives={"audio": "metadata"},
        retention="full",
        permalinks=(
            Permalink(
                ("creators.spotify.com", "podcasters.spotify.com"),
                rf"/pod/(?:show|profile)/{SHOW}/embed/{EPISODE}(?:[/?].*)?",
                PAGES + "{show}/episodes/{episode}",
                Example(
                    "https://podcasters.spotify.com/pod/show/the-news/embed/episodes/Bees-e1a2b3/a-a4b5c6",
                    "https://creators.spotify.com/pod/profile/the-news/episodes/Bees-e1a2b3",
                ),
            ),
            Permalink(
                ("anchor.fm",),
                rf"/{SHOW}/embed/{EPISODE}(?:[/?].*)?",
                PAGES + "{show}/episodes/{episode}",
                Example(
                    "https://anchor.fm/the-news/embed/episodes/Bees-e1a2b3",
                    "https://creators.spotify.com/pod/profile/the-news/episodes/Bees-e1a2b3",
                ),
            ),
        ),
        players=(PlayerHost("creators.spotify.com", "/pod/profile/*/embed/", "audio"),),
        examples=(
            "https://creators.spotify.com/pod/profile/the-news/episodes/The-day-e1a2b3c",
            "https://podcasters.spotify.com/pod/show/the-news/episodes/The-day-e1a2b3c",
            "https://anchor.fm/the-news/episodes/The-day-e1a2b3c",
        ),
    ),
)
