"""Rumble: videos by oEmbed, whose HTML alone has the id of the player: it is not that of the page.

Shape: oEmbed 1.0 (endpoint of the registry), not recorded;
the HTML as yt-dlp reads it.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.safe import PlayerHost

RUMBLE = Provider(name="Rumble", url="https://rumble.com/", key="rumble")
ENDPOINT = "https://rumble.com/api/Media/oembed.json"
PLAYER = "https://rumble.com/embed/"
VIDEO = re.compile(r"/(?P<page>(?:shorts/)?v[0-9a-z]{4,12}(?:-[^/?]*)?)(?:\?.*)?")
ID = re.compile(r"https://rumble\.com/embed/((?:[0-9a-z]{1,12}\.)?v[0-9a-z]{4,12})[/?\"']")
FAILURES: player.Failures = {404: (NotFound, "Rumble has no video at this link, or it was removed.")}


def flow(_url: Url, page: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=RUMBLE,
            kind="video",
            page=f"https://rumble.com/{page}",
            from_answer=_player,
            endpoint=ENDPOINT,
            parameters={},
            failures=FAILURES,
        )
    )


def _player(answer: OEmbed) -> Player | None:
    found = ID.search(answer.html or "")
    return Player(url=f"{PLAYER}{found[1]}/", aspect_ratio=player.WIDESCREEN) if found else None


SITES = (
    Site(
        provider=RUMBLE,
        hosts={"rumble.com": VIDEO},
        flow=flow,
        gives={"video": "oembed"},
        retention="full",
        players=(PlayerHost("rumble.com", "/embed/", "video"),),
        examples=(
            "https://rumble.com/v4abcde-the-news-of-the-day.html",
            "https://rumble.com/shorts/v4abcde",
        ),
    ),
)
