"""Dailymotion."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Dailymotion", url="https://www.dailymotion.com/", key="dailymotion"),
        hosts={"dailymotion.com": None, "dai.ly": None},
        aliases={"m.dailymotion.com": "www.dailymotion.com"},
        retention="full",
        players=(
            PlayerHost("www.dailymotion.com", "/embed/", "video"),
            PlayerHost("geo.dailymotion.com", "/player", "video"),
        ),
    ),
)
