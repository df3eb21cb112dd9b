"""Truth Social: posts by the status API of Mastodon, whose software it is, then by the preview of their page.

Its pages are behind a bot wall, so the API is asked first.

Shape: as `fediverse`, not recorded.
"""

import re

from embedsvc.model import Provider, Url
from embedsvc.providers import fediverse
from embedsvc.providers.site import Site, SiteFlow, first_answer

TRUTH_SOCIAL = Provider(name="Truth Social", url="https://truthsocial.com/", key="truth-social")
POST = re.compile(r"/(?:@[\w.]{1,100}|users/[\w.]{1,100})/(?:posts/|statuses/)?(?P<key>\d{5,20})/?(?:\?.*)?")


def flow(url: Url, key: str) -> SiteFlow:
    """The post by the API; where that refuses, the page is read like any other."""
    return first_answer(fediverse.ask_status(url, key, TRUTH_SOCIAL))


SITES = (
    Site(
        provider=TRUTH_SOCIAL,
        hosts={"truthsocial.com": POST},
        flow=flow,
        profile="https://truthsocial.com/@{handle}",
        gives={"post": "api"},
        retention="full",
        examples=(
            "https://truthsocial.com/@ann/posts/112233445566778899",
            "https://truthsocial.com/@ann/112233445566778899",
        ),
    ),
)
