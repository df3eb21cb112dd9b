"""Odysee."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Odysee", url="https://odysee.com/", key="odysee"),
        hosts={"odysee.com": None},
        retention="full",
        players=(PlayerHost("odysee.com", "/$/embed/", "video"),),
    ),
)
