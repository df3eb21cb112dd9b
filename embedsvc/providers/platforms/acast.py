"""Acast."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Acast", url="https://www.acast.com/", key="acast"),
        hosts={"acast.com": None},
        retention="full",
        players=(PlayerHost("embed.acast.com", "/", "audio"),),
    ),
)
