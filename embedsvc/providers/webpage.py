"""Any web page: its metadata, completed by the oEmbed answer that it links to."""

import dataclasses
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import parse_qs, parse_qsl, urljoin, urlsplit

from embedsvc import media_types
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
    Player,
    Provider,
    Snapshot,
    Url,
)
from embedsvc.numbers import pixels
from embedsvc.providers import oembed_answer
from embedsvc.providers.oembed_registry import endpoint_of
from embedsvc.providers.site import Site
from embedsvc.read import fields, walls
from embedsvc.read.html import document
from embedsvc.read.html.document import Document
from embedsvc.read.markup import oembed, redirect
from embedsvc.read.markup.meta import Head
from embedsvc.read.markup.redirect import Redirect
from embedsvc.read.page import text_fragment
from embedsvc.read.walls import FrontPage, Visit
from embedsvc.readable_host import readable_host
from embedsvc.safe import Players
from embedsvc.urls import Normalise, registrable_domain

KEY = "webpage"
MIN_TTL = 10 * MINUTE
ROOT_SHARE = 0.5
"""Of the time left, for the root of a site that is only compared."""
ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
NONE = Metadata()
_DATA = "The link leads to data, not to a page."
T = TypeVar("T")

ARTICLES = ("article", "posting", "report", "review")


def open_page(snapshot: Snapshot) -> Visit:
    """The page of a response. Raises the failure of a wall."""
    visit = Visit(document.parse(snapshot))
    if wall := walls.check(visit, snapshot.headers):
        raise wall
    return visit


class Registry(Protocol):
    """What this flow needs of the registry of platforms."""

    @property
    def normalise(self) -> Normalise: ...

    @property
    def players(self) -> Players: ...

    def claims(self, url: Url) -> bool: ...

    def platform_of(self, url: Url) -> Site | None: ...

    def recognised(self, page: Document) -> Site | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was read of a response: the metadata of a page, or `file` for a bare image, audio or video."""

    url: str
    file: MediaType | None = None
    metadata: Metadata = NONE
    endpoints: tuple[str, ...] = ()
    """oEmbed answers that the page links to."""
    redirect: str | None = None
    """Where the page sends its reader at once."""
    site: Site | None = None
    """The platform that recognised the page."""
    front_page: FrontPage | None = None
    """What the root of the site would show, if the page is its front page under another URL."""
    ttl: int = HOUR
    """Seconds for which the page is fresh."""
    answer: oembed.OEmbed | None = None
    """The response is no page but the answer to an oEmbed request."""
    passage: str | None = None
    """The words that the text fragment of the link names."""
    players: tuple[Player, ...] = ()
    """Those that the page states for link previews."""


def read(snapshot: Snapshot, registry: Registry, fragment: str = "") -> Page:
    """Reads a response as a page, for a link with this fragment. Raises UnsupportedMediaType, or the failure
    of a wall.
    """
    match media_types.kind_of(snapshot.media_type):
        case "photo" | "audio" | "video" as file:
            return Page(url=snapshot.url, file=file, ttl=_ttl(snapshot))
        case "data":
            answer = _answer(snapshot)
            if answer:
                return Page(url=snapshot.url, answer=answer, ttl=_ttl(snapshot))
    page = document.parse(snapshot)
    visit = Visit(page)
    followed = _followed(visit)
    target = followed.url if followed else None
    if wall := walls.check(visit, snapshot.headers, redirects=target is not None):
        raise type(wall)(wall.detail, answered=True, leads_to=_way_back(snapshot, registry))
    metadata = fields.from_facts(visit.page)
    if media_types.is_xml(snapshot.media_type) and not metadata.title:
        raise UnsupportedMediaType(_DATA)
    if target and (wall := walls.check_target(page.asked, target)):
        raise wall
    site = registry.recognised(page)
    return Page(
        url=snapshot.url,
        metadata=NONE if followed and followed.is_only_notice else metadata,
        endpoints=oembed.links(page),
        redirect=target,
        site=site,
        front_page=None if site else walls.could_be_front_page(visit),
        ttl=_ttl(snapshot),
        passage=text_fragment.find(page, fragment),
        players=tuple(_stated_players(visit.page.head)),
    )


def _stated_players(head: Head) -> Iterator[Player]:
    """As Twitter Cards and Open Graph name them."""
    for name in ("twitter:player", "og:video"):
        width, height = (pixels(head.first(f"{name}:{side}")) for side in ("width", "height"))
        ratio = round(width / height, 4) if width and height else None
        for address in head.addresses(name, f"{name}:secure_url", f"{name}:url"):
            yield Player(url=address, width=width, height=height, aspect_ratio=ratio)


def _way_back(snapshot: Snapshot, registry: Registry) -> str | None:
    """The platform's URL that the address of a login or a consent page names as the next one."""
    address = urlsplit(snapshot.url)
    named = (text for _, text in parse_qsl(address.query) if text.startswith(("https://", "http://", "/")))
    targets = (urljoin(snapshot.url, text) for text in named)
    return next((text for text in targets if _is_claimed(text, registry, other_than=snapshot.asked)), None)


def _followed(visit: Visit) -> Redirect | None:
    """Where the page sends its reader. One with a title and a description is left only where every browser
    leaves it.
    """
    found = redirect.find(visit.document)
    if found is None or found.is_certain:
        return found
    metadata = fields.from_facts(visit.page)
    description = metadata.description
    if found.is_only_notice and metadata.sources.get("description") == "first paragraph":
        description = None
    return None if metadata.title and description else found


def _answer(snapshot: Snapshot) -> oembed.OEmbed | None:
    """The answer to an oEmbed request; None for other XML, which may be a page or a feed."""
    try:
        return oembed.parse(snapshot)
    except UpstreamError:
        if media_types.is_xml(snapshot.media_type):
            return None
        raise UnsupportedMediaType(_DATA) from None


def ask(url: Url, read: Callable[[Snapshot], T], *, share: float = 1.0) -> Ask[T]:
    """A request whose response is a page."""
    return Ask(url=url, read=read, method="metadata", accept=ACCEPT, share=share)


def ask_page(url: Url, registry: Registry) -> Ask[Page]:
    """A request for any page or file."""
    return ask(url, lambda snapshot: read(snapshot, registry, url.fragment))


def flow(url: Url, registry: Registry) -> Flow:
    """The page's metadata; a bare link for a page without any, or behind a wall."""
    try:
        page: Page = yield ask_page(url, registry)
        if page.front_page:
            yield from _require_other(page.front_page, registry)
    except Failure as failure:
        if failure.leads_to:
            return Moved(failure.leads_to)
        if failure.answered:
            return link(url)
        raise
    end = registry.normalise(page.url)
    return _moved(url, end, page, registry) or (yield from _from_page(end, page, registry))


def _require_other(page: FrontPage, registry: Registry) -> Generator[Ask[None], None, None]:
    """Raises NotFound if the page shows the same as the root of its site, whose own failure is no reason."""

    def compare(snapshot: Snapshot) -> None:
        walls.require_other(page, Visit(document.parse(snapshot)))

    root = registry.normalise(page.url)
    try:
        yield ask(root, compare, share=ROOT_SHARE)
    except Failure as failure:
        if failure.answered:
            raise


def _from_page(url: Url, page: Page, registry: Registry) -> Flow:
    """What the page is: a bare file, what the platform that recognised it finds, or what it states."""
    if page.file:
        return _file(url, page.file, page.ttl)
    found = (yield from page.site.flow(url, page=page)) if page.site and page.site.flow else None
    found = found or (yield from _from_metadata(url, page, registry.players))
    if isinstance(found, Moved):
        return found
    return dataclasses.replace(_played(found, url, page, registry), passage=page.passage)


def _played(found: Finding, url: Url, page: Page, registry: Registry) -> Finding:
    """On a page of a platform, with its player: the page itself, since many players name no page, or the
    one that the page states.
    """
    platform = registry.platform_of(url)
    if found.player or platform is None:
        return found
    own = Players(platform.players)
    for player in (Player(url=url.text), *page.players):
        if kind := own.kind(player.url):
            return dataclasses.replace(
                found, kind=kind, provider=platform.provider, player=player, markup=None
            )
    return found


def _from_metadata(url: Url, page: Page, players: Players) -> Flow:
    for endpoint in page.endpoints:
        if not _is_useful(endpoint, page.metadata):
            continue
        try:
            answer: oembed.OEmbed = yield oembed_answer.ask_link(endpoint, method="discovery")
        except Failure:
            continue  # recorded by the driver; the page is enough
        return _discovered(url, page, answer, players)
    if page.answer:
        return _discovered(url, page, page.answer, players)
    return _found(url, page.metadata, page.ttl)


def _moved(url: Url, end: Url, page: Page, registry: Registry) -> Moved | None:
    """The URL to resolve instead: the target of a page that redirects; the platform's URL at which redirects
    ended, on another host or from a share link of its own; the URL that a pasted oEmbed request is about, if
    it is a platform's.
    """
    if page.redirect:
        return Moved(page.redirect)
    elsewhere = end.host != url.host
    if (elsewhere or not registry.claims(url)) and registry.claims(end):
        return Moved(end.text)
    if elsewhere and endpoint_of(end):
        return Moved(end.text)
    if page.answer is None:
        return None
    subjects = (*parse_qs(url.query).get("url", ())[:1], page.answer.url)
    return next((Moved(text) for text in subjects if text and _is_claimed(text, registry)), None)


def _is_claimed(text: str, registry: Registry, *, other_than: str | None = None) -> bool:
    try:
        url = registry.normalise(text)
        return registry.claims(url) and (other_than is None or url != registry.normalise(other_than))
    except Failure:
        return False


def link(url: Url, provider: Provider | None = None) -> Finding:
    """What is known of a page without metadata: its platform if it has one, otherwise its site."""
    provider = provider or _provider(url, NONE)
    return Finding(kind="link", method="link", provider=provider, metadata=NONE, ttl=10 * MINUTE)


def kind_of(metadata: Metadata) -> Kind:
    """An article by the page's own type, or because it has a date or an author; otherwise a link."""
    typed = any(word in (metadata.type or "").lower() for word in ARTICLES)
    return "article" if typed or metadata.published or metadata.authors else "link"


def _is_useful(endpoint: str, metadata: Metadata) -> bool:
    """WordPress's own answer only repeats the page's title and author."""
    return "/wp-json/oembed/" not in endpoint or not (metadata.title and metadata.authors)


def _discovered(url: Url, page: Page, answer: oembed.OEmbed, players: Players) -> Finding:
    metadata = oembed_answer.completed(page.metadata, oembed_answer.metadata(answer))
    found = oembed_answer.with_content(_found(url, metadata, page.ttl), answer, players)
    return found if found.method == "link" else dataclasses.replace(found, method="discovery")


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
    """The stated freshness with a floor: many news pages state none, only to count every visit."""
    return HOUR if snapshot.fresh_for is None else max(snapshot.fresh_for, MIN_TTL)


def _provider(url: Url, metadata: Metadata) -> Provider:
    origin = "/".join(url.text.split("/", 3)[:3]) + "/"
    return Provider(
        name=metadata.publisher or readable_host(registrable_domain(url.host)), url=origin, key=KEY
    )


def _file(url: Url, kind: MediaType, ttl: int) -> Finding:
    return Finding(
        kind=kind,
        method="metadata",
        provider=_provider(url, NONE),
        metadata=Metadata(image=Image(url=url.text)) if kind == "photo" else NONE,
        media=(Media(type=kind, url=url.text),),
        ttl=ttl,
    )
