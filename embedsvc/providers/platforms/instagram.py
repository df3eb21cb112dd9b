"""Instagram. Meta's terms for embeds forbid storing content or metadata beyond a view."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Instagram", url="https://www.instagram.com/", key="instagram"),
        hosts=dict.fromkeys(("instagram.com", "instagr.am", "ig.me")),
        aliases={"m.instagram.com": "www.instagram.com"},
        tracking=(
            "igsh",
            "ig_mid",
            "ig_rid",
        ),
        retention="none",
    ),
)
