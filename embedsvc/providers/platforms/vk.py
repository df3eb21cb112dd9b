"""VK, and its video site."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="VK", url="https://vk.com/", key="vk"),
        hosts={"vk.com": None, "vkvideo.ru": None},
        aliases={"m.vk.com": "vk.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("vk.com",),
                r"/video_ext\.php\?(?:.*&)?oid=(?P<owner>-?\d+)&(?:.*&)?id=(?P<video>\d+)(?:&.*)?",
                "https://vk.com/video{owner}_{video}",
                Example(
                    "https://vk.com/video_ext.php?oid=-123&id=456&hash=abc", "https://vk.com/video-123_456"
                ),
            ),
            Permalink(
                ("vkvideo.ru",),
                r"/video_ext\.php\?(?:.*&)?oid=(?P<owner>-?\d+)&(?:.*&)?id=(?P<video>\d+)(?:&.*)?",
                "https://vkvideo.ru/video{owner}_{video}",
                Example(
                    "https://vkvideo.ru/video_ext.php?oid=-123&id=456&hash=abc",
                    "https://vkvideo.ru/video-123_456",
                ),
            ),
        ),
        players=(
            PlayerHost("vk.com", "/video_ext.php", "video"),
            PlayerHost("vkvideo.ru", "/video_ext.php", "video"),
        ),
    ),
)
