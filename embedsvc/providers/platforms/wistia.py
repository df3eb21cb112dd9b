"""Wistia."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Wistia", url="https://wistia.com/", key="wistia"),
        hosts={"wistia.com": None, "wistia.net": None},
        retention="full",
        players=(
            PlayerHost("fast.wistia.net", "/embed/iframe/", "video"),
            PlayerHost("fast.wistia.com", "/embed/iframe/", "video"),
        ),
    ),
)
