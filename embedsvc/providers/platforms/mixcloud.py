"""Mixcloud: shows by oEmbed. The player takes the path of the page.

Shape: oEmbed 1.0 (endpoint of the registry), not recorded.
"""

import re
from urllib.parse import quote

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

MIXCLOUD = Provider(name="Mixcloud", url="https://www.mixcloud.com/", key="mixcloud")
ENDPOINT = "https://www.mixcloud.com/oembed/"
PLAYER = "https://player-widget.mixcloud.com/widget/iframe/?feed="
SHOW = re.compile(
    r"/(?P<who>(?!discover/|widget/|oembed/|developers/|terms/|live/)[^/?]+)"
    r"/(?P<show>(?!uploads|favorites|listens|followers|following|stream|playlists/?$)(?:playlists/)?[^/?]+)/?(?:\?.*)?"
)
HEIGHT = 120
"""Pixels."""
FAILURES: player.Failures = {404: (NotFound, "Mixcloud has no public show at this link.")}


def flow(url: Url, who: str, show: str) -> SiteFlow:
    if url.host not in {"mixcloud.com", "www.mixcloud.com"}:
        return None  # its help and its blog
    path = f"/{who}/{show}/"
    return (
        yield from player.flow(
            Item(
                provider=MIXCLOUD,
                kind="audio",
                page=f"https://www.mixcloud.com{path}",
                player=Player(url=PLAYER + quote(path, safe="%"), height=HEIGHT),
                endpoint=ENDPOINT,
                failures=FAILURES,
            )
        )
    )


SITES = (
    Site(
        provider=MIXCLOUD,
        hosts={"mixcloud.com": SHOW},
        flow=flow,
        gives={"audio": "oembed"},
        aliases={"m.mixcloud.com": "www.mixcloud.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("mixcloud.com",),
                r"/(?:widget/iframe|media/swf/player/mixcloudLoader\.swf)/?\?(?:.*&)?feed=(?P<url>https?[^&]+)(?:&.*)?",
                "{url}",
                Example(
                    "https://player-widget.mixcloud.com/widget/iframe/?hide_cover=1&feed=https%3A%2F%2Fwww.mixcloud.com%2Fdj%2Fset%2F",
                    "https://www.mixcloud.com/dj/set/",
                ),
            ),
            Permalink(
                ("mixcloud.com",),
                r"/widget/iframe/?\?(?:.*&)?feed=(?P<path>(?:/|%2F)[^&]+)(?:&.*)?",
                "https://www.mixcloud.com{path}",
                Example(
                    "https://www.mixcloud.com/widget/iframe/?feed=%2Fdj%2Fset%2F&mini=1",
                    "https://www.mixcloud.com/dj/set/",
                ),
            ),
        ),
        players=(
            PlayerHost("www.mixcloud.com", "/widget/iframe/", "audio"),
            PlayerHost("player-widget.mixcloud.com", "/widget/iframe/", "audio"),
        ),
        examples=(
            "https://www.mixcloud.com/newsroom/the-news-of-the-day/",
            "https://www.mixcloud.com/newsroom/playlists/all-the-news/",
        ),
    ),
)
