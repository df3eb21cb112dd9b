"""Infogram: charts by oEmbed, with a player whose URL we build.

Shape: oEmbed 1.0 (endpoint of the registry).
"""

import re

from embedsvc.errors import NotFound, UpstreamRefused
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

INFOGRAM = Provider(name="Infogram", url="https://infogram.com/", key="infogram")
CHART = re.compile(r"/(?P<chart>(?=[^/?]*\d)[\w-]{10,200})/?(?:\?.*)?", re.DOTALL)
"""The id at the end of the slug has digits; names of Infogram's own pages have none."""
NO_CHART = "Infogram has no public chart at this address."
FAILURES: player.Failures = {404: (NotFound, NO_CHART), 403: (UpstreamRefused, "This chart is private.")}


def flow(_url: Url, chart: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=INFOGRAM,
            kind="rich",
            page=f"{INFOGRAM.url}{chart}",
            player=Player(url=f"https://e.infogram.com/{chart}?src=embed"),
            endpoint=f"{INFOGRAM.url}oembed",
            failures=FAILURES,
        )
    )


SITES = (
    Site(
        provider=INFOGRAM,
        hosts={"infogram.com": CHART, "infogr.am": CHART},
        flow=flow,
        gives={"rich": "oembed"},
        aliases={"www.infogram.com": "infogram.com", "infogr.am": "infogram.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("e.infogram.com",),
                r"/(?P<id>[\w-]{6,200})(?:[/?].*)?",
                "https://infogram.com/{id}",
                Example(
                    "https://e.infogram.com/0a1b2c3d-bees?src=embed", "https://infogram.com/0a1b2c3d-bees"
                ),
            ),
        ),
        players=(PlayerHost("e.infogram.com", "/", "rich"),),
        examples=("https://infogram.com/unemployment-1h7g6k0a1b2c3d4",),
    ),
)
