"""Deezer."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Deezer", url="https://www.deezer.com/", key="deezer"),
        hosts={"deezer.com": None},
        retention="full",
        players=(PlayerHost("widget.deezer.com", "/widget/", "audio"),),
    ),
)
