"""SoundCloud: tracks and sets by oEmbed (developers.soundcloud.com/docs/oembed).

The player takes the URL of the page, or of the record in the API, as in the embed codes that SoundCloud
gives. These name no page, so readers are led to the player.
"""

import re
from dataclasses import replace
from urllib.parse import quote

from embedsvc.errors import NotFound, UpstreamRefused
from embedsvc.model import Finding, Player, Provider, Url
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
RECORD = re.compile(r"/(?:tracks|(?P<group>playlists))/[\w:%-]{1,80}/?(?:\?.*)?")
TRACK_HEIGHT, SET_HEIGHT = 166, 450
"""Pixels."""
FAILURES: player.Failures = {
    403: (UpstreamRefused, "The owner of this recording does not allow it on other sites."),
    404: (NotFound, "SoundCloud has no recording at this link: it was removed or is private."),
}


def flow(url: Url, group: str | None, path: str | None = None) -> SiteFlow:
    if path is None:
        return (yield from _record(url, group))
    if url.host not in {"soundcloud.com", "www.soundcloud.com"}:
        return None  # its help and its documentation
    page = f"https://soundcloud.com/{path}"
    item = Item(
        provider=SOUNDCLOUD,
        kind="audio",
        page=page,
        player=_player(page, group),
        endpoint=ENDPOINT,
        failures=FAILURES,
    )
    return (yield from player.flow(item))


def _record(url: Url, group: str | None) -> SiteFlow:
    """A recording by its record in the API, which needs a key; the player does not."""
    record = url.without_fragment.text
    shown = _player(record, group)
    item = Item(
        provider=SOUNDCLOUD,
        kind="audio",
        page=record,
        player=shown,
        endpoint=ENDPOINT,
        reads_page=False,
    )
    found = yield from player.flow(item)
    if not isinstance(found, Finding):
        return found
    return replace(found, metadata=replace(found.metadata, canonical_url=shown.url))


def _player(shown: str, group: str | None) -> Player:
    return Player(url=PLAYER + quote(shown, safe=""), height=SET_HEIGHT if group else TRACK_HEIGHT)


SITES = (
    Site(
        provider=SOUNDCLOUD,
        hosts={"soundcloud.com": TRACK, "api.soundcloud.com": RECORD},
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
            "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/123456&color=%23ff5500",
        ),
    ),
)
