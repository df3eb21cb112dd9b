"""YouTube: videos and playlists by oEmbed. The player URL is built from the id.

The endpoint tells a video that is not for other sites (401) from a private one (403). No status is known to
state an age limit: the player does.

Watch pages are never fetched: they answer with a consent wall. The page of a clip is: it alone has the URL of
the clip's player (github.com/jakemiki/twitch-clip-queue/issues/14).

Shape: oEmbed as recorded, with its errors.
"""

import re

from embedsvc.errors import DAY, MINUTE, Failure, NotFound, UpstreamRefused
from embedsvc.model import Ask, Finding, Metadata, Player, Provider, Snapshot, Url
from embedsvc.providers.oembed_answer import ACCEPT, metadata, request_url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import PORTRAIT, WIDESCREEN, Item, start_of
from embedsvc.providers.player import flow as player_flow
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup import oembed
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.safe import PlayerHost

ENDPOINT = "https://www.youtube.com/oembed"
PLAYER = "https://www.youtube-nocookie.com/embed/"
PLAYER_HOSTS = ("youtube.com", "youtube-nocookie.com", "youtubeeducation.com", "youtube.googleapis.com")
HOME = "https://www.youtube.com/"
YOUTUBE = Provider(name="YouTube", url=HOME, key="youtube")

PAGE = re.compile(
    r"/clip/(?P<clip>Ugk[A-Za-z0-9_-]{20,50})/?(?:\?.*)?"
    r"|/playlist\?(?:.*&)?list=(?P<playlist>[A-Za-z0-9_-]{12,64})(?:&.*)?"
    r"|/(?:watch(?:_popup)?/?\?(?:.*&)?v=|(?:watch|shorts|live|vi)/)(?P<video>[A-Za-z0-9_-]{11})(?:[/?&;].*)?",
    re.DOTALL,
)
SHORT = re.compile(r"/(?P<video>[A-Za-z0-9_-]{11})(?:[/?&;].*)?", re.DOTALL)
CLIP = re.compile(
    r"https://www\.youtube\.com/embed/(?P<video>[A-Za-z0-9_-]{11})\?(?:[^\"']*&(?:amp;)?)?"
    r"(?P<clip>clip=[A-Za-z0-9_-]{20,60})&(?:amp;)?(?P<moment>clipt=[A-Za-z0-9_%-]{4,60})"
)
"""The player of a clip, in its page and in the HTML of an oEmbed answer."""
MIRRORS = (
    "yewtu.be",
    "inv.nadeko.net",
    "invidious.nerdvpn.de",
    "invidious.snopyta.org",
    "piped.video",
    "piped.kavin.rocks",
)
"""Front ends of others (Invidious, Piped) with YouTube's paths."""

NO_VIDEO = "YouTube has no video with this id, or it was removed."
NOT_EMBEDDABLE = "The owner of this video does not allow it on other sites."
PRIVATE = "This video is private."
FAILURES: dict[int, tuple[type[Failure], str]] = {
    400: (NotFound, NO_VIDEO),
    401: (UpstreamRefused, NOT_EMBEDDABLE),
    403: (UpstreamRefused, PRIVATE),
    404: (NotFound, NO_VIDEO),
}
"""By the status of the oEmbed endpoint."""
WORDS = {b"bad request": 400, b"unauthorized": 401, b"forbidden": 403, b"not found": 404}
"""Bodies that the endpoint sends with these statuses, and at times with 200."""


def flow(
    url: Url, video: str | None = None, playlist: str | None = None, clip: str | None = None
) -> SiteFlow:
    """The oEmbed answer's title and channel with our player; the player alone if the endpoint is down."""
    if clip:
        return (yield from _clip(f"{HOME}clip/{clip}"))
    page = HOME + (f"watch?v={video}" if video else f"playlist?list={playlist}")
    player = _video(url, video) if video else _playlist(playlist)
    try:
        answer: OEmbed = yield Ask(
            url=request_url(ENDPOINT, {"format": "json", "url": page}),
            read=_read,
            method="oembed",
            accept=ACCEPT,
            failures=FAILURES,
        )
    except Failure as failure:
        if failure.stated_by_source:
            raise  # removed, private or not embeddable: the player would only show an error
        return Finding(
            kind="video", method="link", provider=YOUTUBE, metadata=Metadata(), player=player, ttl=MINUTE
        )
    return Finding(
        kind="video", method="oembed", provider=YOUTUBE, metadata=metadata(answer), player=player, ttl=DAY
    )


def _read(snapshot: Snapshot) -> OEmbed:
    status = WORDS.get(snapshot.body[:100].strip(b' \r\n\t".').lower())
    if status:
        kind, detail = FAILURES[status]
        raise kind(detail)
    return oembed.parse(snapshot)


def _clip(page: str) -> SiteFlow:
    return player_flow(
        Item(
            provider=YOUTUBE,
            kind="video",
            page=page,
            from_answer=lambda answer: _clip_player(answer.html),
            from_page=lambda page: _clip_player(page.head.first("og:video:url", "og:video:secure_url")),
            endpoint=ENDPOINT,
        )
    )


def _clip_player(text: str | None) -> Player | None:
    found = CLIP.search(text or "")
    if found is None:
        return None
    return Player(url=f"{PLAYER}{found['video']}?{found['clip']}&{found['moment']}", aspect_ratio=WIDESCREEN)


def _playlist(playlist: str | None) -> Player:
    return Player(url=f"{PLAYER}videoseries?list={playlist}", aspect_ratio=WIDESCREEN)


def _video(url: Url, video: str) -> Player:
    start = start_of(url)
    return Player(
        url=f"{PLAYER}{video}" + (f"?start={start}" if start else ""),
        aspect_ratio=PORTRAIT if url.path.startswith("/shorts/") else WIDESCREEN,
    )


SITES = (
    Site(
        provider=YOUTUBE,
        hosts={"youtu.be": SHORT, "youtube.com": PAGE, "youtube-nocookie.com": PAGE},
        flow=flow,
        aliases=dict.fromkeys(("m.youtube.com", "www.youtubekids.com", *MIRRORS), "www.youtube.com"),
        tracking=("si", "feature", "pp", "ab_channel", "app", "embeds_*", "source_ve_path"),
        retention="full",
        permalinks=(
            Permalink(
                PLAYER_HOSTS,
                r"/embed(?:/(?:videoseries)?)?\?(?:.*&)?list=(?P<list>[\w-]{12,64})(?:&.*)?",
                "https://www.youtube.com/playlist?list={list}",
                Example(
                    "https://www.youtube.com/embed/videoseries?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
                    "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
                ),
            ),
            Permalink(
                PLAYER_HOSTS,
                "/p/(?P<list>[0-9A-F]{16})(?:[?&].*)?",
                "https://www.youtube.com/playlist?list=PL{list}",
                Example(
                    "https://www.youtube.com/p/0123456789ABCDEF?hl=en",
                    "https://www.youtube.com/playlist?list=PL0123456789ABCDEF",
                ),
            ),
            Permalink(
                PLAYER_HOSTS,
                r"/embed/live_stream\?(?:.*&)?channel=(?P<channel>[\w-]{10,40})(?:&.*)?",
                "https://www.youtube.com/channel/{channel}/live",
                Example(
                    "https://www.youtube.com/embed/live_stream?channel=UCabcdefghij",
                    "https://www.youtube.com/channel/UCabcdefghij/live",
                ),
            ),
            Permalink(
                PLAYER_HOSTS,
                r"/(?:embed|v|e)/(?P<video>(?!videoseries|live_stream)[\w-]{11})(?:[/?&].*)?[?&]start=(?P<start>[1-9]\d{0,5})(?:&.*)?",
                "https://www.youtube.com/watch?v={video}&t={start}s",
                Example(
                    "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?rel=0&start=90",
                    "https://www.youtube.com/watch?v=jNQXAC9IVRw&t=90s",
                ),
            ),
            Permalink(
                PLAYER_HOSTS,
                r"/(?:embed|v|e)/(?P<video>(?!videoseries|live_stream)[\w-]{11})(?:[/?&;].*)?",
                "https://www.youtube.com/watch?v={video}",
                Example(
                    "https://www.youtube.com/v/jNQXAC9IVRw?fs=1&hl=en_US",
                    "https://www.youtube.com/watch?v=jNQXAC9IVRw",
                ),
            ),
        ),
        players=(PlayerHost("www.youtube-nocookie.com", "/embed/", "video"),),
        gives={"video": "oembed"},
        examples=(
            "https://www.youtube.com/watch?v=jNQXAC9IVRw",
            "https://m.youtube.com/watch?app=desktop&v=jNQXAC9IVRw&t=4s",
            "https://youtu.be/jNQXAC9IVRw?si=abcdefgh",
            "https://www.youtube.com/shorts/jNQXAC9IVRw",
            "https://www.youtube.com/clip/UgkxMIGWXhMR2jbsdfp6iPi87BVkTJFqCamp?si=abcdefgh",
            "https://www.youtube.com/live/jNQXAC9IVRw?feature=share",
            "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw",
            "https://www.youtubeeducation.com/embed/jNQXAC9IVRw",
            "https://www.youtubekids.com/watch?v=jNQXAC9IVRw",
            "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
            "https://www.youtube.com/embed/videoseries?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        ),
    ),
)
