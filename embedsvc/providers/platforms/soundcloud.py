"""SoundCloud."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="SoundCloud", url="https://soundcloud.com/", key="soundcloud"),
        hosts={"soundcloud.com": None},
        aliases={"m.soundcloud.com": "soundcloud.com"},
        tracking=(
            "si",
            "ref",
            "p",
            "c",
        ),
        retention="full",
        players=(PlayerHost("w.soundcloud.com", "/player/", "audio"),),
    ),
)
