"""TED."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="TED", url="https://www.ted.com/", key="ted"),
        hosts={"ted.com": None},
        retention="full",
        players=(PlayerHost("embed.ted.com", "/", "video"),),
    ),
)
