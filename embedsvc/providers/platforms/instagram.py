"""Instagram. Meta's terms for embeds forbid storing content or metadata beyond a view."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Instagram", url="https://www.instagram.com/", key="instagram"),
        hosts=dict.fromkeys(("instagram.com", "instagr.am", "ig.me")),
        aliases=dict.fromkeys(
            (
                "m.instagram.com",
                *(
                    "ddinstagram.com",
                    "kkinstagram.com",
                    "uuinstagram.com",
                    "eeinstagram.com",
                    "vxinstagram.com",
                ),
                *("www.ddinstagram.com", "www.kkinstagram.com", "www.uuinstagram.com", "g.ddinstagram.com"),
            ),
            "www.instagram.com",
        ),
        tracking=(
            "igsh",
            "ig_mid",
            "ig_rid",
        ),
        retention="none",
    ),
)
