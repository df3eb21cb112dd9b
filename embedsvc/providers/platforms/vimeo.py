"""Vimeo: videos by oEmbed. The player URL is built from the id.

The URL of an unlisted video has a second, secret part, which the endpoint and the player both need. The
endpoint refuses a video that may be embedded on certain sites only; its page still has a title.

Shape: oEmbed as Vimeo documents it (developer.vimeo.com/api/oembed/videos).
"""

import re

from embedsvc.errors import DAY, MINUTE, Failure, Gone, NotFound, UpstreamRefused
from embedsvc.model import Finding, Metadata, Player, Provider, Url
from embedsvc.providers import player
from embedsvc.providers.oembed_answer import ask, completed, metadata, request_url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import Item
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.safe import PlayerHost
from embedsvc.urls import parameter

ENDPOINT = "https://vimeo.com/api/oembed.json"
PLAYER = "https://player.vimeo.com/video/"
HOME = "https://vimeo.com/"
VIMEO = Provider(name="Vimeo", url=HOME, key="vimeo")

UNLISTED = "[0-9a-f]{6,40}"
VIDEO = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/|(?:album|showcase)/\d+/video/|ondemand/[\w-]+/"
    r"|manage/videos/)?"
    rf"(?P<video>\d{{1,12}})(?:/(?P<unlisted>{UNLISTED}))?/?(?:\?.*)?"
    r"|/(?P<group>(?:event|showcase)/\d{1,12})/?(?:\?.*)?",
    re.DOTALL,
)


def flow(url: Url, video: str | None, unlisted: str | None, group: str | None) -> SiteFlow:
    if video is None:
        return _group(f"{HOME}{group}")
    return _video(url, video, unlisted)


def _group(page: str) -> SiteFlow:
    """An event or a showcase."""
    shown = Player(url=f"{page}/embed", aspect_ratio=player.WIDESCREEN)
    return player.flow(
        Item(
            provider=VIMEO,
            kind="video",
            page=page,
            player=shown,
            endpoint=ENDPOINT,
            parameters={"dnt": "1"},
        )
    )


def _video(url: Url, video: str, unlisted: str | None) -> SiteFlow:
    """The oEmbed answer with our player; the player alone if the endpoint is down. If it refuses, what the
    page states without the player, which would refuse too.
    """
    unlisted = unlisted or _unlisted_parameter(url)
    page = HOME + (f"{video}/{unlisted}" if unlisted else video)
    known = Metadata(canonical_url=page)
    try:
        answer: OEmbed = yield ask(
            request_url(ENDPOINT, {"url": page, "dnt": "1"}), method="oembed", share=0.5
        )
    except (NotFound, Gone):
        raise  # removed or private: the player would only show an error
    except UpstreamRefused:
        return (yield from player.flow(Item(provider=VIMEO, kind="video", page=page)))
    except Failure:
        alone = _player(url, video, unlisted, None)
        return Finding(kind="video", method="link", provider=VIMEO, metadata=known, player=alone, ttl=MINUTE)
    return Finding(
        kind="video",
        method="oembed",
        provider=VIMEO,
        metadata=completed(metadata(answer), known),
        player=_player(url, video, unlisted, answer),
        ttl=DAY,
    )


def _unlisted_parameter(url: Url) -> str | None:
    """The secret in the URL of a player."""
    value = parameter(url.query, "h")
    return value if value and re.fullmatch(UNLISTED, value) else None


def _player(url: Url, video: str, unlisted: str | None, answer: OEmbed | None) -> Player:
    start = player.start_of(url)
    width, height = (answer.width, answer.height) if answer else (None, None)
    return Player(
        url=f"{PLAYER}{video}?"
        + (f"h={unlisted}&" if unlisted else "")
        + "dnt=1"
        + (f"#t={start}s" if start else ""),
        width=width,
        height=height,
        aspect_ratio=round(width / height, 4) if width and height else None,
    )


SITES = (
    Site(
        provider=VIMEO,
        hosts={"vimeo.com": VIDEO},
        flow=flow,
        tracking=("share", "fl", "fe", "turnstile"),
        retention="full",
        permalinks=(
            Permalink(
                ("player.vimeo.com",),
                r"/video/(?P<video>\d{1,12})/?\?(?:.*&)?h=(?P<unlisted>[0-9a-f]{6,40})(?:&.*)?",
                "https://vimeo.com/{video}/{unlisted}",
                Example(
                    "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1",
                    "https://vimeo.com/76979871/8272103f6e",
                ),
            ),
            Permalink(
                ("player.vimeo.com",),
                r"/video/(?P<video>\d{1,12})/?(?:\?.*)?",
                "https://vimeo.com/{video}",
                Example("https://player.vimeo.com/video/76979871?title=0", "https://vimeo.com/76979871"),
            ),
            Permalink(
                ("vimeo.com",),
                r"/moogaloop\.swf\?(?:.*&)?clip_id=(?P<video>\d{1,12})(?:&.*)?",
                "https://vimeo.com/{video}",
                Example(
                    "https://vimeo.com/moogaloop.swf?clip_id=76979871&server=vimeo.com",
                    "https://vimeo.com/76979871",
                ),
            ),
            Permalink(
                ("vimeo.com",),
                r"/(?P<kind>event|showcase|album)/(?P<id>\d{1,12})/embed(?:[/?].*)?",
                "https://vimeo.com/{kind}/{id}",
                Example("https://vimeo.com/event/7654321/embed", "https://vimeo.com/event/7654321"),
            ),
        ),
        players=(
            PlayerHost("player.vimeo.com", "/video/", "video"),
            PlayerHost("vimeo.com", "/event/*/embed", "video"),
            PlayerHost("vimeo.com", "/showcase/*/embed", "video"),
        ),
        gives={"video": "oembed"},
        examples=(
            "https://vimeo.com/76979871",
            "https://vimeo.com/76979871/8272103f6e?share=copy",
            "https://vimeo.com/channels/staffpicks/76979871",
            "https://vimeo.com/groups/shortfilms/videos/76979871",
            "https://vimeo.com/showcase/1234567/video/76979871",
            "https://vimeo.com/ondemand/documentaries/76979871",
            "https://vimeo.com/manage/videos/76979871",
            "https://vimeo.com/event/7654321",
            "https://vimeo.com/showcase/1234567",
            "https://player.vimeo.com/video/76979871?h=8272103f6e",
        ),
    ),
)
