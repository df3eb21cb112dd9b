"""Twitch."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Twitch", url="https://www.twitch.tv/", key="twitch"),
        hosts={"twitch.tv": None},
        aliases={"m.twitch.tv": "www.twitch.tv"},
        retention="full",
        players=(
            PlayerHost("player.twitch.tv", "/", "video"),
            PlayerHost("clips.twitch.tv", "/embed", "video"),
        ),
    ),
)
