"""Pinterest."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Pinterest", url="https://www.pinterest.com/", key="pinterest"),
        hosts={"pinterest.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("assets.pinterest.com",),
                r"/ext/embed\.html\?(?:.*&)?id=(?P<pin>\d{5,25})(?:&.*)?",
                "https://www.pinterest.com/pin/{pin}/",
                Example(
                    "https://assets.pinterest.com/ext/embed.html?id=123456789",
                    "https://www.pinterest.com/pin/123456789/",
                ),
            ),
        ),
    ),
)
