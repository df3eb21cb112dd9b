"""Bilibili."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Bilibili", url="https://www.bilibili.com/", key="bilibili"),
        hosts={"bilibili.com": None},
        retention="full",
        players=(PlayerHost("player.bilibili.com", "/player.html", "video"),),
    ),
)
