"""SoundCloud: tracks and sets by oEmbed (developers.soundcloud.com/docs/oembed).

The player takes the URL of the page.
"""

import re
from urllib.parse import quote

from embedsvc.errors import NotFound, UpstreamRefused
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

SOUNDCLOUD = Provider(name="SoundCloud", url="https://soundcloud.com/", key="soundcloud")
ENDPOINT = "https://soundcloud.com/oembed"
PLAYER = "https://w.soundcloud.com/player/?url="
OWN_PAGES = (
    "charts|discover|jobs|messages|notifications|pages|people|player|playlists|search|settings|stream|tags|tracks"
    "|upload|users|you"
)
"""First segments of SoundCloud's own pages, which no account has as its name."""
TRACK = re.compile(
    rf"/(?P<path>(?!(?:{OWN_PAGES})/)[\w-]+/(?:(?P<group>sets)/)?"
    r"(?!(?:albums|comments|followers|following|likes|popular-tracks|reposts|sets|tracks)/?(?:\?|$))[\w-]+"
    r"(?:/s-\w+)?)/?(?:\?.*)?"
)
TRACK_HEIGHT, SET_HEIGHT = 166, 450
"""Pixels."""
FAILURES: player.Failures = {
    403: (UpstreamRefused, "The owner of this recording does not allow it on other sites."),
    404: (NotFound, "SoundCloud has no recording at this link: it was removed or is private."),
}


def flow(url: Url, path: str, group: str | None) -> SiteFlow:
    if url.host not in {"soundcloud.com", "www.soundcloud.com"}:
        return None  # its help and its documentation
    page = f"https://soundcloud.com/{path}"
    return (
        yield from player.flow(
            Item(
                provider=SOUNDCLOUD,
                kind="audio",
                page=page,
                player=Player(
                    url=PLAYER + quote(page, safe=""), height=SET_HEIGHT if group else TRACK_HEIGHT
                ),
                endpoint=ENDPOINT,
                failures=FAILURES,
            )
        )
    )


SITES = (
    Site(
        provider=SOUNDCLOUD,
        hosts={"soundcloud.com": TRACK},
        flow=flow,
        gives={"audio": "oembed"},
        aliases={"m.soundcloud.com": "soundcloud.com"},
        tracking=(
            "si",
            "ref",
            "p",
            "c",
        ),
        retention="full",
        permalinks=(
            Permalink(
                ("w.soundcloud.com", "player.soundcloud.com"),
                r"/player(?:/|\.swf)?\?(?:.*&)?url=(?P<url>[^&]+)(?:&.*)?",
                "{url}",
                Example(
                    "https://w.soundcloud.com/player/?visual=true&url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F123456&show_artwork=true",
                    "https://api.soundcloud.com/tracks/123456",
                ),
            ),
        ),
        players=(PlayerHost("w.soundcloud.com", "/player/", "audio"),),
        examples=(
            "https://soundcloud.com/newsroom/the-news-of-the-day?si=abc",
            "https://m.soundcloud.com/newsroom/the-news-of-the-day",
            "https://soundcloud.com/newsroom/sets/all-the-news",
            "https://soundcloud.com/newsroom/unlisted/s-AbCdEf12345",
        ),
    ),
)
