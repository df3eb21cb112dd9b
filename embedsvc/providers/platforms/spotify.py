"""Spotify."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Spotify", url="https://open.spotify.com/", key="spotify"),
        hosts={"spotify.com": None},
        tracking=(
            "si",
            "nd",
            "dl_branch",
            "dlsi",
            "pi",
            "_branch_match_id",
            "_branch_referrer",
        ),
        retention="full",
        players=(PlayerHost("open.spotify.com", "/embed/", "audio"),),
    ),
)
