"""VK, and its video site."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="VK", url="https://vk.com/", key="vk"),
        hosts={"vk.com": None, "vkvideo.ru": None},
        aliases={"m.vk.com": "vk.com"},
        retention="full",
        players=(
            PlayerHost("vk.com", "/video_ext.php", "video"),
            PlayerHost("vkvideo.ru", "/video_ext.php", "video"),
        ),
    ),
)
