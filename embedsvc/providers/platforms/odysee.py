"""Odysee: videos by oEmbed. The player has the path of the page.

Shape: oEmbed 1.0 (endpoint of the registry), not recorded.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

ODYSEE = Provider(name="Odysee", url="https://odysee.com/", key="odysee")
ENDPOINT = "https://odysee.com/$/oembed"
HOME = "https://odysee.com/"
CLAIM = re.compile(r"/(?P<claim>@[^/?$:]+(?::[0-9a-f]+)?/[^/?]+|[^/?@$:]+:[0-9a-f]{1,40})/?(?:\?.*)?")
FAILURES: player.Failures = {404: (NotFound, "Odysee has nothing at this link, or it was removed.")}


def flow(_url: Url, claim: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=ODYSEE,
            kind="video",
            page=HOME + claim,
            player=Player(url=f"{HOME}$/embed/{claim}", aspect_ratio=player.WIDESCREEN),
            endpoint=ENDPOINT,
            failures=FAILURES,
        )
    )


SITES = (
    Site(
        provider=ODYSEE,
        hosts={"odysee.com": CLAIM},
        flow=flow,
        gives={"video": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("odysee.com",),
                r"/(?:\$|%24)/embed/(?P<name>(?:@|%40)[^/?]+/[^/?]+)(?:\?.*)?",
                "https://odysee.com/{name}",
                Example(
                    "https://odysee.com/$/embed/@bees:1/dance:2?r=abc", "https://odysee.com/@bees:1/dance:2"
                ),
            ),
            Permalink(
                ("odysee.com",),
                r"/(?:\$|%24)/embed/(?P<name>[^/?@%][^/?]*)/(?P<claim>[0-9a-f]{1,40})(?:\?.*)?",
                "https://odysee.com/{name}:{claim}",
                Example(
                    "https://odysee.com/$/embed/dance-of-bees/0123456789abcdef",
                    "https://odysee.com/dance-of-bees:0123456789abcdef",
                ),
            ),
        ),
        players=(PlayerHost("odysee.com", "/$/embed/", "video"),),
        examples=(
            "https://odysee.com/@newsroom:a/the-news-of-the-day:4",
            "https://odysee.com/the-news-of-the-day:4f",
        ),
    ),
)
