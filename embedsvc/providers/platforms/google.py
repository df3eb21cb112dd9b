"""Google: its maps and shared files."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Google", url="https://www.google.com/", key="google"),
        hosts={"google.com": None},
        aliases={"maps.google.com": "www.google.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("google.com",),
                r"/maps/d/(?:u/\d/)?embed\?(?:.*&)?mid=(?P<map>[\w.-]{10,80})(?:&.*)?",
                "https://www.google.com/maps/d/viewer?mid={map}",
                Example(
                    "https://www.google.com/maps/d/u/0/embed?mid=1aBcDeFgHiJkLm&ehbc=2E312F",
                    "https://www.google.com/maps/d/viewer?mid=1aBcDeFgHiJkLm",
                ),
            ),
            Permalink(
                ("google.com",),
                r"/maps/embed/v1/(?:place|search)\?(?:.*&)?q=(?P<query>[^&]+)(?:&.*)?",
                "https://www.google.com/maps?q={query}",
                Example(
                    "https://www.google.com/maps/embed/v1/place?key=abc&q=Aleppo",
                    "https://www.google.com/maps?q=Aleppo",
                ),
            ),
            Permalink(
                ("google.com",),
                r"/maps/?\?(?:.*&)?q=(?P<query>[^&]+)&(?:.*&)?output=embed(?:&.*)?",
                "https://www.google.com/maps?q={query}",
                Example(
                    "https://maps.google.com/maps?hl=en&q=Aleppo&z=12&output=embed",
                    "https://www.google.com/maps?q=Aleppo",
                ),
            ),
            Permalink(
                ("drive.google.com",),
                r"/file/d/(?P<file>[\w-]{20,60})/preview(?:\?.*)?",
                "https://drive.google.com/file/d/{file}/view",
                Example(
                    "https://drive.google.com/file/d/0a1b2c3d4e5f6g7h8i9j0k1l2/preview",
                    "https://drive.google.com/file/d/0a1b2c3d4e5f6g7h8i9j0k1l2/view",
                ),
            ),
        ),
    ),
)
