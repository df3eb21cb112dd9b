"""IMDb."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="IMDb", url="https://www.imdb.com/", key="imdb"),
        hosts={"imdb.com": None},
        aliases={"m.imdb.com": "www.imdb.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("imdb.com",),
                r"/(?:videoembed/|video/imdb/)(?P<video>vi\d+)(?:[/?].*)?",
                "https://www.imdb.com/video/{video}/",
                Example(
                    "https://www.imdb.com/video/imdb/vi123456789/imdb/embed?autoplay=false",
                    "https://www.imdb.com/video/vi123456789/",
                ),
            ),
        ),
    ),
)
