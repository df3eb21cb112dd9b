"""Scribd: documents by oEmbed, with a player whose URL we build.

Shape: oEmbed 1.0 (endpoint of the registry); the frame in its HTML has a height alone.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

SCRIBD = Provider(name="Scribd", url="https://www.scribd.com/", key="scribd")
DOCUMENT = re.compile(
    r"/(?:document|doc|presentation)/(?P<document>\d{1,12})(?:/[^?]*)?/?(?:\?.*)?", re.DOTALL
)
LETTER = round(8.5 / 11, 4)
NO_DOCUMENT = "Scribd has no public document with this id, or it was removed."


def flow(_url: Url, document: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=SCRIBD,
            kind="rich",
            page=f"{SCRIBD.url}document/{document}",
            player=Player(url=f"{SCRIBD.url}embeds/{document}/content", aspect_ratio=LETTER),
            endpoint=f"{SCRIBD.url}services/oembed/",
            failures={404: (NotFound, NO_DOCUMENT), 410: (NotFound, NO_DOCUMENT)},
        )
    )


SITES = (
    Site(
        provider=SCRIBD,
        hosts={"scribd.com": DOCUMENT},
        flow=flow,
        gives={"rich": "oembed"},
        aliases={
            f"{language}.scribd.com": "www.scribd.com" for language in ("de", "es", "fr", "id", "it", "pt")
        },
        retention="full",
        permalinks=(
            Permalink(
                ("scribd.com",),
                r"/embeds/(?P<id>\d+)/content(?:[/?].*)?",
                "https://www.scribd.com/document/{id}",
                Example(
                    "https://www.scribd.com/embeds/123456/content?start_page=1",
                    "https://www.scribd.com/document/123456",
                ),
            ),
        ),
        players=(PlayerHost("www.scribd.com", "/embeds/", "rich"),),
        examples=(
            "https://www.scribd.com/doc/110799637/Synthesis-of-Knowledge",
            "https://de.scribd.com/doc/123456789",
        ),
    ),
)
