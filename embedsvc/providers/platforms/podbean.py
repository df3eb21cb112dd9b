"""Podbean."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Podbean", url="https://www.podbean.com/", key="podbean"),
        hosts={"podbean.com": None},
        retention="full",
        players=(PlayerHost("www.podbean.com", "/player-v2/", "audio"),),
    ),
)
