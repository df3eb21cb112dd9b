"""Flourish: charts and stories by oEmbed, with a player whose URL we build.

Shape: oEmbed 1.0 (endpoint of the registry); the frame states a height alone.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

FLOURISH = Provider(name="Flourish", url="https://flourish.studio/", key="flourish")
CHART = re.compile(r"/(?P<form>visualisation|story)/(?P<chart>\d{1,12})/?(?:\?.*)?", re.DOTALL)
HEIGHT = 600
"""Of the frame in Flourish's own embed code, in pixels."""
NO_CHART = "Flourish has no public chart with this id."


def flow(_url: Url, form: str, chart: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=FLOURISH,
            kind="rich",
            page=f"https://public.flourish.studio/{form}/{chart}/",
            player=Player(url=f"https://flo.uri.sh/{form}/{chart}/embed", height=HEIGHT),
            endpoint="https://app.flourish.studio/api/v1/oembed",
            failures={404: (NotFound, NO_CHART)},
        )
    )


SITES = (
    Site(
        provider=FLOURISH,
        hosts={"flourish.studio": None, "public.flourish.studio": CHART, "flo.uri.sh": None},
        flow=flow,
        gives={"rich": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("flo.uri.sh",),
                r"/(?P<kind>visualisation|story)/(?P<id>\d+)/embed(?:[/?].*)?",
                "https://public.flourish.studio/{kind}/{id}/",
                Example(
                    "https://flo.uri.sh/visualisation/1234567/embed?auto=1",
                    "https://public.flourish.studio/visualisation/1234567/",
                ),
            ),
        ),
        players=(
            PlayerHost("flo.uri.sh", "/visualisation/", "rich"),
            PlayerHost("flo.uri.sh", "/story/", "rich"),
        ),
        examples=(
            "https://public.flourish.studio/visualisation/1234567/",
            "https://public.flourish.studio/story/12345",
        ),
    ),
)
