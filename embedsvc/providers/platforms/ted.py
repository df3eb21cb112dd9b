"""TED: talks by oEmbed. The player has the name of the talk and the language of its subtitles in its path.

Shape: oEmbed 1.0 (endpoint of the registry), not recorded.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost
from embedsvc.urls import parameter

TED = Provider(name="TED", url="https://www.ted.com/", key="ted")
ENDPOINT = "https://www.ted.com/services/v1/oembed.json"
PLAYER = "https://embed.ted.com/talks/"
TALK = re.compile(
    r"/talks/(?:lang/(?P<language>[a-z-]{2,7})/)?(?P<talk>[a-z0-9_]{3,200})(?:\.html)?"
    r"(?:/(?:transcript|comments|details))?/?(?:\?.*)?"
)
FAILURES: player.Failures = {404: (NotFound, "TED has no talk of this name, or it was removed.")}


def flow(url: Url, talk: str, language: str | None) -> SiteFlow:
    language = language or parameter(url.query, "language") or parameter(url.query, "subtitle") or ""
    subtitles = (
        f"lang/{language.lower()}/" if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?", language) else ""
    )
    return player.flow(
        Item(
            provider=TED,
            kind="video",
            page=f"https://www.ted.com/talks/{talk}" + (f"?language={language.lower()}" if subtitles else ""),
            player=Player(url=f"{PLAYER}{subtitles}{talk}", aspect_ratio=player.WIDESCREEN),
            endpoint=ENDPOINT,
            parameters={},
            failures=FAILURES,
        )
    )


SITES = (
    Site(
        provider=TED,
        hosts={"ted.com": TALK},
        flow=flow,
        gives={"video": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("embed.ted.com", "embed-ssl.ted.com"),
                r"/talks/lang/(?P<language>[a-z-]{2,7})/(?P<talk>\w+)(?:\.html)?(?:\?.*)?",
                "https://www.ted.com/talks/{talk}?language={language}",
                Example(
                    "https://embed.ted.com/talks/lang/fr/a_talk_about_bees",
                    "https://www.ted.com/talks/a_talk_about_bees?language=fr",
                ),
            ),
            Permalink(
                ("embed.ted.com", "embed-ssl.ted.com"),
                r"/talks/(?P<talk>\w+)(?:\.html)?(?:\?.*)?",
                "https://www.ted.com/talks/{talk}",
                Example(
                    "https://embed.ted.com/talks/a_talk_about_bees.html",
                    "https://www.ted.com/talks/a_talk_about_bees",
                ),
            ),
        ),
        players=(PlayerHost("embed.ted.com", "/", "video"),),
        examples=(
            "https://www.ted.com/talks/ann_example_how_news_travels",
            "https://www.ted.com/talks/ann_example_how_news_travels?language=ar",
            "https://www.ted.com/talks/ann_example_how_news_travels/transcript",
            "https://www.ted.com/talks/lang/ar/ann_example_how_news_travels.html",
        ),
    ),
)
