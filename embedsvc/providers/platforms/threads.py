"""Threads: posts by the preview of their page, then by Meta's oEmbed endpoint.

The preview's title is `Name (@handle) on Threads`, its description the words. Meta's terms for embeds forbid
storing content or metadata beyond a view. Shape of the preview: as discourse/onebox reads it.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import meta_graph
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

THREADS = meta_graph.Network(
    provider=Provider(name="Threads", url="https://www.threads.com/", key="threads"),
    endpoint="https://graph.threads.com/oembed",
    profile="https://www.threads.com/@{handle}",
    title=re.compile(r"(?P<name>.{1,200}?) \(@(?P<handle>[\w.]{1,64})\) \w{1,20} Threads", re.DOTALL),
)
POST = re.compile(r"/(?P<post>(?:@[\w.]{1,64}/post|t)/[\w-]{5,64})(?:/media)?/?(?:\?.*)?")
HEIGHT = 560
"""Pixels, of the frame with some lines and a picture, which scrolls if the post has more."""


def flow(url: Url, post: str, *, meta_token: str | None) -> SiteFlow:
    player = Player(url=f"https://www.threads.com/{post}/embed", height=HEIGHT)
    return THREADS.flow(url, player, meta_token)


SITES = (
    Site(
        provider=THREADS.provider,
        hosts={"threads.com": POST, "threads.net": POST},
        aliases=dict.fromkeys(
            ("fixthreads.net", "www.fixthreads.net", "vxthreads.net", "vxthreads.com"), "www.threads.com"
        ),
        tracking=(
            "xmt",
            "slof",
            "igsh",
        ),
        retention="none",
        permalinks=(
            Permalink(
                ("threads.com", "threads.net"),
                r"/(?P<post>(?:@[\w.]+/post|t)/[\w-]{5,40})/embed/?(?:\?.*)?",
                "https://www.threads.com/{post}",
                Example(
                    "https://www.threads.net/@bees/post/CabcDEF123_/embed",
                    "https://www.threads.com/@bees/post/CabcDEF123_",
                ),
            ),
        ),
        flow=flow,
        profile=THREADS.profile,
        players=(
            PlayerHost("www.threads.com", "/*/post/*/embed", "rich"),
            PlayerHost("www.threads.com", "/t/*/embed", "rich"),
        ),
        gives={"post": "metadata", "rich": "oembed"},
        settings=("meta_token",),
        examples=(
            "https://www.threads.com/@ann/post/C8abcdefghi",
            "https://www.threads.net/@ann/post/C8abcdefghi?xmt=1",
            "https://www.threads.com/t/C8abcdefghi",
        ),
    ),
)
