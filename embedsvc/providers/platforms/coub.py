"""Coub: loops by the oEmbed registry, in its player."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Coub", url="https://coub.com/", key="coub"),
        hosts={"coub.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("coub.com",),
                r"/embed/(?P<loop>\w{3,20})(?:[/?].*)?",
                "https://coub.com/view/{loop}",
                Example("https://coub.com/embed/1a2b3c?muted=false", "https://coub.com/view/1a2b3c"),
            ),
        ),
        players=(PlayerHost("coub.com", "/embed/", "video"),),
    ),
)
