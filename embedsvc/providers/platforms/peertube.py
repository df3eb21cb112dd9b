"""PeerTube: videos of any instance by its public API (docs.joinpeertube.org, getVideo).

An instance is recognised by its pages. Its player is never framed, since anybody can run one; it is a link.
"""

import re
from collections.abc import Mapping
from typing import Any

from embedsvc.errors import DAY, Failure, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import Ask, Author, Finding, Image, Metadata, Player, Provider, Snapshot, Url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import WIDESCREEN, Failures
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.providers.webpage import Page
from embedsvc.read.html.document import Document
from embedsvc.read.markup import json, meta
from embedsvc.urls import ANY_HOST, join

PEERTUBE = Provider(name="PeerTube", url="https://joinpeertube.org/", key="peertube")
VIDEO = re.compile(r"/(?:w|videos/(?:watch|embed))/(?P<key>[0-9A-Za-z-]{6,36})/?(?:\?.*)?")
"""`/w/p/...` is a playlist, and `/videos/watch/playlist/...` its older form."""
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z")
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
    try:
        video: Finding = yield Ask(
            url=join(f"/api/v1/videos/{found['key']}", url.text),
            read=_read,
            method="api",
            accept="application/json",
            failures=FAILURES,
        )
    except (NotFound, UpstreamRefused):
        raise
    except Failure:
        return None  # recorded by the driver; the page has been read
    return video


def _read(snapshot: Snapshot) -> Finding:
    match json.loads(snapshot):
        case {"name": str(title), "embedPath": str(path)} as video:
            return _finding(video, title, path, snapshot.url)
    raise UpstreamError("The instance responded without the title of the video.")


def _finding(video: Mapping[str, Any], title: str, path: str, base: str) -> Finding:
    ratio = video.get("aspectRatio")
    language = _inside(video, "language", "id")
    account = _inside(video, "channel", "displayName"), _inside(video, "channel", "url")
    picture = _text(video, "previewPath") or _text(video, "thumbnailPath")
    return Finding(
        kind="video",
        method="api",
        provider=PEERTUBE,
        metadata=Metadata(
            title=title.strip() or None,
            description=_text(video, "description"),
            authors=(Author(name=account[0], url=account[1]),) if account[0] else (),
            publisher=_inside(video, "account", "host"),
            published=_moment(video, "originallyPublishedAt") or _moment(video, "publishedAt"),
            language=language,
            image=Image(url=join(picture, base).text) if picture else None,
            canonical_url=_text(video, "url"),
        ),
        player=Player(
            url=join(path, base).text,
            aspect_ratio=float(ratio) if isinstance(ratio, int | float) and ratio > 0 else WIDESCREEN,
        ),
        ttl=DAY,
    )


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _inside(video: Mapping[str, Any], name: str, inner: str) -> str | None:
    value = video.get(name)
    return _text(value, inner) if isinstance(value, Mapping) else None


def _moment(video: Mapping[str, Any], name: str) -> str | None:
    """RFC 3339 in UTC, without the milliseconds that it always has."""
    found = MOMENT.fullmatch(_text(video, name) or "")
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
