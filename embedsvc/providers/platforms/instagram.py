"""Instagram: posts by the preview of their page, then by Meta's oEmbed endpoint.

The preview's title is `Name on Instagram: "words"`, its description `9 likes - handle on January 1, 2026: …`.
The body of a 400 tells a private post from a missing one and from one that may not be embedded. Meta's terms
for embeds forbid storing content or metadata beyond a view. Shape of the preview: as metascraper-instagram
reads it.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import meta_graph
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

INSTAGRAM = meta_graph.Network(
    provider=Provider(name="Instagram", url="https://www.instagram.com/", key="instagram"),
    endpoint=meta_graph.GRAPH + "instagram_oembed",
    profile="https://www.instagram.com/{handle}/",
    title=re.compile(
        r"(?P<name>.{1,200}?)(?: \(@(?P<handle>[\w.]{1,64})\))? \w{1,20} Instagram: [\"“](?P<words>.*)[\"”]",
        re.DOTALL,
    ),
    description=re.compile(
        r".{0,100}? - (?P<handle>[\w.]{1,64}) on (?P<day>[^:\"“]{4,40}): ",
        re.DOTALL,
    ),
)
POST = re.compile(r"/(?:(?!share/)[\w.]{1,64}/)?(?:p|reels?|tv)/(?P<post>(?!audio/)[\w-]{5,64})/?(?:\?.*)?")
"""A share link (`/share/reel/CODE`) leads to a post, by a redirect."""
HEIGHT = 720
"""Pixels, of the frame with a square picture and some lines of its caption, which scrolls if it has more."""


def flow(url: Url, post: str, *, meta_token: str | None) -> SiteFlow:
    player = Player(url=f"https://www.instagram.com/p/{post}/embed/captioned/", height=HEIGHT)
    return INSTAGRAM.flow(url, player, meta_token)


SITES = (
    Site(
        provider=INSTAGRAM.provider,
        hosts={"instagram.com": POST, "instagr.am": POST, "ig.me": None},
        aliases=dict.fromkeys(
            (
                "m.instagram.com",
                *(
                    "ddinstagram.com",
                    "kkinstagram.com",
                    "uuinstagram.com",
                    "eeinstagram.com",
                    "vxinstagram.com",
                ),
                *("www.ddinstagram.com", "www.kkinstagram.com", "www.uuinstagram.com", "g.ddinstagram.com"),
            ),
            "www.instagram.com",
        ),
        tracking=(
            "igsh",
            "ig_mid",
            "ig_rid",
        ),
        retention="none",
        permalinks=(
            Permalink(
                ("instagram.com", "instagr.am"),
                r"/(?:[\w.]+/)?(?P<kind>p|reel|reels|tv)/(?P<id>[\w-]{5,40})"
                r"/(?:embed(?:/captioned)?|c/\d{1,20}(?:/r/\d{1,20})?)/?(?:\?.*)?",
                "https://www.instagram.com/{kind}/{id}/",
                Example(
                    "https://www.instagram.com/p/CabcDEF123_/embed/captioned/?cr=1&v=14",
                    "https://www.instagram.com/p/CabcDEF123_/",
                ),
            ),
        ),
        flow=flow,
        profile=INSTAGRAM.profile,
        players=(PlayerHost("www.instagram.com", "/p/*/embed/", "rich"),),
        gives={"post": "metadata", "rich": "oembed"},
        settings=("meta_token",),
        examples=(
            "https://www.instagram.com/p/C8abcdefghi/",
            "https://www.instagram.com/ann/reel/C8abcdefghi/?igsh=1",
            "https://www.ddinstagram.com/reel/C8abcdefghi/",
            "https://www.instagram.com/p/C8abcdefghi/c/17950000000000000/",
        ),
    ),
)
