"""Audiomack."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Audiomack", url="https://audiomack.com/", key="audiomack"),
        hosts={"audiomack.com": None},
        retention="full",
        players=(PlayerHost("audiomack.com", "/embed/", "audio"),),
    ),
)
