"""YouTube: videos and playlists by oEmbed. The player URL is built from the id.

Watch pages are never fetched: they answer with a consent wall.
"""

import re

from embedsvc.errors import DAY, MINUTE, Failure, NotFound, UpstreamRefused
from embedsvc.model import Ask, Finding, Flow, Metadata, Player, Provider, Snapshot, Url
from embedsvc.providers.oembed_answer import ACCEPT, metadata, request_url
from embedsvc.providers.site import Site
from embedsvc.read.markup import oembed
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.safe import PlayerHost

ENDPOINT = "https://www.youtube.com/oembed"
PLAYER = "https://www.youtube-nocookie.com/embed/"
HOME = "https://www.youtube.com/"
YOUTUBE = Provider(name="YouTube", url=HOME, key="youtube")

PAGE = re.compile(
    r"/(?:playlist|embed/videoseries)\?(?:.*&)?list=(?P<playlist>[A-Za-z0-9_-]{12,64})(?:&.*)?"
    r"|/(?:watch(?:_popup)?/?\?(?:.*&)?v=|(?:watch|embed|shorts|live|v|e|vi)/)(?P<video>[A-Za-z0-9_-]{11})(?:[/?&;].*)?",
    re.DOTALL,
)
SHORT = re.compile(r"/(?P<video>[A-Za-z0-9_-]{11})(?:[/?&;].*)?", re.DOTALL)
START = re.compile(
    r"[?&;#](?:t|start|time_continue)="
    r"(?:(?:(?P<h>\d{1,2})h)?(?:(?P<m>\d{1,3})m)?(?:(?P<s>\d{1,6})(?:\.\d*)?s?)?"
    r"|(?:(?P<H>\d{1,2}):)?(?P<M>\d{1,3}):(?P<S>\d{2}))(?=[&;#]|$)"
)
"""`t=1h2m3s`, `t=90`, `t=1:30`, in the query, after the id or in the fragment."""

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


def flow(url: Url, video: str | None = None, playlist: str | None = None) -> Flow:
    """The oEmbed answer's title and channel with our player; the player alone if the endpoint is down."""
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


def _playlist(playlist: str | None) -> Player:
    return Player(url=f"{PLAYER}videoseries?list={playlist}", aspect_ratio=round(16 / 9, 4))


def _video(url: Url, video: str) -> Player:
    start = _start(url)
    return Player(
        url=f"{PLAYER}{video}" + (f"?start={start}" if start else ""),
        aspect_ratio=round(9 / 16 if url.path.startswith("/shorts/") else 16 / 9, 4),
    )


def _start(url: Url) -> int:
    """The second at which playback starts; 0 for the beginning."""
    for match in START.finditer(f"{url.target}#{url.fragment}"):
        hours, minutes, seconds = (
            int(match[long] or match[short] or 0) for long, short in ("hH", "mM", "sS")
        )
        if start := hours * 3600 + minutes * 60 + seconds:
            return start
    return 0


SITES = (
    Site(
        provider=YOUTUBE,
        hosts={"youtu.be": SHORT, "youtube.com": PAGE, "youtube-nocookie.com": PAGE},
        flow=flow,
        aliases={"m.youtube.com": "www.youtube.com", **dict.fromkeys(MIRRORS, "www.youtube.com")},
        tracking=("si", "feature", "pp", "ab_channel", "app", "embeds_*", "source_ve_path"),
        retention="full",
        players=(PlayerHost("www.youtube-nocookie.com", "/embed/", "video"),),
        gives={"video": "oembed"},
        examples=(
            "https://www.youtube.com/watch?v=jNQXAC9IVRw",
            "https://m.youtube.com/watch?app=desktop&v=jNQXAC9IVRw&t=4s",
            "https://youtu.be/jNQXAC9IVRw?si=abcdefgh",
            "https://www.youtube.com/shorts/jNQXAC9IVRw",
            "https://www.youtube.com/live/jNQXAC9IVRw?feature=share",
            "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw",
            "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
            "https://www.youtube.com/embed/videoseries?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        ),
    ),
)
