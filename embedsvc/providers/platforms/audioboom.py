"""Audioboom: episodes by the oEmbed registry, in its player. `boos` is what it called posts until 2016."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Audioboom", url="https://audioboom.com/", key="audioboom"),
        hosts={"audioboom.com": None},
        aliases={"www.audioboom.com": "audioboom.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("embeds.audioboom.com",),
                r"/(?:posts|boos)/(?P<post>\d{1,12}(?:-[\w-]{1,200})?)/embed(?:[/?].*)?",
                "https://audioboom.com/posts/{post}",
                Example(
                    "https://embeds.audioboom.com/posts/1234567-bees/embed/v4?eid=AQAAA",
                    "https://audioboom.com/posts/1234567-bees",
                ),
            ),
        ),
        players=(PlayerHost("embeds.audioboom.com", "/posts/", "audio"),),
    ),
)
