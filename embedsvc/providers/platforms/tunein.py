"""TuneIn."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="TuneIn", url="https://tunein.com/", key="tunein"),
        hosts={"tunein.com": None},
        retention="full",
        players=(PlayerHost("tunein.com", "/embed/player/", "audio"),),
    ),
)
