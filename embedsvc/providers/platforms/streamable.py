"""Streamable."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Streamable", url="https://streamable.com/", key="streamable"),
        hosts={"streamable.com": None},
        retention="full",
        players=(PlayerHost("streamable.com", "/e/", "video"),),
    ),
)
