"""JW Player."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="JW Player", url="https://jwplayer.com/", key="jw-player"),
        hosts={"jwplayer.com": None},
        retention="full",
        players=(PlayerHost("cdn.jwplayer.com", "/players/", "video"),),
    ),
)
