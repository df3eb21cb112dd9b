"""Apple Podcasts and Apple Music by oEmbed, which recorded pages link to. Players have the paths of pages."""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost
from embedsvc.urls import parameter

PODCASTS_HOME = "https://podcasts.apple.com"
PODCASTS = Provider(name="Apple Podcasts", url=f"{PODCASTS_HOME}/", key="apple-podcasts")
MUSIC_HOME = "https://music.apple.com"
MUSIC = Provider(name="Apple Music", url=f"{MUSIC_HOME}/", key="apple-music")

ENDPOINT = f"{PODCASTS_HOME}/api/oembed"
MUSIC_ENDPOINT = f"{MUSIC_HOME}/api/oembed"
PODCAST = re.compile(r"(?P<path>/(?:[a-z]{2}/)?podcast/(?:[^/?]+/)?id\d{5,12})/?(?:\?.*)?")
RECORDING = re.compile(
    r"(?P<path>/(?:[a-z]{2}/)?(?P<form>album|playlist|song|music-video|station)/(?:[^/?]+/)?[\w.-]{5,60})/?(?:\?.*)?"
)
COMPACT, TALL = 175, 450
"""Pixels: the player of one recording, and that of several."""
NO_PODCAST = "Apple Podcasts has nothing with this id, or it was removed."


def podcast(url: Url, path: str) -> SiteFlow:
    """A show or one of its episodes."""
    episode = _number(url)
    return player.flow(
        Item(
            provider=PODCASTS,
            kind="audio",
            page=PODCASTS_HOME + path + episode,
            player=Player(
                url=f"https://embed.podcasts.apple.com{path}{episode}", height=COMPACT if episode else TALL
            ),
            endpoint=ENDPOINT,
            parameters={},
            failures={404: (NotFound, NO_PODCAST)},
        )
    )


def recording(url: Url, path: str, form: str) -> SiteFlow:
    """A song, an album, a playlist or a film of music."""
    song = _number(url)
    return player.flow(
        Item(
            provider=MUSIC,
            kind="audio",
            page=MUSIC_HOME + path + song,
            player=Player(
                url=f"https://embed.music.apple.com{path}{song}",
                height=COMPACT if song or form == "song" else TALL,
            ),
            endpoint=MUSIC_ENDPOINT,
            parameters={},
        )
    )


def _number(url: Url) -> str:
    """The episode of a show, or the song of an album."""
    number = parameter(url.query, "i") or ""
    return f"?i={number}" if re.fullmatch(r"[0-9]{5,20}", number) else ""


SITES = (
    Site(
        provider=PODCASTS,
        hosts={"podcasts.apple.com": PODCAST},
        flow=podcast,
        gives={"audio": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("embed.podcasts.apple.com",),
                r"/(?P<path>[^?]+)\?(?:.*&)?i=(?P<item>\d+)(?:&.*)?",
                "https://podcasts.apple.com/{path}?i={item}",
                Example(
                    "https://embed.podcasts.apple.com/us/podcast/talk/id123456?theme=dark&i=789",
                    "https://podcasts.apple.com/us/podcast/talk/id123456?i=789",
                ),
            ),
            Permalink(
                ("embed.podcasts.apple.com",),
                r"/(?P<path>[^?]+)(?:\?.*)?",
                "https://podcasts.apple.com/{path}",
                Example(
                    "https://embed.podcasts.apple.com/us/podcast/talk/id123456?app=x",
                    "https://podcasts.apple.com/us/podcast/talk/id123456",
                ),
            ),
        ),
        players=(PlayerHost("embed.podcasts.apple.com", "/", "audio"),),
        examples=(
            "https://podcasts.apple.com/us/podcast/the-news/id1234567890?i=1000654321098",
            "https://podcasts.apple.com/podcast/id1234567890",
        ),
    ),
    Site(
        provider=MUSIC,
        hosts={"music.apple.com": RECORDING},
        flow=recording,
        gives={"audio": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("embed.music.apple.com",),
                r"/(?P<path>[^?]+)\?(?:.*&)?i=(?P<item>\d+)(?:&.*)?",
                "https://music.apple.com/{path}?i={item}",
                Example(
                    "https://embed.music.apple.com/us/album/songs/123456?theme=dark&i=789",
                    "https://music.apple.com/us/album/songs/123456?i=789",
                ),
            ),
            Permalink(
                ("embed.music.apple.com",),
                r"/(?P<path>[^?]+)(?:\?.*)?",
                "https://music.apple.com/{path}",
                Example(
                    "https://embed.music.apple.com/us/album/songs/123456?app=x",
                    "https://music.apple.com/us/album/songs/123456",
                ),
            ),
        ),
        players=(PlayerHost("embed.music.apple.com", "/", "audio"),),
        examples=(
            "https://music.apple.com/us/album/all-the-news/1234567890?i=1234567891",
            "https://music.apple.com/gb/playlist/the-news/pl.u-4JomXzaFDkq1",
        ),
    ),
)
