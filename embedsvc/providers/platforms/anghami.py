"""Anghami."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Anghami", url="https://www.anghami.com/", key="anghami"),
        hosts={"anghami.com": None},
        retention="full",
        players=(PlayerHost("widget.anghami.com", "/", "audio"),),
    ),
)
