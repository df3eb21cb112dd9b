"""IMDb."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="IMDb", url="https://www.imdb.com/", key="imdb"),
        hosts={"imdb.com": None},
        aliases={"m.imdb.com": "www.imdb.com"},
        retention="full",
    ),
)
