"""Facebook: posts and films by Meta's oEmbed endpoints, then by their page.

The body of a 400 tells a private post from a missing one. Meta's terms for embeds forbid storing content or
metadata beyond a view. Shape: the oEmbed answers as Meta documents them, `div.fb-post` and `div.fb-video`.
"""

import re

from embedsvc.errors import Failure
from embedsvc.model import Finding, Provider, Url
from embedsvc.providers import meta_graph
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

FACEBOOK = Provider(name="Facebook", url="https://www.facebook.com/", key="facebook")
POST = re.compile(
    r"/(?:(?P<film>watch/?\?(?:.*&)?v=\d+|[\w.-]{1,100}/videos/.{1,200}|video\.php\?(?:.*&)?v=\d+|reel/\d+)"
    r"|[\w.-]{1,100}/(?:posts|photos|activity)/.{1,300}|permalink\.php\?.*story_fbid=.*|story\.php\?.*story_fbid=.*"
    r"|photo(?:\.php)?/?\?(?:.*&)?fbid=\d+.*|groups/[\w.-]{1,100}/(?:posts|permalink)/\d+.*)(?:[/?&].*)?",
    re.DOTALL,
)


def flow(url: Url, film: str | None, *, meta_token: str | None) -> SiteFlow:
    """The embed code; where Meta refuses, the page is read like any other."""
    endpoint = meta_graph.GRAPH + ("oembed_video" if film else "oembed_post")
    try:
        found: Finding = yield meta_graph.ask(endpoint, url, FACEBOOK, token=meta_token)
    except Failure:
        return None
    return found


SITES = (
    Site(
        provider=FACEBOOK,
        hosts={"facebook.com": POST, "fb.com": POST, "fb.me": None, "fb.watch": None},
        aliases={
            "m.facebook.com": "www.facebook.com",
            "mbasic.facebook.com": "www.facebook.com",
            "touch.facebook.com": "www.facebook.com",
            "facebed.com": "www.facebook.com",
            "www.facebed.com": "www.facebook.com",
        },
        tracking=(
            "__tn__",
            "__cft__*",
            "__xts__*",
            "__eep__",
            "_rdr",
            "_rdc",
            "acontext",
            "action_history",
            "extid",
            "fref",
            "hc_ref",
            "hc_location",
            "mibextid",
            "notif_id",
            "notif_t",
            "paipv",
            "eav",
            "rdid",
            "ref",
            "refid",
            "refsrc",
            "sfnsn",
            "share_url",
            "wtsid",
        ),
        retention="none",
        permalinks=(
            Permalink(
                ("facebook.com",),
                r"/(?:v\d+\.\d+/)?plugins/[\w/]+\.php\?(?:.*&)?href=(?P<url>[^&]+)(?:&.*)?",
                "{url}",
                Example(
                    "https://www.facebook.com/plugins/post.php?width=500&href=https%3A%2F%2Fwww.facebook.com%2Fbees%2Fposts%2F123456",
                    "https://www.facebook.com/bees/posts/123456",
                ),
            ),
            Permalink(
                ("facebook.com",),
                r"/video/embed/?\?(?:.*&)?video_id=(?P<video>\d{5,20})(?:&.*)?",
                "https://www.facebook.com/watch/?v={video}",
                Example(
                    "https://www.facebook.com/video/embed?video_id=123456",
                    "https://www.facebook.com/watch/?v=123456",
                ),
            ),
        ),
        flow=flow,
        gives={"post": "oembed"},
        settings=("meta_token",),
        examples=(
            "https://www.facebook.com/ann/posts/pfbid02abcdef",
            "https://m.facebook.com/story.php?story_fbid=1&id=2",
            "https://www.facebook.com/watch/?v=1234567890",
            "https://www.facebook.com/ann/videos/1234567890/",
        ),
        players=(PlayerHost("www.facebook.com", "/plugins/video.php", "video"),),
    ),
)
