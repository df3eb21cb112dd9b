"""Simplecast."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Simplecast", url="https://simplecast.com/", key="simplecast"),
        hosts={"simplecast.com": None},
        retention="full",
        players=(PlayerHost("player.simplecast.com", "/", "audio"),),
    ),
)
