"""Spotify: tracks, albums, artists, playlists, shows and episodes by oEmbed (recorded; it names no author).

The heights are those of its players (developer.spotify.com/documentation/embeds).
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

SPOTIFY = Provider(name="Spotify", url="https://open.spotify.com/", key="spotify")
ENDPOINT = "https://open.spotify.com/oembed"
HOME = "https://open.spotify.com/"
ITEM = re.compile(
    r"/(?:intl-[a-z-]+/|user/[^/?]+/)?(?P<form>album|artist|episode|playlist|show|track)/(?P<key>[A-Za-z0-9]{22})/?(?:\?.*)?"
)
COMPACT, TALL = 152, 352
"""Pixels: the player of one recording, and that of several."""
FAILURES: player.Failures = {404: (NotFound, "Spotify has nothing with this id, or it is private.")}


def flow(_url: Url, form: str, key: str) -> SiteFlow:
    height = COMPACT if form in {"track", "episode", "show"} else TALL
    return player.flow(
        Item(
            provider=SPOTIFY,
            kind="audio",
            page=f"{HOME}{form}/{key}",
            player=Player(url=f"{HOME}embed/{form}/{key}", height=height),
            endpoint=ENDPOINT,
            failures=FAILURES,
        )
    )


SITES = (
    Site(
        provider=SPOTIFY,
        hosts={"open.spotify.com": ITEM, "play.spotify.com": ITEM},
        flow=flow,
        gives={"audio": "oembed"},
        tracking=(
            "si",
            "nd",
            "dl_branch",
            "dlsi",
            "pi",
            "_branch_match_id",
            "_branch_referrer",
        ),
        retention="full",
        permalinks=(
            Permalink(
                ("open.spotify.com",),
                r"/embed(?:-podcast|-legacy)?/(?:user/[^/?]+/)?(?P<kind>track|album|playlist|artist|episode|show)/(?P<id>\w{22})(?:[/?].*)?",
                "https://open.spotify.com/{kind}/{id}",
                Example(
                    "https://open.spotify.com/embed/track/4cOdK2wGLETKBW3PvgPWqT?utm_source=oembed&theme=0",
                    "https://open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT",
                ),
            ),
            Permalink(
                ("embed.spotify.com", "open.spotify.com"),
                r"/(?:embed/?)?\?(?:.*&)?uri=spotify(?::|%3A)(?:user(?::|%3A)[^:&%]+(?::|%3A))?(?P<kind>track|album|playlist|artist|episode|show)(?::|%3A)(?P<id>\w{22})(?:&.*)?",
                "https://open.spotify.com/{kind}/{id}",
                Example(
                    "https://embed.spotify.com/?uri=spotify%3Atrack%3A4cOdK2wGLETKBW3PvgPWqT",
                    "https://open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT",
                ),
            ),
        ),
        players=(PlayerHost("open.spotify.com", "/embed/", "audio"),),
        examples=(
            "https://open.spotify.com/track/7y8NWS6gR3Wz4C7W8Bh0WL?si=abc",
            "https://open.spotify.com/intl-de/album/7s66wU1XJ2NsUuWM2NKiUV",
            "https://open.spotify.com/episode/6z1oAq0SxQ6jPUiLQMEDC6",
        ),
    ),
)
