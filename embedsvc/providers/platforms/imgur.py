"""Imgur."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Imgur", url="https://imgur.com/", key="imgur"),
        hosts={"imgur.com": None},
        aliases={"m.imgur.com": "imgur.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("imgur.com",),
                r"/(?P<id>(?:a/|gallery/)?\w{5,12})/embed(?:[/?].*)?",
                "https://imgur.com/{id}",
                Example("https://imgur.com/a/Bee12/embed?pub=true", "https://imgur.com/a/Bee12"),
            ),
        ),
    ),
)
