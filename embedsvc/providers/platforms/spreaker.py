"""Spreaker."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Spreaker", url="https://www.spreaker.com/", key="spreaker"),
        hosts={"spreaker.com": None},
        retention="full",
        players=(PlayerHost("widget.spreaker.com", "/player", "audio"),),
    ),
)
