"""LinkedIn: posts by the preview of their page, titled `Name on LinkedIn: words` or `words | Name`, at times
with the number of comments behind; the description has more of the words.

Other pages, and posts behind the login wall, are read like any page. A short link (lnkd.in) leads to LinkedIn
itself, or to a notice with a button that leads to another site.

Shape: as LinkedIn titles public posts; the button as link resolvers find it.
"""

import re

from embedsvc.errors import Failure
from embedsvc.model import Finding, Moved, Provider, Snapshot, Url
from embedsvc.providers import post_preview, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.read.html import document

LINKEDIN = Provider(name="LinkedIn", url="https://www.linkedin.com/", key="linkedin")
SHORT = re.compile(r"/[\w-]{4,20}/?(?:\?.*)?")
BUTTON = 'a[data-tracking-control-name="external_url_click"]'
POST = re.compile(r"/(?:posts/[^/?]{3,300}|feed/update/urn(?::|%3A)li(?::|%3A)\w+(?::|%3A)\d+)/?(?:\?.*)?")
_COMMENTS = r"(?: \| [\d.,]{1,9} \w{1,20}(?: \w{1,20} LinkedIn)?)?"
PREVIEW = re.compile(
    r"(?:(?=[^|:]{1,200} \w{1,20} LinkedIn(?::|$))|.{1,2000}? \| )"
    rf"(?!LinkedIn)(?P<name>[^|:]{{1,200}}?)(?: \w{{1,20}} LinkedIn(?:: .*)?)?{_COMMENTS}",
    re.DOTALL,
)
DESCRIPTION = re.compile(rf"(?P<words>.*?){_COMMENTS}\Z", re.DOTALL)


def flow(url: Url) -> SiteFlow:
    """The post by its preview, whose description has the words; the target of a short link."""
    if url.host == "lnkd.in":
        return (yield from _short(url))
    return (yield from first_answer(webpage.ask(url, lambda response: _post(response, url), share=0.5)))


def _post(response: Snapshot, url: Url) -> Finding:
    preview = post_preview.read(response, PREVIEW, description=DESCRIPTION)
    return post_preview.finding(preview, url, LINKEDIN)


def _short(url: Url) -> SiteFlow:
    try:
        target: str | None = yield webpage.ask(url, _target)
    except Failure:
        return None
    return Moved(target) if target else None


def _target(response: Snapshot) -> str | None:
    page = document.parse(response)
    button = page.root.css_first(BUTTON)
    target = page.absolute(button.attributes.get("href")) if button else None
    return target or (response.url if response.url != response.asked else None)


SITES = (
    Site(
        provider=LINKEDIN,
        hosts={"linkedin.com": POST, "lnkd.in": SHORT},
        tracking=(
            "lipi",
            "rcm",
            "refid",
            "trackingid",
            "trk",
            "trkinfo",
            "trkemail",
            "original_referer",
        ),
        retention="full",
        permalinks=(
            Permalink(
                ("linkedin.com",),
                r"/(?:company/[^/?]+|feed)/?\?(?:.*&)?(?:highlightedUpdateUrn|updateEntityUrn)="
                r"(?P<urn>urn(?::|%3A)li(?::|%3A)\w+(?::|%3A)\d+)(?:&.*)?",
                "https://www.linkedin.com/feed/update/{urn}/",
                Example(
                    "https://www.linkedin.com/feed/?highlightedUpdateUrn=urn%3Ali%3Aactivity%3A7123456789",
                    "https://www.linkedin.com/feed/update/urn:li:activity:7123456789/",
                ),
            ),
            Permalink(
                ("linkedin.com",),
                r"/embed/feed/update/(?P<urn>urn(?::|%3A)li(?::|%3A)\w+(?::|%3A)\d+)/?(?:\?.*)?",
                "https://www.linkedin.com/feed/update/{urn}/",
                Example(
                    "https://www.linkedin.com/embed/feed/update/urn:li:share:7123456789?compact=1",
                    "https://www.linkedin.com/feed/update/urn:li:share:7123456789/",
                ),
            ),
        ),
        flow=flow,
        gives={"post": "metadata"},
        examples=(
            "https://www.linkedin.com/posts/ann-example_news-activity-7150000000000000000-abcd",
            "https://www.linkedin.com/feed/update/urn:li:activity:7150000000000000000/",
            "https://lnkd.in/gAbCd_12",
        ),
    ),
)
