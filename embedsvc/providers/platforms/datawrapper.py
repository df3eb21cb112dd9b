"""Datawrapper: charts, maps and tables by oEmbed. A chart has no page but its player.

Shape: developer.datawrapper.de/docs/embedding-charts-via-oembed. The title may have tags, the frame states a
height alone. An address without the number of a version shows the latest one.
"""

import re
from dataclasses import replace

from embedsvc.errors import NotFound
from embedsvc.model import Finding, Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.html import tree
from embedsvc.read.html.visible_text import visible_text
from embedsvc.safe import PlayerHost

CHARTS = "https://datawrapper.dwcdn.net/"
CHART = re.compile(
    r"/(?P<chart>[A-Za-z0-9]{5})(?:/(?P<version>\d{1,5}))?/?(?:index\.html)?(?:\?.*)?", re.DOTALL
)
NO_CHART = "Datawrapper has no chart with this id, or it was withdrawn."


def flow(_url: Url, chart: str, version: str | None) -> SiteFlow:
    page = f"{CHARTS}{chart}/" + (f"{version}/" if version else "")
    found = yield from player.flow(
        Item(
            provider=Provider(name="Datawrapper", url="https://www.datawrapper.de/", key="datawrapper"),
            kind="rich",
            page=page,
            player=Player(url=page),
            endpoint="https://api.datawrapper.de/v3/oembed/",
            failures={404: (NotFound, NO_CHART)},
        )
    )
    if not isinstance(found, Finding) or not found.metadata.title:
        return found
    title = visible_text(tree.parse(found.metadata.title.encode()))
    return replace(found, metadata=replace(found.metadata, title=title))


SITES = (
    Site(
        provider=Provider(name="Datawrapper", url="https://www.datawrapper.de/", key="datawrapper"),
        hosts={"datawrapper.de": None, "datawrapper.dwcdn.net": CHART},
        flow=flow,
        gives={"rich": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("datawrapper.de",),
                r"/_/(?P<chart>[A-Za-z0-9]{5})/?(?:\?.*)?",
                "https://datawrapper.dwcdn.net/{chart}/",
                Example("https://www.datawrapper.de/_/a1B2c/", "https://datawrapper.dwcdn.net/a1B2c/"),
            ),
        ),
        players=(PlayerHost("datawrapper.dwcdn.net", "/", "rich"),),
        examples=("https://datawrapper.dwcdn.net/WpAbK/2/", "https://datawrapper.dwcdn.net/WpAbK/"),
    ),
)
