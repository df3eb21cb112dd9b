"""Internet Archive."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Internet Archive", url="https://archive.org/", key="internet-archive"),
        hosts={"archive.org": None},
        retention="full",
        players=(PlayerHost("archive.org", "/embed/", "video"),),
    ),
)
