"""Getty Images: pictures by oEmbed, in the frame that Getty signs; its terms allow no other way to show them.

Shape: developers.gettyimages.com/api/oembed as Getty's own documents quote it (title, caption, photographer,
collection, sizes); the HTML is an iframe, since about 2017 a script with the same values.
"""

import re
from urllib.parse import urlencode

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Ask, Author, Finding, Metadata, Player, Provider, Snapshot, Url
from embedsvc.numbers import pixels
from embedsvc.providers import oembed_answer
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.read.markup import json, oembed
from embedsvc.read.markup.json_path import text
from embedsvc.safe import PlayerHost

HOME = "https://www.gettyimages.com/"
GETTY = Provider(name="Getty Images", url=HOME, key="getty")
PICTURE = re.compile(r"/detail/(?:[^?]*/)?(?P<picture>\d{6,12})/?(?:\?.*)?", re.DOTALL)
SHORT = re.compile(r"/(?P<picture>\d{6,12})/?(?:\?.*)?", re.DOTALL)
SCRIPT = re.compile(r"\b(?P<name>id|sig|w|h|items)\s*:\s*'(?P<value>[\w=.-]{1,100})'")
FRAME = re.compile(r"embed\.gettyimages\.com/embed/(?P<items>\d{6,12})\?(?P<query>[\w=&;.%-]{1,400})")
ENDS = (
    "ae",
    "at",
    "ca",
    "ch",
    "co.jp",
    "co.nz",
    "co.uk",
    "com.au",
    "com.br",
    "com.mx",
    "de",
    "es",
    "fr",
    "hk",
)
MORE_ENDS = ("ie", "in", "it", "nl", "no", "pt", "se")


def flow(_url: Url, picture: str) -> SiteFlow:
    """The picture in its frame; None where the endpoint has none, as for those not for embedding."""
    ask = Ask(
        url=oembed_answer.request_url(
            "https://embed.gettyimages.com/oembed", {"url": f"http://gty.im/{picture}"}
        ),
        read=lambda response: _read(response, f"{HOME}detail/{picture}"),
        method="oembed",
        accept=oembed_answer.ACCEPT,
        share=0.5,
    )
    return first_answer(ask)


def _read(response: Snapshot, page: str) -> Finding:
    answer, fields = oembed.parse(response), json.loads(response)
    player = _player(answer.html or "", answer)
    if player is None:
        raise UpstreamError("Getty Images responded without the frame of the picture.")
    photographer = text(fields, "photographer")
    return Finding(
        kind="rich",
        method="oembed",
        provider=GETTY,
        metadata=Metadata(
            title=answer.title,
            description=text(fields, "caption"),
            authors=(Author(name=photographer),) if photographer else (),
            publisher=GETTY.name,
            canonical_url=page,
        ),
        player=player,
        ttl=DAY,
    )


def _player(html: str, answer: oembed.OEmbed) -> Player | None:
    """Our own address of the frame, with the signature of the answer."""
    framed = FRAME.search(html)
    if framed:
        url = f"https://embed.gettyimages.com/embed/{framed['items']}?{framed['query'].replace('&amp;', '&')}"
        return oembed_answer.sized(Player(url=url), "rich", answer)
    stated = {match["name"]: match["value"] for match in SCRIPT.finditer(html)}
    if not stated.keys() >= {"id", "sig", "items"}:
        return None
    query = urlencode({"et": stated["id"], "tld": "com", "sig": stated["sig"], "caption": "true", "ver": "1"})
    width, height = pixels(stated.get("w")), pixels(stated.get("h"))
    return Player(
        url=f"https://embed.gettyimages.com/embed/{stated['items']}?{query}",
        width=width,
        height=height,
        aspect_ratio=round(width / height, 4) if width and height else None,
    )


SITES = (
    Site(
        provider=GETTY,
        hosts={"gettyimages.com": PICTURE, "gty.im": SHORT},
        flow=flow,
        gives={"rich": "oembed"},
        aliases={f"www.gettyimages.{end}": "www.gettyimages.com" for end in ENDS + MORE_ENDS},
        retention="attribution-only",
        permalinks=(
            Permalink(
                ("embed.gettyimages.com",),
                r"/embed/(?P<picture>\d{6,12})(?:\?.*)?",
                "https://www.gettyimages.com/detail/{picture}",
                Example(
                    "https://embed.gettyimages.com/embed/740917285?et=a&sig=b=",
                    "https://www.gettyimages.com/detail/740917285",
                ),
            ),
        ),
        players=(PlayerHost("embed.gettyimages.com", "/embed/", "rich"),),
        examples=(
            "https://gty.im/74917285",
            "https://www.gettyimages.com/detail/news-photo/bees-in-their-hive-news-photo/740917285",
        ),
    ),
)
