"""Brightcove."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Brightcove", url="https://www.brightcove.com/", key="brightcove"),
        hosts={"brightcove.com": None, "brightcove.net": None},
        retention="full",
        players=(PlayerHost("players.brightcove.net", "/", "video"),),
    ),
)
