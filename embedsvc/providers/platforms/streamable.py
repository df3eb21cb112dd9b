"""Streamable: videos by oEmbed, of any proportions.

Shape: oEmbed 1.0 (endpoint of the registry), not recorded.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

STREAMABLE = Provider(name="Streamable", url="https://streamable.com/", key="streamable")
ENDPOINT = "https://api.streamable.com/oembed.json"
HOME = "https://streamable.com/"
VIDEO = re.compile(
    r"/(?!(?:about|blog|contact|documentation|download|features|login|pricing|privacy|signup|support|terms|upload)\b)"
    r"(?P<video>[a-z0-9]{4,10})/?(?:\?.*)?"
)


def flow(_url: Url, video: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=STREAMABLE,
            kind="video",
            page=HOME + video,
            player=Player(url=f"{HOME}e/{video}", aspect_ratio=player.WIDESCREEN),
            endpoint=ENDPOINT,
            parameters={},
        )
    )


SITES = (
    Site(
        provider=STREAMABLE,
        hosts={"streamable.com": VIDEO},
        flow=flow,
        gives={"video": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("streamable.com",),
                r"/[eos]/(?P<id>\w{4,12})(?:[/?].*)?",
                "https://streamable.com/{id}",
                Example("https://streamable.com/e/moo123?autoplay=1", "https://streamable.com/moo123"),
            ),
        ),
        players=(PlayerHost("streamable.com", "/e/", "video"),),
        examples=("https://streamable.com/ifjh2a",),
    ),
)
