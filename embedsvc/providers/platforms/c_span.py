"""C-SPAN."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="C-SPAN", url="https://www.c-span.org/", key="c-span"),
        hosts={"c-span.org": None},
        retention="full",
        players=(PlayerHost("www.c-span.org", "/video/standalone/", "video"),),
    ),
)
