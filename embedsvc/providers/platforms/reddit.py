"""Reddit."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Reddit", url="https://www.reddit.com/", key="reddit"),
        hosts={"reddit.com": None, "redd.it": None},
        aliases={"m.reddit.com": "www.reddit.com"},
        tracking=(
            "share_id",
            "ref",
            "ref_source",
            "ref_campaign",
            "rdt",
            "correlation_id",
        ),
        retention="full",
    ),
)
