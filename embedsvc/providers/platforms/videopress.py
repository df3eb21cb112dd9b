"""VideoPress, WordPress's own videos: by their page, with a player whose URL we build."""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import WIDESCREEN, Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

VIDEOPRESS = Provider(name="VideoPress", url="https://videopress.com/", key="videopress")
ENDPOINT = "https://public-api.wordpress.com/oembed/"
VIDEO = re.compile(r"/v/(?P<video>\w{8})/?(?:\?.*)?", re.DOTALL)


def flow(_url: Url, video: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=VIDEOPRESS,
            kind="video",
            page=f"{VIDEOPRESS.url}v/{video}",
            player=Player(url=f"{VIDEOPRESS.url}embed/{video}", aspect_ratio=WIDESCREEN),
            endpoint=ENDPOINT,
            parameters={"format": "json", "for": "embedsvc"},
        )
    )


SITES = (
    Site(
        provider=VIDEOPRESS,
        hosts={"videopress.com": VIDEO, "video.wordpress.com": VIDEO},
        flow=flow,
        gives={"video": "oembed"},
        retention="full",
        permalinks=(
            Permalink(
                ("videopress.com", "video.wordpress.com"),
                r"/embed/(?P<video>\w{8})(?:[/?].*)?",
                "https://videopress.com/v/{video}",
                Example("https://videopress.com/embed/a1B2c3D4?hd=1", "https://videopress.com/v/a1B2c3D4"),
            ),
        ),
        players=(PlayerHost("videopress.com", "/embed/", "video"),),
        examples=("https://videopress.com/v/a1B2c3D4", "https://video.wordpress.com/v/a1B2c3D4"),
    ),
)
