"""Bluesky."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Bluesky", url="https://bsky.app/", key="bluesky"),
        hosts={"bsky.app": None},
        aliases=dict.fromkeys(
            ("fxbsky.app", "bskx.app", "vxbsky.app", "bskye.app", "bsyy.app", "xbsky.app", "cbsky.app"),
            "bsky.app",
        ),
        tracking=(
            "ref_src",
            "ref_url",
        ),
        retention="full",
    ),
)
