"""Spreaker: episodes and shows by oEmbed, whose HTML has the id that URLs of the older form lack.

Shape: oEmbed 1.0 (endpoint of the registry); its 404 is recorded.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.safe import PlayerHost

SPREAKER = Provider(name="Spreaker", url="https://www.spreaker.com/", key="spreaker")
ENDPOINT = "https://api.spreaker.com/oembed"
PLAYER = "https://widget.spreaker.com/player?"
PAGE = re.compile(
    r"/(?:episode/(?:[^/?]*--)?(?P<episode>\d{4,12})|(?:show|podcast)/(?:[^/?]*--)?(?P<show>\d{4,12})"
    r"|(?:user|episode|show|podcast)/[^?]+)/?(?:\?.*)?"
)
ID = re.compile(r"(?:episode_id|show_id)=\d{4,12}")
EPISODE_HEIGHT, SHOW_HEIGHT = 200, 350
"""Pixels."""
FAILURES: player.Failures = {404: (NotFound, "Spreaker has nothing at this link, or it was removed.")}


def flow(url: Url, episode: str | None, show: str | None) -> SiteFlow:
    key = f"episode_id={episode}" if episode else f"show_id={show}" if show else None
    return player.flow(
        Item(
            provider=SPREAKER,
            kind="audio",
            page=f"https://www.spreaker.com{url.path}",
            player=_player(key) if key else None,
            from_answer=_answered,
            endpoint=ENDPOINT,
            failures=FAILURES,
        )
    )


def _answered(answer: OEmbed) -> Player | None:
    found = ID.search(answer.html or "")
    return _player(found[0]) if found else None


def _player(key: str) -> Player:
    return Player(url=PLAYER + key, height=EPISODE_HEIGHT if key.startswith("episode") else SHOW_HEIGHT)


SITES = (
    Site(
        provider=SPREAKER,
        hosts={"spreaker.com": PAGE},
        flow=flow,
        gives={"audio": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("widget.spreaker.com",),
                r"/player\?(?:.*&)?episode_id=(?P<id>\d+)(?:&.*)?",
                "https://www.spreaker.com/episode/{id}",
                Example(
                    "https://widget.spreaker.com/player?episode_id=123456&theme=light",
                    "https://www.spreaker.com/episode/123456",
                ),
            ),
            Permalink(
                ("widget.spreaker.com",),
                r"/player\?(?:.*&)?show_id=(?P<id>\d+)(?:&.*)?",
                "https://www.spreaker.com/show/{id}",
                Example(
                    "https://widget.spreaker.com/player?show_id=123456&theme=light",
                    "https://www.spreaker.com/show/123456",
                ),
            ),
        ),
        players=(PlayerHost("widget.spreaker.com", "/player", "audio"),),
        examples=(
            "https://www.spreaker.com/episode/the-news-of-the-day--12345678",
            "https://www.spreaker.com/podcast/the-news--1234567",
            "https://www.spreaker.com/user/newsroom/the-news-of-the-day",
        ),
    ),
)
