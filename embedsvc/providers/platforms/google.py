"""Google: documents, sheets, slides, forms and files that anybody with the link may read, and own maps.

The page has the title; a private file leads to a login. Players: as the `Publish to the web` and `Embed`
dialogs of Google give them, without an API key (support.google.com/docs/answer/183965). All other maps are
read like any page.
"""

import re

from embedsvc.errors import DAY, MINUTE, Failure
from embedsvc.model import Finding, Metadata, Player, Provider, Url
from embedsvc.providers import post_preview, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import WIDESCREEN
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

GOOGLE = Provider(name="Google", url="https://www.google.com/", key="google")
DOCUMENT = re.compile(
    r"/(?P<form>document|spreadsheets|presentation|forms)/(?:u/\d/)?d/(?P<key>(?:e/)?[\w-]{20,120})(?:[/?].*)?",
    re.DOTALL,
)
FILE = re.compile(r"/(?P<form>file)/(?:u/\d/)?d/(?P<key>[\w-]{20,60})(?:[/?].*)?", re.DOTALL)
MAP = re.compile(
    r"/(?P<form>maps)/d/(?:u/\d/)?(?:edit|viewer)\?(?:.*&)?mid=(?P<key>[\w.-]{10,80})(?:&.*)?", re.DOTALL
)
LETTER = round(8.5 / 11, 4)
CLASSIC = round(4 / 3, 4)
PLAYERS = {
    "document": ("https://docs.google.com/document/d/{key}/preview", LETTER),
    "spreadsheets": ("https://docs.google.com/spreadsheets/d/{key}/preview", CLASSIC),
    "presentation": ("https://docs.google.com/presentation/d/{key}/embed", WIDESCREEN),
    "forms": ("https://docs.google.com/forms/d/{key}/viewform?embedded=true", LETTER),
    "file": ("https://drive.google.com/file/d/{key}/preview", CLASSIC),
    "maps": ("https://www.google.com/maps/d/embed?mid={key}", CLASSIC),
}
"""The address and the proportions of each player."""
PUBLISHED = {
    "document": "https://docs.google.com/document/d/{key}/pub?embedded=true",
    "spreadsheets": "https://docs.google.com/spreadsheets/d/{key}/pubhtml?widget=true&headers=false",
}
"""The players of what was published to the web, whose key begins with `e/`."""


def flow(url: Url, form: str, key: str) -> SiteFlow:
    """The title of the page and the player; a link where Google wants a login."""
    metadata, answered = Metadata(), False
    try:
        metadata = yield webpage.ask(url, post_preview.page_metadata)
        answered = True
    except Failure as failure:
        if failure.answered:
            return webpage.link(url, GOOGLE)
        if not failure.passes:
            raise
    address, ratio = PLAYERS[form]
    if key.startswith("e/"):
        address = PUBLISHED.get(form, address)
    return Finding(
        kind="rich",
        method="metadata" if answered else "link",
        provider=GOOGLE,
        metadata=metadata,
        player=Player(url=address.format(key=key), aspect_ratio=ratio),
        ttl=DAY if answered else MINUTE,
    )


SITES = (
    Site(
        provider=GOOGLE,
        hosts={"google.com": MAP, "docs.google.com": DOCUMENT, "drive.google.com": FILE},
        flow=flow,
        gives={"rich": "metadata"},
        aliases={"maps.google.com": "www.google.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("google.com",),
                r"/maps/d/(?:u/\d/)?embed\?(?:.*&)?mid=(?P<map>[\w.-]{10,80})(?:&.*)?",
                "https://www.google.com/maps/d/viewer?mid={map}",
                Example(
                    "https://www.google.com/maps/d/u/0/embed?mid=1aBcDeFgHiJkLm&ehbc=2E312F",
                    "https://www.google.com/maps/d/viewer?mid=1aBcDeFgHiJkLm",
                ),
            ),
            Permalink(
                ("google.com",),
                r"/maps/embed/v1/(?:place|search)\?(?:.*&)?q=(?P<query>[^&]+)(?:&.*)?",
                "https://www.google.com/maps?q={query}",
                Example(
                    "https://www.google.com/maps/embed/v1/place?key=abc&q=Aleppo",
                    "https://www.google.com/maps?q=Aleppo",
                ),
            ),
            Permalink(
                ("google.com",),
                r"/maps/?\?(?:.*&)?q=(?P<query>[^&]+)&(?:.*&)?output=embed(?:&.*)?",
                "https://www.google.com/maps?q={query}",
                Example(
                    "https://maps.google.com/maps?hl=en&q=Aleppo&z=12&output=embed",
                    "https://www.google.com/maps?q=Aleppo",
                ),
            ),
            Permalink(
                ("drive.google.com",),
                r"/file/d/(?P<file>[\w-]{20,60})/preview(?:\?.*)?",
                "https://drive.google.com/file/d/{file}/view",
                Example(
                    "https://drive.google.com/file/d/0a1b2c3d4e5f6g7h8i9j0k1l2/preview",
                    "https://drive.google.com/file/d/0a1b2c3d4e5f6g7h8i9j0k1l2/view",
                ),
            ),
            Permalink(
                ("drive.google.com",),
                r"/uc\?(?:.*&)?id=(?P<file>[\w-]{20,60})(?:&.*)?",
                "https://drive.google.com/file/d/{file}/view",
                Example(
                    "https://drive.google.com/uc?export=download&id=0a1b2c3d4e5f6g7h8i9j0k1l2",
                    "https://drive.google.com/file/d/0a1b2c3d4e5f6g7h8i9j0k1l2/view",
                ),
            ),
        ),
        players=(
            *(
                PlayerHost("docs.google.com", f"/{form}/d/", "rich")
                for form in ("document", "spreadsheets", "presentation", "forms")
            ),
            PlayerHost("drive.google.com", "/file/d/*/preview", "rich"),
            PlayerHost("www.google.com", "/maps/d/embed", "rich"),
            PlayerHost("www.google.com", "/maps/embed", "rich"),
        ),
        examples=(
            "https://docs.google.com/spreadsheets/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit",
            "https://docs.google.com/document/d/1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6P7q8R9s0T1u2V/edit?usp=sharing",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1vT1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6/pubhtml",
            "https://docs.google.com/presentation/d/1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6P7q8R9s0T1u2V/edit",
            "https://docs.google.com/forms/d/e/1FAIpQLSd1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6P7q8R9s0T/viewform",
            "https://drive.google.com/file/d/0a1b2c3d4e5f6g7h8i9j0k1l2/view?usp=sharing",
            "https://www.google.com/maps/d/viewer?mid=1aBcDeFgHiJkLm",
            "https://www.google.com/maps/d/u/0/edit?mid=1aBcDeFgHiJkLm&usp=sharing",
        ),
    ),
)
