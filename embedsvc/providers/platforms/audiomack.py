"""Audiomack."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Audiomack", url="https://audiomack.com/", key="audiomack"),
        hosts={"audiomack.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("audiomack.com",),
                r"/embed/(?P<kind>song|album|playlist)/(?P<artist>[^/?]+)/(?P<slug>[^/?]+)/?(?:\?.*)?",
                "https://audiomack.com/{artist}/{kind}/{slug}",
                Example(
                    "https://audiomack.com/embed/song/bees/dance?background=1",
                    "https://audiomack.com/bees/song/dance",
                ),
            ),
            Permalink(
                ("audiomack.com",),
                r"/embed/(?P<page>[^/?]+/(?:song|album|playlist)/[^/?]+)/?(?:\?.*)?",
                "https://audiomack.com/{page}",
                Example(
                    "https://audiomack.com/embed/bees/song/dance", "https://audiomack.com/bees/song/dance"
                ),
            ),
        ),
        players=(PlayerHost("audiomack.com", "/embed/", "audio"),),
    ),
)
