"""Pinterest: pins by the oEmbed registry, which knows the main host alone; those of countries show the same
pins.
"""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

COUNTRIES = (
    *(
        "ar",
        "at",
        "au",
        "be",
        "br",
        "ca",
        "ch",
        "cl",
        "co",
        "cz",
        "de",
        "dk",
        "es",
        "fi",
        "fr",
        "gr",
        "hu",
        "id",
    ),
    *(
        "ie",
        "in",
        "it",
        "jp",
        "kr",
        "mx",
        "nl",
        "no",
        "nz",
        "pe",
        "ph",
        "pl",
        "pt",
        "ro",
        "ru",
        "se",
        "sk",
        "tr",
    ),
    *("uk", "za"),
)
ENDS = (
    *("at", "ca", "ch", "cl", "co.kr", "co.uk", "com.au", "com.mx", "de", "dk", "es", "fr", "ie", "it", "jp"),
    *("nz", "ph", "pt", "ru", "se"),
)

SITES = (
    Site(
        provider=Provider(name="Pinterest", url="https://www.pinterest.com/", key="pinterest"),
        hosts={"pinterest.com": None},
        aliases={
            **dict.fromkeys((f"{country}.pinterest.com" for country in COUNTRIES), "www.pinterest.com"),
            **dict.fromkeys((f"www.pinterest.{end}" for end in ENDS), "www.pinterest.com"),
            **dict.fromkeys((f"pinterest.{end}" for end in ENDS), "www.pinterest.com"),
        },
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
