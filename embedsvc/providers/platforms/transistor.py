"""Transistor."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Transistor", url="https://transistor.fm/", key="transistor"),
        hosts={"transistor.fm": None},
        retention="full",
        players=(PlayerHost("share.transistor.fm", "/e/", "audio"),),
    ),
)
