"""Loom."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Loom", url="https://www.loom.com/", key="loom"),
        hosts={"loom.com": None},
        retention="full",
        players=(PlayerHost("www.loom.com", "/embed/", "video"),),
    ),
)
