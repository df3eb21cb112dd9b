"""Instagram: posts by the preview of their page, then by Meta's oEmbed endpoint.

The preview's title is `Name on Instagram: "words"`, its description `9 likes - handle on January 1, 2026: …`.
The body of a 400 tells a private post from a missing one and from one that may not be embedded. Meta's terms
for embeds forbid storing content or metadata beyond a view. Shape of the preview: as metascraper-instagram
reads it.
"""

import re

from embedsvc.model import Finding, Player, Provider, Snapshot, Url
from embedsvc.providers import meta_graph, post_preview
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

INSTAGRAM = Provider(name="Instagram", url="https://www.instagram.com/", key="instagram")
HEIGHT = 720
"""Pixels, of the frame with a square picture and some lines of its caption, which scrolls if it has more."""
ENDPOINT = meta_graph.GRAPH + "instagram_oembed"
POST = re.compile(r"/(?:(?!share/)[\w.]{1,64}/)?(?:p|reels?|tv)/(?P<post>(?!audio/)[\w-]{5,64})/?(?:\?.*)?")
"""A share link (`/share/reel/CODE`) leads to a post, by a redirect."""
PREVIEW = re.compile(
    r"(?P<name>.{1,200}?)(?: \(@(?P<handle>[\w.]{1,64})\))? \w{1,20} Instagram: [\"“](?P<words>.*)[\"”]",
    re.DOTALL,
)

DESCRIPTION = re.compile(r".{0,100}? - (?P<handle>[\w.]{1,64}) on (?P<day>[^:\"“]{4,40}): ", re.DOTALL)


def flow(url: Url, post: str, *, meta_token: str | None) -> SiteFlow:
    return meta_graph.flow(
        url,
        INSTAGRAM,
        lambda snapshot: _read(snapshot, url),
        endpoint=ENDPOINT,
        token=meta_token,
        player=Player(url=f"{INSTAGRAM.url}p/{post}/embed/captioned/", height=HEIGHT),
    )


def _read(snapshot: Snapshot, url: Url) -> Finding:
    preview = post_preview.read(snapshot, PREVIEW, description=DESCRIPTION)
    profile = f"{INSTAGRAM.url}{preview.handle}/" if preview.handle else None
    return post_preview.finding(preview, url, INSTAGRAM, profile)


SITES = (
    Site(
        provider=INSTAGRAM,
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
                r"/(?:[\w.]+/)?(?P<kind>p|reel|reels|tv)/(?P<id>[\w-]{5,40})/embed(?:/captioned)?/?(?:\?.*)?",
                "https://www.instagram.com/{kind}/{id}/",
                Example(
                    "https://www.instagram.com/p/CabcDEF123_/embed/captioned/?cr=1&v=14",
                    "https://www.instagram.com/p/CabcDEF123_/",
                ),
            ),
        ),
        flow=flow,
        players=(PlayerHost("www.instagram.com", "/p/*/embed/", "rich"),),
        gives={"post": "metadata", "rich": "oembed"},
        settings=("meta_token",),
        examples=(
            "https://www.instagram.com/p/C8abcdefghi/",
            "https://www.instagram.com/ann/reel/C8abcdefghi/?igsh=1",
            "https://www.ddinstagram.com/reel/C8abcdefghi/",
        ),
    ),
)
