"""DocumentCloud: documents, their pages and notes by oEmbed, with a player whose URL we build.

Shape: oEmbed 1.0 (endpoint of the registry). A private document is a 404 like one that was deleted. At times
the endpoint is a wall against programs.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

DOCUMENTCLOUD = Provider(name="DocumentCloud", url="https://www.documentcloud.org/", key="documentcloud")
DOCUMENT = re.compile(
    r"/documents/(?P<document>\d{1,12}(?:-[\w.-]{0,200}?)?)(?:\.html)?"
    r"(?P<part>/pages/\d{1,6}|/annotations/\d{1,12})?/?(?:\?.*)?",
    re.DOTALL,
)
FRAGMENT = re.compile(r"document/p(?P<page>\d{1,6})(?:/a(?P<note>\d{1,12}))?", re.ASCII)
LETTER = round(8.5 / 11, 4)
NO_DOCUMENT = "DocumentCloud has no public document with this id."


def flow(url: Url, document: str, part: str | None) -> SiteFlow:
    part = part or _named(url.fragment)
    return player.flow(
        Item(
            provider=DOCUMENTCLOUD,
            kind="rich",
            page=f"{DOCUMENTCLOUD.url}documents/{document}{part or '/'}",
            player=Player(
                url=f"https://embed.documentcloud.org/documents/{document}{part}/?embed=1",
                aspect_ratio=LETTER,
            ),
            endpoint="https://api.www.documentcloud.org/api/oembed/",
            failures={404: (NotFound, NO_DOCUMENT)},
        )
    )


def _named(fragment: str) -> str:
    """The page or the note that a fragment names, as the path of a player names it."""
    named = FRAGMENT.fullmatch(fragment)
    if named is None:
        return ""
    return f"/annotations/{named['note']}" if named["note"] else f"/pages/{named['page']}"


SITES = (
    Site(
        provider=DOCUMENTCLOUD,
        hosts={"documentcloud.org": DOCUMENT},
        flow=flow,
        fragments=FRAGMENT,
        gives={"rich": "oembed"},
        aliases={
            "beta.documentcloud.org": "www.documentcloud.org",
            "documentcloud.org": "www.documentcloud.org",
        },
        retention="full",
        permalinks=(
            Permalink(
                ("embed.documentcloud.org",),
                r"/documents/(?P<document>[\w.-]+(?:/pages/\d+|/annotations/\d+)?)/?(?:\?.*)?",
                "https://www.documentcloud.org/documents/{document}/",
                Example(
                    "https://embed.documentcloud.org/documents/123456-a-memo/?embed=1&title=1",
                    "https://www.documentcloud.org/documents/123456-a-memo/",
                ),
            ),
        ),
        players=(PlayerHost("embed.documentcloud.org", "/documents/", "rich"),),
        examples=(
            "https://www.documentcloud.org/documents/282753-lefler-thesis.html",
            "https://www.documentcloud.org/documents/20059068-a-memo/",
            "https://www.documentcloud.org/documents/20059068-a-memo/pages/2/",
            "https://www.documentcloud.org/documents/20059068-a-memo/?mode=document#document/p2/a1234",
        ),
    ),
)
