"""Bandcamp."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Bandcamp", url="https://bandcamp.com/", key="bandcamp"),
        hosts={"bandcamp.com": None},
        retention="full",
        players=(PlayerHost("bandcamp.com", "/EmbeddedPlayer/", "audio"),),
    ),
)
