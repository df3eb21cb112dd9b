"""Any web page: its own metadata, and what the oEmbed answer that it points to adds."""

import dataclasses
from dataclasses import dataclass
from urllib.parse import parse_qs

from embedsvc import media_types, providers
from embedsvc.errors import HOUR, MINUTE, Failure, UnsupportedMediaType, UpstreamError
from embedsvc.model import (
    Ask,
    Finding,
    Flow,
    Image,
    Kind,
    Media,
    MediaType,
    Metadata,
    Moved,
    Provider,
    Snapshot,
    Url,
)
from embedsvc.providers import oembed_answer
from embedsvc.read import fields
from embedsvc.read.html import document
from embedsvc.read.markup import oembed, refresh
from embedsvc.read.page import walls
from embedsvc.urls import normalise, site

KEY = "webpage"
SHORTEST = 10 * MINUTE
ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
ARTICLES = ("article", "posting", "report", "review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was read of an answer: `file` for a bare picture, sound or film, else a page's facts."""

    url: str
    file: MediaType | None = None
    metadata: Metadata = Metadata()
    endpoints: tuple[str, ...] = ()
    """oEmbed answers that the page points to."""
    onward: str | None = None
    """Where the page sends its reader at once."""
    ttl: int = HOUR
    """How long it holds (seconds)."""
    answer: oembed.OEmbed | None = None
    """In place of a page: the answer to an oEmbed request that was pasted."""


def read(snapshot: Snapshot) -> Page:
    """Reads one answer as a page; raises UnsupportedMediaType, or what a wall stands for."""
    match media_types.kind_of(snapshot.media_type):
        case "photo" | "audio" | "video" as file:
            return Page(url=snapshot.url, file=file, ttl=_ttl(snapshot))
        case "data":
            return Page(url=snapshot.url, answer=_answer(snapshot), ttl=_ttl(snapshot))
    page = document.parse(snapshot)
    wall = walls.check(page)
    if wall:
        raise wall
    return Page(
        url=snapshot.url,
        metadata=fields.metadata(page),
        endpoints=oembed.links(page),
        onward=refresh.target(page),
        ttl=_ttl(snapshot),
    )


def _answer(snapshot: Snapshot) -> oembed.OEmbed:
    try:
        return oembed.parse(snapshot)
    except UpstreamError:
        raise UnsupportedMediaType("There is data at this link, not a page.") from None


def ask(url: Url) -> Ask[Page]:
    return Ask(url=url, read=read, method="metadata", accept=ACCEPT)


def flow(url: Url) -> Flow:
    """The page's facts; a page that says nothing, a wall among them, gives a bare link."""
    try:
        page: Page = yield ask(url)
    except Failure as failure:
        if failure.answered:
            return link(url)
        raise
    end = normalise(page.url)
    elsewhere = _elsewhere(url, end, page)
    if elsewhere:
        return elsewhere
    if page.file:
        return _file(end, page.file, page.ttl)
    for endpoint in page.endpoints:
        if not _wanted(endpoint, page.metadata):
            continue
        try:
            answer: oembed.OEmbed = yield oembed_answer.ask_link(endpoint, method="discovery")
        except Failure:
            continue  # the driver has noted it; the page speaks for itself
        return _discovered(end, page, answer)
    return _discovered(end, page, page.answer) if page.answer else _found(end, page.metadata, page.ttl)


def _elsewhere(url: Url, end: Url, page: Page) -> Moved | None:
    """Where the link really leads: on from a page that only refreshes, or to the platform where it ended, or
    which a pasted oEmbed request asks about.
    """
    if page.onward and not (page.metadata.title and page.metadata.description):
        return Moved(page.onward)
    if end.host != url.host and providers.choose(end) is not flow:
        return Moved(end.text)
    asked = (*parse_qs(url.query).get("url", ())[:1], page.answer.url) if page.answer else ()
    return next((Moved(about) for about in asked if about and _is_platform(about)), None)


def _is_platform(text: str) -> bool:
    try:
        url = normalise(text)
    except Failure:
        return False
    return any(site.match(url) for site in providers.sites())


def link(url: Url) -> Finding:
    """What is known where the page says nothing."""
    nothing = Metadata()
    return Finding(
        kind="link", method="link", provider=_provider(url, nothing), metadata=nothing, ttl=10 * MINUTE
    )


def kind_of(metadata: Metadata) -> Kind:
    """Article or plain link: by the page's own type, else by having a date or an author."""
    told = any(word in (metadata.type or "").lower() for word in ARTICLES)
    return "article" if told or metadata.published or metadata.authors else "link"


def _wanted(endpoint: str, metadata: Metadata) -> bool:
    """WordPress's own answer holds the page's title, its author and a frame of the page itself."""
    return "/wp-json/oembed/" not in endpoint or not (metadata.title and metadata.authors)


def _discovered(url: Url, page: Page, answer: oembed.OEmbed) -> Finding:
    found = _found(url, oembed_answer.filled(page.metadata, oembed_answer.metadata(answer)), page.ttl)
    enriched = oembed_answer.enriched(found, answer)
    return enriched if enriched.method == "link" else dataclasses.replace(enriched, method="discovery")


def _found(url: Url, metadata: Metadata, ttl: int) -> Finding:
    if not (metadata.title or metadata.description or metadata.image):
        return link(url)
    return Finding(
        kind=kind_of(metadata),
        method="metadata",
        provider=_provider(url, metadata),
        metadata=metadata,
        ttl=ttl,
    )


def _ttl(snapshot: Snapshot) -> int:
    """As long as the answer says that it holds, but not less than news pages say who want to be counted."""
    return HOUR if snapshot.fresh_for is None else max(snapshot.fresh_for, SHORTEST)


def _provider(url: Url, metadata: Metadata) -> Provider:
    origin = "/".join(url.text.split("/", 3)[:3]) + "/"
    return Provider(name=metadata.publisher or site(url.host), url=origin, key=KEY)


def _file(url: Url, kind: MediaType, ttl: int) -> Finding:
    nothing = Metadata()
    return Finding(
        kind=kind,
        method="metadata",
        provider=_provider(url, nothing),
        metadata=Metadata(image=Image(url=url.text)) if kind == "photo" else nothing,
        media=(Media(type=kind, url=url.text),),
        ttl=ttl,
    )
