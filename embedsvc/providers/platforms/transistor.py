"""Transistor."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Transistor", url="https://transistor.fm/", key="transistor"),
        hosts={"transistor.fm": None},
        retention="full",
        permalinks=(
            Permalink(
                ("share.transistor.fm",),
                r"/e/(?P<id>\w{6,12})(?:[/?].*)?",
                "https://share.transistor.fm/s/{id}",
                Example("https://share.transistor.fm/e/0a1b2c3d", "https://share.transistor.fm/s/0a1b2c3d"),
            ),
        ),
        players=(PlayerHost("share.transistor.fm", "/e/", "audio"),),
    ),
)
