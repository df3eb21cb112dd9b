"""Figma: designs by the oEmbed registry, in its player."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Figma", url="https://www.figma.com/", key="figma"),
        hosts={"figma.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("embed.figma.com",),
                r"/(?P<form>file|design|board|slides|proto)/(?P<key>\w{10,40})(?:[/?].*)?",
                "https://www.figma.com/{form}/{key}",
                Example(
                    "https://embed.figma.com/design/a1B2c3D4e5F6g7H8/Bees?embed-host=share",
                    "https://www.figma.com/design/a1B2c3D4e5F6g7H8",
                ),
            ),
            Permalink(
                ("figma.com",),
                r"/embed\?(?:.*&)?url=https(?::|%3A)(?://|%2F%2F)www\.figma\.com(?P<page>(?:/|%2F)[^&]+)(?:&.*)?",
                "https://www.figma.com{page}",
                Example(
                    "https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Ffile%2Fa1B2c3D4e5",
                    "https://www.figma.com/file/a1B2c3D4e5",
                ),
            ),
        ),
        players=(PlayerHost("www.figma.com", "/embed", "rich"), PlayerHost("embed.figma.com", "/", "rich")),
    ),
)
