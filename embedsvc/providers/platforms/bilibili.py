"""Bilibili."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Bilibili", url="https://www.bilibili.com/", key="bilibili"),
        hosts={"bilibili.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("player.bilibili.com",),
                r"/player\.html\?(?:.*&)?bvid=(?P<video>BV\w{8,12})(?:&.*)?",
                "https://www.bilibili.com/video/{video}",
                Example(
                    "https://player.bilibili.com/player.html?aid=123&bvid=BV1xx411c7mD&page=1",
                    "https://www.bilibili.com/video/BV1xx411c7mD",
                ),
            ),
            Permalink(
                ("player.bilibili.com",),
                r"/player\.html\?(?:.*&)?aid=(?P<video>\d+)(?:&.*)?",
                "https://www.bilibili.com/video/av{video}",
                Example(
                    "https://player.bilibili.com/player.html?aid=123456",
                    "https://www.bilibili.com/video/av123456",
                ),
            ),
        ),
        players=(PlayerHost("player.bilibili.com", "/player.html", "video"),),
    ),
)
