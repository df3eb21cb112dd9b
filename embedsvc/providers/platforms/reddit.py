"""Reddit."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Reddit", url="https://www.reddit.com/", key="reddit"),
        hosts={"reddit.com": None, "redd.it": None},
        aliases=dict.fromkeys(
            (
                *("m.reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "i.reddit.com"),
                *("rxddit.com", "vxreddit.com", "rxyddit.com", "www.rxddit.com", "www.vxreddit.com"),
                *("libreddit.kavin.rocks", "safereddit.com", "teddit.net", "redlib.catsarch.com"),
            ),
            "www.reddit.com",
        ),
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
