"""Facebook: posts and films by Meta's oEmbed endpoints, then by their page.

The body of a 400 tells a private post from a missing one. Meta's terms for embeds forbid storing content or
metadata beyond a view. Shape: the oEmbed answers as Meta documents them, `div.fb-post` and `div.fb-video`
with the words and the author in a <blockquote>; the player as its Video Plugin documents it.
"""

import re
from dataclasses import replace
from urllib.parse import quote

from embedsvc.errors import DAY, MINUTE, Failure, Gone, NotFound, UpstreamError
from embedsvc.model import Finding, Player, Provider, Snapshot, Url
from embedsvc.providers import meta_graph, post_preview, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import PORTRAIT, WIDESCREEN
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost
from embedsvc.urls import parse

HOME = "https://www.facebook.com/"
FACEBOOK = Provider(name="Facebook", url=HOME, key="facebook")
PLAYER = f"{HOME}plugins/video.php?show_text=false&href="
POST = re.compile(
    r"/(?:(?P<film>watch/?(?:live/?)?\?(?:.*&)?v=\d+|[\w.-]{1,100}/videos/.{1,200}|video\.php\?(?:.*&)?v=\d+|reel/\d+)"
    r"|[\w.-]{1,100}/(?:posts|photos|activity)/.{1,300}|permalink\.php\?.*story_fbid=.*|story\.php\?.*story_fbid=.*"
    r"|photo(?:\.php)?/?\?(?:.*&)?fbid=\d+.*"
    r"|groups/[\w.-]{1,100}(?:/(?:posts|permalink)/\d+.*|/?\?(?:.*&)?multi_permalinks=\d+.*))(?:[/?&].*)?",
    re.DOTALL,
)
"""A share link (`/share/p/CODE`) leads to a post, by a redirect."""


def flow(url: Url, film: str | None, *, meta_token: str | None) -> SiteFlow:
    """The embed code; otherwise what the page states. Without both a film is its player alone, and a post
    whose page is a wall a link.
    """
    page = parse(HOME + url.target[1:])
    frame = _player(page) if film else None
    try:
        found: Finding = yield meta_graph.ask(
            meta_graph.GRAPH + ("oembed_video" if film else "oembed_post"),
            page,
            FACEBOOK,
            token=meta_token,
            player=frame,
            kind="video" if film else "rich",
        )
    except Failure as failure:
        if failure.answered:
            raise  # private, missing, or not to be embedded
        return (yield from _by_page(page, frame))
    return found


def _by_page(page: Url, frame: Player | None) -> SiteFlow:
    try:
        found: Finding = yield webpage.ask(page, lambda response: _read(response, frame))
    except (NotFound, Gone):
        raise
    except Failure as failure:
        bare = webpage.link(page, FACEBOOK)
        if frame:
            return replace(bare, kind="video", player=frame, ttl=MINUTE)
        if failure.answered:
            return bare
        raise
    return found


def _player(page: Url) -> Player:
    ratio = PORTRAIT if page.path.startswith("/reel/") else WIDESCREEN
    return Player(url=PLAYER + quote(page.text, safe=""), aspect_ratio=ratio)


def _read(response: Snapshot, frame: Player | None) -> Finding:
    stated = post_preview.page_metadata(response)
    if not stated.title or not (stated.description or stated.image):
        raise UpstreamError("Facebook responded without a preview of the post.", answered=True)
    return Finding(
        kind="video" if frame else webpage.kind_of(stated),
        method="metadata",
        provider=FACEBOOK,
        metadata=replace(stated, publisher=FACEBOOK.name),
        player=frame,
        ttl=DAY,
    )


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
            "app",
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
        gives={"rich": "oembed", "video": "oembed"},
        settings=("meta_token",),
        examples=(
            "https://www.facebook.com/ann/posts/pfbid02abcdef",
            "https://m.facebook.com/story.php?story_fbid=1&id=2",
            "https://www.facebook.com/watch/?v=1234567890",
            "https://www.facebook.com/ann/videos/1234567890/",
            "https://m.facebook.com/groups/news?multi_permalinks=1234567890&app=fbl",
        ),
        players=(PlayerHost("www.facebook.com", "/plugins/video.php", "video"),),
    ),
)
