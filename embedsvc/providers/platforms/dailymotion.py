"""Dailymotion: videos and playlists by oEmbed.

Its documentation of September 2026 wants the id of a player of one's own account; where the endpoint refuses
without it, the page is read. Shape: oEmbed 1.0, not recorded; `startTime` as documented for its player.
"""

import re

from embedsvc.errors import NotFound, UpstreamRefused
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

DAILYMOTION = Provider(name="Dailymotion", url="https://www.dailymotion.com/", key="dailymotion")
ENDPOINT = "https://www.dailymotion.com/services/oembed"
PLAYER = "https://geo.dailymotion.com/player.html?"
HOME = "https://www.dailymotion.com/"
PAGE = re.compile(
    r"/(?:(?:[a-z]{2}/)?video/(?P<video>[A-Za-z0-9]{5,24})(?:_[^/?]*)?"
    r"|(?:[a-z]{2}/)?playlist/(?P<playlist>[A-Za-z0-9]{5,24})(?:_[^/?]*)?)/?(?:\?.*)?"
)
SHORT = re.compile(r"/(?P<video>[A-Za-z0-9]{5,24})/?(?:\?.*)?")
FAILURES: player.Failures = {
    403: (UpstreamRefused, "This video is private, or its owner does not allow it on other sites."),
    404: (NotFound, "Dailymotion has no video with this id, or it was removed."),
}


def flow(url: Url, video: str | None = None, playlist: str | None = None) -> SiteFlow:
    start = player.start_of(url)
    moment = f"&startTime={start}" if start else ""
    played = f"video={video}{moment}" if video else f"playlist={playlist}"
    return player.flow(
        Item(
            provider=DAILYMOTION,
            kind="video",
            page=HOME + (f"video/{video}" if video else f"playlist/{playlist}"),
            player=Player(url=PLAYER + played, aspect_ratio=player.WIDESCREEN),
            endpoint=ENDPOINT,
            failures=FAILURES,
        )
    )


SITES = (
    Site(
        provider=DAILYMOTION,
        hosts={"dailymotion.com": PAGE, "dai.ly": SHORT},
        flow=flow,
        gives={"video": "oembed"},
        aliases={"m.dailymotion.com": "www.dailymotion.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("dailymotion.com",),
                "/(?:embed|swf)/(?P<kind>video|playlist)/(?P<id>[a-zA-Z0-9]{3,20})(?:[/?].*)?",
                "https://www.dailymotion.com/{kind}/{id}",
                Example(
                    "https://www.dailymotion.com/embed/video/x7tgad0?autoplay=1",
                    "https://www.dailymotion.com/video/x7tgad0",
                ),
            ),
            Permalink(
                ("geo.dailymotion.com",),
                r"/player(?:/\w+)?\.html\?(?:.*&)?video=(?P<id>[a-zA-Z0-9]{3,20})(?:&.*)?",
                "https://www.dailymotion.com/video/{id}",
                Example(
                    "https://geo.dailymotion.com/player/x1abc.html?video=x7tgad0",
                    "https://www.dailymotion.com/video/x7tgad0",
                ),
            ),
            Permalink(
                ("geo.dailymotion.com",),
                r"/player(?:/\w+)?\.html\?(?:.*&)?playlist=(?P<id>[a-zA-Z0-9]{3,20})(?:&.*)?",
                "https://www.dailymotion.com/playlist/{id}",
                Example(
                    "https://geo.dailymotion.com/player.html?playlist=x5nmbq",
                    "https://www.dailymotion.com/playlist/x5nmbq",
                ),
            ),
        ),
        players=(
            PlayerHost("www.dailymotion.com", "/embed/", "video"),
            PlayerHost("geo.dailymotion.com", "/player", "video"),
        ),
        examples=(
            "https://www.dailymotion.com/video/x7tgad0",
            "https://www.dailymotion.com/video/x7tgad0_a-film?start=30",
            "https://dai.ly/x7tgad0",
            "https://www.dailymotion.com/playlist/x6hynp",
        ),
    ),
)
