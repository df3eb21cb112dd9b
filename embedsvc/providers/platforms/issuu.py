"""Issuu: documents by the oEmbed registry, in its reader. Frames with a number alone name no page."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

DOCUMENT = r"(?=(?:.*&)?d=(?P<document>[\w.-]{1,200}))"
WHO = r"(?:.*&)?u=(?P<who>[\w.-]{1,100})(?:&.*)?"

SITES = (
    Site(
        provider=Provider(name="Issuu", url="https://issuu.com/", key="issuu"),
        hosts={"issuu.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("e.issuu.com",),
                rf"/(?:anonymous-)?embed\.html\?{DOCUMENT}{WHO}",
                "https://issuu.com/{who}/docs/{document}",
                Example(
                    "https://e.issuu.com/embed.html?d=the_bees&hideIssuuLogo=true&u=ann",
                    "https://issuu.com/ann/docs/the_bees",
                ),
            ),
        ),
        players=(PlayerHost("e.issuu.com", "/embed.html", "rich"),),
    ),
)
