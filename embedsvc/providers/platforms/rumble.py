"""Rumble."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Rumble", url="https://rumble.com/", key="rumble"),
        hosts={"rumble.com": None},
        retention="full",
        players=(PlayerHost("rumble.com", "/embed/", "video"),),
    ),
)
