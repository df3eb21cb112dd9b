"""Omny Studio: episodes by the oEmbed registry, in its player, which is at the address of the page with
`/embed` behind it.
"""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Omny Studio", url="https://omnystudio.com/", key="omny"),
        hosts={"omny.fm": None, "omnystudio.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("omny.fm", "omnystudio.com"),
                r"/(?P<episode>shows/[\w-]{1,150}/[\w-]{1,200})/embed(?:[/?].*)?",
                "https://omny.fm/{episode}",
                Example(
                    "https://omny.fm/shows/the-news/bees-dance/embed?style=cover",
                    "https://omny.fm/shows/the-news/bees-dance",
                ),
            ),
        ),
        players=(PlayerHost("omny.fm", "/shows/*/*/embed", "audio"),),
    ),
)
