"""C-SPAN."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="C-SPAN", url="https://www.c-span.org/", key="c-span"),
        hosts={"c-span.org": None},
        retention="full",
        permalinks=(
            Permalink(
                ("c-span.org",),
                r"/video/standalone/\?(?P<video>[^&]+)(?:&.*)?",
                "https://www.c-span.org/video/?{video}",
                Example(
                    "https://www.c-span.org/video/standalone/?c4567890/bees",
                    "https://www.c-span.org/video/?c4567890/bees",
                ),
            ),
        ),
        players=(PlayerHost("www.c-span.org", "/video/standalone/", "video"),),
    ),
)
