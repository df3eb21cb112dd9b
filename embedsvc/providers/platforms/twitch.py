"""Twitch: videos, collections, clips and channels from their pages; it has had no oEmbed since 2020.

The player wants the host of every page that frames it in `parent` (dev.twitch.tv/docs/embed/video-and-clips).
They are not known here, so `parent` is empty: `embed.js` fills it.
"""

import re

from embedsvc.model import Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.safe import PlayerHost

TWITCH = Provider(name="Twitch", url="https://www.twitch.tv/", key="twitch")
HOME = "https://www.twitch.tv/"
PAGE = re.compile(
    r"/(?:videos/(?P<video>\d{6,12})|[A-Za-z0-9_]{2,25}/(?:v|video)/(?P<film>\d{6,12})"
    r"|collections/(?P<collection>[\w-]{6,30})"
    r"|(?:[A-Za-z0-9_]{2,25}/)?clip/(?P<clip>[A-Za-z0-9_-]{4,100})"
    r"|(?!(?:directory|downloads|jobs|p|search|settings|store|subscriptions|turbo|videos|wallet)\b)"
    r"(?P<channel>[A-Za-z0-9_]{2,25}))/?(?:\?.*)?"
)
CLIPS = "clips.twitch.tv"
CLIP = re.compile(r"/(?P<clip>[A-Z][A-Za-z0-9_-]{3,99})/?(?:\?.*)?")
PLAYER = "https://player.twitch.tv/?"
PLAYER_HOSTS = ("player.twitch.tv", "embed.twitch.tv")


def flow(
    url: Url,
    video: str | None = None,
    film: str | None = None,
    collection: str | None = None,
    clip: str | None = None,
    channel: str | None = None,
) -> SiteFlow:
    video = video or film
    if clip:
        page, played = f"https://{CLIPS}/{clip}", f"https://{CLIPS}/embed?clip={clip}"
    elif video:
        start = player.start_of(url)
        moment = f"&time={start}s" if start else ""
        page, played = f"{HOME}videos/{video}", f"{PLAYER}video={video}{moment}"
    elif collection:
        page, played = f"{HOME}collections/{collection}", f"{PLAYER}collection={collection}"
    else:
        page, played = f"{HOME}{channel}", f"{PLAYER}channel={channel}"
    return player.flow(
        Item(
            provider=TWITCH,
            kind="video",
            page=page,
            player=Player(url=f"{played}&autoplay=false&parent=", aspect_ratio=player.WIDESCREEN),
        )
    )


SITES = (
    Site(
        provider=TWITCH,
        hosts={"twitch.tv": None, "www.twitch.tv": PAGE, CLIPS: CLIP},
        flow=flow,
        gives={"video": "metadata"},
        aliases=dict.fromkeys(("twitch.tv", "m.twitch.tv", "go.twitch.tv"), "www.twitch.tv"),
        tracking=("tt_*", "desktop-redirect"),
        retention="full",
        permalinks=(
            Permalink(
                PLAYER_HOSTS,
                r"/\?(?=(?:.*&)?video=v?(?P<video>\d{5,12})(?:&|\Z))(?:.*&)?time=(?P<start>[0-9hms]{2,12})(?:&.*)?",
                "https://www.twitch.tv/videos/{video}?t={start}",
                Example(
                    "https://player.twitch.tv/?time=0h1m5s&video=v123456789&parent=news.example",
                    "https://www.twitch.tv/videos/123456789?t=0h1m5s",
                ),
            ),
            Permalink(
                PLAYER_HOSTS,
                r"/\?(?:.*&)?video=v?(?P<video>\d{5,12})(?:&.*)?",
                "https://www.twitch.tv/videos/{video}",
                Example(
                    "https://player.twitch.tv/?video=v123456789&parent=news.example",
                    "https://www.twitch.tv/videos/123456789",
                ),
            ),
            Permalink(
                PLAYER_HOSTS,
                r"/\?(?:.*&)?collection=(?P<id>[\w-]{6,30})(?:&.*)?",
                "https://www.twitch.tv/collections/{id}",
                Example(
                    "https://player.twitch.tv/?collection=abcDEF123456",
                    "https://www.twitch.tv/collections/abcDEF123456",
                ),
            ),
            Permalink(
                PLAYER_HOSTS,
                r"/\?(?:.*&)?channel=(?P<channel>\w{2,30})(?:&.*)?",
                "https://www.twitch.tv/{channel}",
                Example(
                    "https://player.twitch.tv/?channel=newsroom&parent=news.example",
                    "https://www.twitch.tv/newsroom",
                ),
            ),
            Permalink(
                ("twitch.tv",),
                r"/(?P<channel>\w{2,25})/embed/?(?:\?.*)?",
                "https://www.twitch.tv/{channel}",
                Example("http://www.twitch.tv/newsroom/embed", "https://www.twitch.tv/newsroom"),
            ),
            Permalink(
                ("twitch.tv",),
                r"/widgets/live_embed_player\.swf\?(?:.*&)?channel=(?P<channel>\w{2,25})(?:&.*)?",
                "https://www.twitch.tv/{channel}",
                Example(
                    "http://www.twitch.tv/widgets/live_embed_player.swf?channel=newsroom",
                    "https://www.twitch.tv/newsroom",
                ),
            ),
            Permalink(
                (CLIPS,),
                r"/embed\?(?:.*&)?clip=(?P<clip>(?:\w{2,25}/)?[\w-]{4,100})(?:&.*)?",
                "https://clips.twitch.tv/{clip}",
                Example(
                    "https://clips.twitch.tv/embed?clip=BraveOtter-abc123&parent=news.example",
                    "https://clips.twitch.tv/BraveOtter-abc123",
                ),
            ),
        ),
        players=(
            PlayerHost("player.twitch.tv", "/", "video"),
            PlayerHost(CLIPS, "/embed", "video"),
        ),
        examples=(
            "https://www.twitch.tv/videos/1234567890?t=1h2m",
            "https://www.twitch.tv/newsroom/clip/BraveClipName-ab12_cd",
            "https://m.twitch.tv/clip/BraveClipName-ab12_cd",
            "https://clips.twitch.tv/BraveClipName-ab12_cd",
            "https://www.twitch.tv/collections/abcDEF123456",
            "https://www.twitch.tv/newsroom",
        ),
    ),
)
