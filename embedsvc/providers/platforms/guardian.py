"""The Guardian."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="The Guardian", url="https://www.theguardian.com/", key="guardian"),
        hosts={"theguardian.com": None},
        tracking=(
            "cmp",
            "fb_ref",
        ),
        retention="full",
        permalinks=(
            Permalink(
                ("embed.theguardian.com",),
                r"/embed/(?P<page>[^?]+)(?:\?.*)?",
                "https://www.theguardian.com/{page}",
                Example(
                    "https://embed.theguardian.com/embed/video/world/video/2016/jan/01/bees-video",
                    "https://www.theguardian.com/video/world/video/2016/jan/01/bees-video",
                ),
            ),
        ),
    ),
)
