"""Libsyn."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Libsyn", url="https://libsyn.com/", key="libsyn"),
        hosts={"libsyn.com": None},
        retention="full",
        players=(PlayerHost("html5-player.libsyn.com", "/embed/", "audio"),),
    ),
)
