"""The BBC."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="BBC", url="https://www.bbc.com/", key="bbc"),
        hosts={"bbc.com": None, "bbc.co.uk": None},
        tracking=(
            "ns_*",
            "pinned_post_locator",
            "pinned_post_asset_id",
            "pinned_post_type",
        ),
        retention="full",
    ),
)
