"""SlideShare: slides by the oEmbed registry, whose answers alone have the key of the player."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="SlideShare", url="https://www.slideshare.net/", key="slideshare"),
        hosts={"slideshare.net": None},
        aliases={
            f"{language}.slideshare.net": "www.slideshare.net"
            for language in ("de", "es", "fr", "pt", "ja", "id")
        },
        retention="full",
        players=(PlayerHost("www.slideshare.net", "/slideshow/embed_code/", "rich"),),
    ),
)
