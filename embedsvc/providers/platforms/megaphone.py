"""Megaphone."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Megaphone", url="https://megaphone.fm/", key="megaphone"),
        hosts={"megaphone.fm": None},
        retention="full",
        players=(PlayerHost("playlist.megaphone.fm", "/", "audio"),),
    ),
)
