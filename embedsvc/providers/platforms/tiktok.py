"""TikTok: the caption of a video or a photo post by oEmbed; a page without its script shows nothing.

The shape is that of developers.tiktok.com/doc/embed-videos: `title` is the caption, the HTML has it with
links to tags and accounts, sizes are "100%" and those of the thumbnail are the video's. A removed or private
video is status 400 with a code and a message. A photo post is requested as `/video/ID`, as iframely does. The
upper 32 bits of an id are the second in which it was posted, as metascraper-tiktok reads it.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime

from embedsvc.errors import HOUR, MINUTE, Failure, NotFound, for_status
from embedsvc.model import Ask, Author, Finding, Media, Moved, Player, Provider, Run, Snapshot, Url
from embedsvc.providers import oembed_answer, player, post, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.html import tree
from embedsvc.read.markup import oembed
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.read.posts import plain, runs
from embedsvc.safe import PlayerHost
from embedsvc.urls import parse

HOME = "https://www.tiktok.com/"
TIKTOK = Provider(name="TikTok", url=HOME, key="tiktok")
ENDPOINT = HOME + "oembed"
PLAYER = HOME + "player/v1/"
POST = re.compile(
    r"/(?:[a-z]{2}(?:-[A-Za-z]{2})?/)?(?:@(?P<who>[\w.-]{0,64})/(?P<form>video|photo)|(?:share/)?(?:video|v))/(?P<video>\d{8,24})(?:\.html)?/?(?:\?.*)?"
    r"|/t/\w{4,20}/?(?:\?.*)?"
)
SHORT = re.compile(r"/\w{4,20}/?(?:\?.*)?")
HANDLE = re.compile(r"https://(?:www|m)\.tiktok\.com/@(?P<who>[\w.-]{1,64})")
NO_VIDEO = "TikTok has no public video with this id: it was removed or is private."
FAILURES: player.Failures = {400: (NotFound, NO_VIDEO), 404: (NotFound, NO_VIDEO)}
FIRST = 1_400_000_000
"""Seconds since the epoch. Older numbers are no ids of TikTok."""
TTL = 6 * HOUR
"""The addresses of covers expire (developers.tiktok.com/doc/tiktok-api-v2-video-object)."""


def flow(
    url: Url,
    who: str | None = None,
    form: str | None = None,
    video: str | None = None,
) -> SiteFlow:
    """The post by oEmbed; where that is down, the player with the account and the moment in the URL."""
    if video is None:
        return (yield from _short(url))
    page = f"{HOME}@{who or '_'}/video/{video}"
    try:
        answer: OEmbed = yield Ask(
            url=oembed_answer.request_url(ENDPOINT, {"format": "json", "url": page}),
            read=oembed.parse,
            method="oembed",
            accept=oembed_answer.ACCEPT,
            failures=FAILURES,
        )
    except NotFound:
        raise  # the player would only show an error
    except Failure:
        return _finding(video, who, form, OEmbed(type="video"), answered=False)
    return _finding(video, who, form, answer, answered=True)


def _short(url: Url) -> SiteFlow:
    """The post that a short link leads to, even if its page is refused; an unknown one has none."""
    refusals = frozenset({400, 403, 404, 429, 500, 502, 503})
    end: str = yield replace(webpage.ask(url, _end, share=0.5), read_statuses=refusals)
    return Moved(end)


def _end(response: Snapshot) -> str:
    end = parse(response.url)
    if end.host.endswith(".tiktok.com") and end.path.startswith("/@"):
        return end.text
    failure = for_status(response.status) or NotFound
    raise failure("This short link of TikTok leads to no post.")


def _finding(video: str, who: str | None, form: str | None, answer: OEmbed, *, answered: bool) -> Finding:
    account = HANDLE.match(answer.author_url or "")
    handle = account["who"] if account else who if who and who != "_" else None
    profile = f"{HOME}@{handle}" if handle else None
    name = answer.author_name or handle
    page = f"{HOME}@{handle or '_'}/{form or 'video'}/{video}"
    words = post.quote(_caption(answer))
    metadata = post.metadata(
        TIKTOK,
        words,
        author=Author(name=name, handle=handle, url=profile) if name else None,
        url=page,
        published=_posted(int(video)),
    )
    cover = oembed_answer.metadata(answer).image
    found = Finding(
        kind="video",
        method="oembed" if answered else "link",
        provider=TIKTOK,
        metadata=replace(metadata, title=answer.title, image=cover),
        quote=words if words.runs else None,
        player=_player(video, answer),
        ttl=TTL if answered else MINUTE,
    )
    if form != "photo":
        return found
    photo = Media(type="photo", url=cover.url, width=cover.width, height=cover.height) if cover else None
    return replace(
        found,
        kind="post",
        metadata=replace(found.metadata, title=None),
        player=None,
        media=(photo,) if photo else (),
    )


def _caption(answer: OEmbed) -> tuple[Run, ...]:
    """With its links to tags and accounts, without their trace of the embed."""
    caption = tree.parse((answer.html or "").encode("utf-8", "replace")).css_first("blockquote section p")
    found = runs.from_html(caption.html or "", HOME) if caption else ()
    return tuple(
        replace(run, url=run.url.removesuffix("?refer=embed")) if run.url else run for run in found
    ) or plain.to_runs(answer.title or "")


def _posted(video: int) -> str | None:
    seconds = video >> 32
    if not FIRST <= seconds < 2**31:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _player(video: str, answer: OEmbed) -> Player:
    width, height = answer.thumbnail_width, answer.thumbnail_height
    ratio = round(width / height, 4) if width and height else player.PORTRAIT
    return Player(url=PLAYER + video, aspect_ratio=ratio)


SITES = (
    Site(
        provider=TIKTOK,
        hosts={"tiktok.com": POST, "vm.tiktok.com": SHORT, "vt.tiktok.com": SHORT},
        flow=flow,
        profile=HOME + "@{handle}",
        gives={"video": "oembed", "post": "oembed"},
        aliases={
            **dict.fromkeys(
                (
                    *(
                        "tiktok.com",
                        "m.tiktok.com",
                        "vxtiktok.com",
                        "tnktok.com",
                        "tfxktok.com",
                        "fixtiktok.com",
                    ),
                    *("www.vxtiktok.com", "www.tnktok.com", "www.tfxktok.com"),
                ),
                "www.tiktok.com",
            ),
            **dict.fromkeys(("vm.vxtiktok.com", "vm.tnktok.com", "vm.tfxktok.com"), "vm.tiktok.com"),
        },
        tracking=(
            "_t",
            "_r",
            "_d",
            "is_from_webapp",
            "is_copy_url",
            "sender_device",
            "sender_web_id",
            "share_app_id",
            "share_item_id",
            "share_link_id",
            "source",
            "timestamp",
            "tt_from",
            "u_code",
            "user_id",
            "web_id",
            "refer",
            "sec_uid",
            "sec_user_id",
            "social_sharing",
            "checksum",
            "preview_pb",
        ),
        retention="full",
        permalinks=(
            Permalink(
                ("tiktok.com",),
                r"/(?:embed(?:/v[23])?|player/v1)/(?P<video>\d{15,22})(?:[/?].*)?",
                "https://www.tiktok.com/@_/video/{video}",
                Example(
                    "https://www.tiktok.com/embed/v2/7123456789012345678?lang=en",
                    "https://www.tiktok.com/@_/video/7123456789012345678",
                ),
            ),
            Permalink(
                ("tiktok.com",),
                r"/embed/(?P<account>@[\w.-]{2,30})(?:[/?].*)?",
                "https://www.tiktok.com/{account}",
                Example("https://www.tiktok.com/embed/@bees", "https://www.tiktok.com/@bees"),
            ),
        ),
        players=(PlayerHost("www.tiktok.com", "/player/", "video"),),
        examples=(
            "https://www.tiktok.com/@scout2015/video/6718335390845095173",
            "https://m.tiktok.com/@newsroom/video/7106594312292453675?is_from_webapp=1",
            "https://www.tiktok.com/@newsroom/photo/7106594312292453675",
            "https://m.tiktok.com/v/7106594312292453675.html",
            "https://www.tiktok.com/t/ZTRabcdef/",
            "https://vm.tiktok.com/ZMabcdefg/",
        ),
    ),
)
