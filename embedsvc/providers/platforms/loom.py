"""Loom."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Loom", url="https://www.loom.com/", key="loom"),
        hosts={"loom.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("loom.com",),
                r"/embed/(?P<video>[0-9a-f]{32})(?:\?.*)?",
                "https://www.loom.com/share/{video}",
                Example(
                    "https://www.loom.com/embed/0123456789abcdef0123456789abcdef?hide_owner=true",
                    "https://www.loom.com/share/0123456789abcdef0123456789abcdef",
                ),
            ),
        ),
        players=(PlayerHost("www.loom.com", "/embed/", "video"),),
    ),
)
