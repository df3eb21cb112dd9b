"""Vimeo."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Vimeo", url="https://vimeo.com/", key="vimeo"),
        hosts={"vimeo.com": None},
        tracking=(
            "share",
            "fl",
            "fe",
            "turnstile",
        ),
        retention="full",
        players=(PlayerHost("player.vimeo.com", "/video/", "video"),),
    ),
)
