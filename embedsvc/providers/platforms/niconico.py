"""Niconico: videos by their page, with a player whose URL we build."""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import WIDESCREEN, Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

NICONICO = Provider(name="Niconico", url="https://www.nicovideo.jp/", key="niconico")
VIDEO = r"(?P<video>(?:sm|nm|so)?\d{1,12})"
WATCH = re.compile(rf"/watch/{VIDEO}/?(?:\?.*)?", re.DOTALL)
SHORT = re.compile(rf"/{VIDEO}/?(?:\?.*)?", re.DOTALL)


def flow(_url: Url, video: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=NICONICO,
            kind="video",
            page=f"{NICONICO.url}watch/{video}",
            player=Player(url=f"https://embed.nicovideo.jp/watch/{video}", aspect_ratio=WIDESCREEN),
        )
    )


SITES = (
    Site(
        provider=NICONICO,
        hosts={"nicovideo.jp": WATCH, "nico.ms": SHORT},
        flow=flow,
        gives={"video": "metadata"},
        aliases={"sp.nicovideo.jp": "www.nicovideo.jp"},
        retention="full",
        permalinks=(
            Permalink(
                ("embed.nicovideo.jp", "ext.nicovideo.jp"),
                rf"/(?:watch|thumb|thumb_watch)/{VIDEO}(?:[/?].*)?",
                "https://www.nicovideo.jp/watch/{video}",
                Example(
                    "https://embed.nicovideo.jp/watch/sm12345/script?w=640&h=360",
                    "https://www.nicovideo.jp/watch/sm12345",
                ),
            ),
        ),
        players=(PlayerHost("embed.nicovideo.jp", "/watch/", "video"),),
        examples=("https://www.nicovideo.jp/watch/sm12345", "https://nico.ms/sm12345"),
    ),
)
