"""YouTube: videos and playlists by oEmbed; the player is built from the id.

Watch pages are never read: they answer with a consent wall.
"""

import re

from embedsvc.errors import DAY, MINUTE, Failure, NotFound, UpstreamRefused
from embedsvc.model import Finding, Flow, Metadata, Player, Provider, Url
from embedsvc.providers.oembed_answer import ask, metadata, request
from embedsvc.providers.site import Site
from embedsvc.read.markup.oembed import OEmbed

ENDPOINT = "https://www.youtube.com/oembed"
PLAYER = "https://www.youtube-nocookie.com/embed/"
HOME = "https://www.youtube.com/"
YOUTUBE = Provider(name="YouTube", url=HOME, key="youtube")

VIDEO = "(?P<id>[A-Za-z0-9_-]{11})"
WATCH = re.compile(
    rf"/watch/?\?(?:.*&)?v={VIDEO}(?:&.*)?"
    rf"|/(?P<form>embed|shorts|live|v|e)/{VIDEO.replace('id', 'path_id')}(?:[/?&].*)?"
    r"|/(?:playlist|embed/videoseries)\?(?:.*&)?list=(?P<list>[A-Za-z0-9_-]{12,64})(?:&.*)?",
    re.DOTALL,
)
SHORT = re.compile(rf"/{VIDEO}(?:\?.*)?", re.DOTALL)
MOMENT = re.compile(
    r"(?:.*[?&])?(?:t|start)=(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?(?:&.*)?", re.DOTALL
)


def flow(url: Url) -> Flow:
    """The oEmbed answer's title and channel with our own player; the player alone where nothing answers."""
    page, player = _page(url), _player(url)
    try:
        answer: OEmbed = yield ask(request(ENDPOINT, {"format": "json", "url": page}), method="oembed")
    except (NotFound, UpstreamRefused):
        raise  # removed, private, or not to be shown elsewhere: a player would stay dark
    except Failure:
        return Finding(
            kind="video", method="link", provider=YOUTUBE, metadata=Metadata(), player=player, ttl=MINUTE
        )
    return Finding(
        kind="video", method="oembed", provider=YOUTUBE, metadata=metadata(answer), player=player, ttl=DAY
    )


def _ids(url: Url) -> tuple[str | None, str | None]:
    """The video's id, or else the playlist's."""
    match = SITE.match(url)
    found = match.groupdict() if match else {}
    return found.get("id") or found.get("path_id"), found.get("list")


def _page(url: Url) -> str:
    video, playlist = _ids(url)
    return HOME + (f"watch?v={video}" if video else f"playlist?list={playlist}")


def _player(url: Url) -> Player:
    video, playlist = _ids(url)
    upright = url.path.startswith("/shorts/")
    if not video:
        return Player(url=f"{PLAYER}videoseries?list={playlist}", aspect_ratio=round(16 / 9, 4))
    start = _start(url)
    return Player(
        url=f"{PLAYER}{video}" + (f"?start={start}" if start else ""),
        aspect_ratio=round(9 / 16 if upright else 16 / 9, 4),
    )


def _start(url: Url) -> int:
    """The second at which the link begins (`t=1h2m3s`, `t=90`, `start=90`)."""
    match = MOMENT.fullmatch(url.query)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


SITE = Site(
    hosts={"youtu.be": SHORT, "youtube.com": WATCH, "youtube-nocookie.com": WATCH},
    flow=flow,
    examples=(
        "https://www.youtube.com/watch?v=jNQXAC9IVRw",
        "https://m.youtube.com/watch?app=desktop&v=jNQXAC9IVRw&t=4s",
        "https://youtu.be/jNQXAC9IVRw?si=abcdefgh",
        "https://www.youtube.com/shorts/jNQXAC9IVRw",
        "https://www.youtube.com/live/jNQXAC9IVRw?feature=share",
        "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw",
        "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
    ),
)
