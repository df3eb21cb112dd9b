"""Mixcloud."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Mixcloud", url="https://www.mixcloud.com/", key="mixcloud"),
        hosts={"mixcloud.com": None},
        retention="full",
        players=(
            PlayerHost("www.mixcloud.com", "/widget/iframe/", "audio"),
            PlayerHost("player-widget.mixcloud.com", "/widget/iframe/", "audio"),
        ),
    ),
)
