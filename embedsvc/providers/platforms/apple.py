"""Apple."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Apple", url="https://www.apple.com/", key="apple"),
        hosts={"music.apple.com": None, "podcasts.apple.com": None},
        retention="full",
        players=(
            PlayerHost("embed.music.apple.com", "/", "audio"),
            PlayerHost("embed.podcasts.apple.com", "/", "audio"),
        ),
    ),
)
