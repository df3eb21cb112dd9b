"""YouTube: videos and playlists by oEmbed. The player URL is built from the id.

Watch pages are never fetched: they answer with a consent wall.
"""

import re

from embedsvc.errors import DAY, MINUTE, Failure
from embedsvc.model import Finding, Flow, Metadata, Player, Provider, Url
from embedsvc.providers.oembed_answer import ask, metadata, request_url
from embedsvc.providers.site import Site
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.safe import PlayerHost

ENDPOINT = "https://www.youtube.com/oembed"
PLAYER = "https://www.youtube-nocookie.com/embed/"
HOME = "https://www.youtube.com/"
YOUTUBE = Provider(name="YouTube", url=HOME, key="youtube")

PAGE = re.compile(
    r"/(?:playlist|embed/videoseries)\?(?:.*&)?list=(?P<playlist>[A-Za-z0-9_-]{12,64})(?:&.*)?"
    r"|/(?:watch/?\?(?:.*&)?v=|(?:embed|shorts|live|v|e)/)(?P<video>[A-Za-z0-9_-]{11})(?:[/?&].*)?",
    re.DOTALL,
)
SHORT = re.compile(r"/(?P<video>[A-Za-z0-9_-]{11})(?:\?.*)?", re.DOTALL)
START = re.compile(
    r"(?:.*[?&])?(?:t|start)=(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?(?:&.*)?", re.DOTALL
)


def flow(url: Url, video: str | None = None, playlist: str | None = None) -> Flow:
    """The oEmbed answer's title and channel with our player; the player alone if the endpoint is down."""
    page = HOME + (f"watch?v={video}" if video else f"playlist?list={playlist}")
    player = _video(url, video) if video else _playlist(playlist)
    try:
        answer: OEmbed = yield ask(request_url(ENDPOINT, {"format": "json", "url": page}), method="oembed")
    except Failure as failure:
        if failure.stated_by_source:
            raise  # removed, private or not embeddable: the player would only show an error
        return Finding(
            kind="video", method="link", provider=YOUTUBE, metadata=Metadata(), player=player, ttl=MINUTE
        )
    return Finding(
        kind="video", method="oembed", provider=YOUTUBE, metadata=metadata(answer), player=player, ttl=DAY
    )


def _playlist(playlist: str | None) -> Player:
    return Player(url=f"{PLAYER}videoseries?list={playlist}", aspect_ratio=round(16 / 9, 4))


def _video(url: Url, video: str) -> Player:
    start = _start(url)
    return Player(
        url=f"{PLAYER}{video}" + (f"?start={start}" if start else ""),
        aspect_ratio=round(9 / 16 if url.path.startswith("/shorts/") else 16 / 9, 4),
    )


def _start(url: Url) -> int:
    """The second at which playback starts (`t=1h2m3s`, `t=90`, `start=90`)."""
    match = START.fullmatch(url.query)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


SITES = (
    Site(
        provider=YOUTUBE,
        hosts={"youtu.be": SHORT, "youtube.com": PAGE, "youtube-nocookie.com": PAGE},
        flow=flow,
        aliases={"m.youtube.com": "www.youtube.com"},
        tracking=("si", "feature", "pp", "ab_channel", "app", "embeds_*", "source_ve_path"),
        retention="full",
        players=(PlayerHost("www.youtube-nocookie.com", "/embed/", "video"),),
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
