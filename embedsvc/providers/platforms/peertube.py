"""PeerTube: videos of any instance by its public API (docs.joinpeertube.org, getVideo).

An instance is recognised by its pages. Its player is never framed, since anybody can run one; it is a link.
"""

import re

from embedsvc.errors import DAY, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import Ask, Author, Finding, Image, Metadata, Player, Provider, Snapshot, Url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import WIDESCREEN, Failures, start_of
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.providers.webpage import Page
from embedsvc.read.html.document import Document
from embedsvc.read.language import tag_of
from embedsvc.read.markup import json, meta
from embedsvc.read.markup.json_path import at, text
from embedsvc.urls import ANY_HOST, join

PEERTUBE = Provider(name="PeerTube", url="https://joinpeertube.org/", key="peertube")
VIDEO = re.compile(r"/(?:w|videos/(?:watch|embed))/(?P<key>[0-9A-Za-z-]{6,36})/?(?:\?.*)?")
"""`/w/p/...` is a playlist, and `/videos/watch/playlist/...` its older form."""
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z")
MAX_RATIO = 10
FAILURES: Failures = {
    401: (UpstreamRefused, "This video is private."),
    403: (UpstreamRefused, "This video is private, or its instance shows it to its members only."),
    404: (NotFound, "The instance has no video with this id, or it was removed."),
}


def recognise(page: Document) -> bool:
    return meta.parse(page).first("og:platform") == "PeerTube"


def flow(url: Url, page: Page) -> SiteFlow:
    """The video by the API of the instance; None for another page, or where the API does not answer."""
    found = VIDEO.fullmatch(url.target)
    if found is None or page.site is None:
        return None
    ask = Ask(
        url=join(f"/api/v1/videos/{found['key']}", url.text),
        read=lambda response: _read(response, start_of(url)),
        method="api",
        accept="application/json",
        failures=FAILURES,
    )
    return (yield from first_answer(ask, last_word=(NotFound, UpstreamRefused)))


def _read(snapshot: Snapshot, start: int) -> Finding:
    video = json.loads(snapshot)
    title, path = text(video, "name"), text(video, "embedPath")
    if title is None or path is None:
        raise UpstreamError("The instance responded without the title of the video.")
    base, moment = snapshot.url, f"?start={start}s" if start else ""
    name = text(video, "channel", "displayName")
    picture = text(video, "previewPath") or text(video, "thumbnailPath")
    return Finding(
        kind="video",
        method="api",
        provider=PEERTUBE,
        metadata=Metadata(
            title=title,
            description=text(video, "description"),
            authors=(Author(name=name, url=text(video, "channel", "url")),) if name else (),
            publisher=text(video, "account", "host"),
            published=_moment(text(video, "originallyPublishedAt")) or _moment(text(video, "publishedAt")),
            language=tag_of(text(video, "language", "id")),
            image=Image(url=join(picture, base).text) if picture else None,
            canonical_url=text(video, "url"),
        ),
        player=Player(url=join(path, base).text + moment, aspect_ratio=_ratio(at(video, "aspectRatio"))),
        ttl=DAY,
    )


def _ratio(stated: object) -> float:
    """Older instances state none."""
    is_ratio = isinstance(stated, int | float) and 0 < stated <= MAX_RATIO
    return float(stated) if is_ratio else WIDESCREEN  # type: ignore[arg-type]


def _moment(stated: str | None) -> str | None:
    """RFC 3339 in UTC, without the milliseconds that it always has."""
    found = MOMENT.fullmatch(stated or "")
    return f"{found[1]}Z" if found else None


SITES = (
    Site(
        provider=PEERTUBE,
        hosts={"joinpeertube.org": None},
        retention="full",
        permalinks=(
            Permalink(
                (ANY_HOST,),
                r"/videos/embed/(?P<video>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{21,22})/?(?:\?.*)?",
                "/videos/watch/{video}",
                Example(
                    "https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?warningTitle=0",
                    "https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
                ),
            ),
        ),
        flow=flow,
        gives={"video": "api"},
        recognise=recognise,
    ),
)
