"""TikTok: videos and photo posts by oEmbed, upright; a page without its script shows nothing.

The shape is that of developers.tiktok.com/doc/embed-videos: sizes are "100%". A removed or private
video is status 400 with a code and a message.
"""

import re

from embedsvc.errors import NotFound
from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

TIKTOK = Provider(name="TikTok", url="https://www.tiktok.com/", key="tiktok")
ENDPOINT = "https://www.tiktok.com/oembed"
PLAYER = "https://www.tiktok.com/player/v1/"
POST = re.compile(r"/@(?P<who>[\w.-]{1,64})/(?P<form>video|photo)/(?P<video>\d{8,24})/?(?:\?.*)?")
NO_VIDEO = "TikTok has no public video with this id: it was removed or is private."
FAILURES: player.Failures = {400: (NotFound, NO_VIDEO), 404: (NotFound, NO_VIDEO)}


def flow(_url: Url, who: str, form: str, video: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=TIKTOK,
            kind="video",
            page=f"https://www.tiktok.com/@{who}/{form}/{video}",
            player=Player(url=PLAYER + video, aspect_ratio=player.PORTRAIT),
            endpoint=ENDPOINT,
            failures=FAILURES,
            reads_page=False,
        )
    )


SITES = (
    Site(
        provider=TIKTOK,
        hosts={"tiktok.com": POST},
        flow=flow,
        gives={"video": "oembed"},
        aliases={
            **dict.fromkeys(
                (
                    *("m.tiktok.com", "vxtiktok.com", "tnktok.com", "tfxktok.com", "fixtiktok.com"),
                    *("www.vxtiktok.com", "www.tnktok.com", "www.tfxktok.com"),
                ),
                "www.tiktok.com",
            ),
            **dict.fromkeys(("vm.vxtiktok.com", "vm.tnktok.com", "vm.tfxktok.com"), "vm.tiktok.com"),
        },
        tracking=(
            "_t",
            "_r",
            "_d",
            "is_from_webapp",
            "is_copy_url",
            "sender_device",
            "sender_web_id",
            "share_app_id",
            "share_item_id",
            "share_link_id",
            "source",
            "timestamp",
            "tt_from",
            "u_code",
            "user_id",
            "web_id",
            "refer",
            "sec_uid",
            "sec_user_id",
            "social_sharing",
            "checksum",
            "preview_pb",
        ),
        retention="full",
        permalinks=(
            Permalink(
                ("tiktok.com",),
                r"/(?:embed(?:/v[23])?|player/v1)/(?P<video>\d{15,22})(?:[/?].*)?",
                "https://www.tiktok.com/@_/video/{video}",
                Example(
                    "https://www.tiktok.com/embed/v2/7123456789012345678?lang=en",
                    "https://www.tiktok.com/@_/video/7123456789012345678",
                ),
            ),
            Permalink(
                ("tiktok.com",),
                r"/embed/(?P<account>@[\w.-]{2,30})(?:[/?].*)?",
                "https://www.tiktok.com/{account}",
                Example("https://www.tiktok.com/embed/@bees", "https://www.tiktok.com/@bees"),
            ),
        ),
        players=(PlayerHost("www.tiktok.com", "/player/", "video"),),
        examples=(
            "https://www.tiktok.com/@newsroom/video/7106594312292453675",
            "https://m.tiktok.com/@newsroom/video/7106594312292453675?is_from_webapp=1",
            "https://www.tiktok.com/@newsroom/photo/7106594312292453675",
        ),
    ),
)
