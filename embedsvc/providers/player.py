"""The flow that platforms of videos, sounds, charts and documents share: words by oEmbed, completed from the
page, and a player whose URL we build.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from embedsvc.errors import DAY, MINUTE, Failure, Gone, NotFound
from embedsvc.model import Ask, Finding, Metadata, Player, Provider, Snapshot, Url
from embedsvc.providers import oembed_answer, webpage
from embedsvc.providers.site import SiteFlow
from embedsvc.read import fields
from embedsvc.read.markup.meta import Head
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.safe import PlayerKind
from embedsvc.urls import parse

Failures = Mapping[int, tuple[type[Failure], str]]

WIDESCREEN = round(16 / 9, 4)
PORTRAIT = round(9 / 16, 4)

_START = re.compile(
    r"[?&;#](?:t|start|time_continue)=(?:npt:)?"
    r"(?:(?:(?P<h>\d{1,2})h)?(?:(?P<m>\d{1,3})m)?(?:(?P<s>\d{1,6})(?:\.\d*)?s?)?"
    r"|(?:(?P<H>\d{1,2}):)?(?P<M>\d{1,3}):(?P<S>\d{2}))(?=[&;#,]|%2C|$)",
    re.IGNORECASE,
)
"""`t=1h2m3s`, `t=90`, `t=1:30`, in the query, after the id or in the fragment; where an end follows
(https://www.w3.org/TR/media-frags/), it is not read.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of a video states."""

    metadata: Metadata
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A video, a sound, a chart or a document."""

    provider: Provider
    kind: PlayerKind
    page: str
    """The URL of its page, as the platform writes it."""
    player: Player | None = None
    """Built from the id in the URL; None where only an answer has the id."""
    from_answer: Callable[[OEmbed], Player | None] = lambda _answer: None
    """The player that an oEmbed answer has the id of."""
    from_page: Callable[[Page], Player | None] = lambda _page: None
    """The player that the page has the id of."""
    endpoint: str | None = None
    """Of oEmbed."""
    parameters: Mapping[str, str] = field(default_factory=lambda: {"format": "json"})
    reads_page: bool = True
    """Whether the page states anything without its script."""
    failures: Failures = field(default_factory=dict)
    """What the endpoint states by a status; any other failure leaves the page to be tried."""


def flow(item: Item) -> SiteFlow:
    """The oEmbed answer, completed from the page, with our player. Without answer and page the player alone;
    without a player the failure of the page.
    """
    answer: OEmbed | None = None
    if item.endpoint:
        try:
            answer = yield _ask(item, item.endpoint)
        except Failure as failure:
            if (type(failure), failure.detail) in item.failures.values():
                raise  # the player would only show an error
    page: Page | None = None
    if item.reads_page:
        try:
            page = yield webpage.ask(parse(item.page), _read)
        except (NotFound, Gone) as failure:
            if answer is None and not failure.answered:
                raise
        except Failure as failure:
            if answer is None and item.player is None:
                if failure.answered:
                    return webpage.link(parse(item.page), item.provider)
                raise
    return _finding(item, answer, page)


def start_of(url: Url) -> int:
    """The second at which a link starts playback; 0 for the beginning."""
    for match in _START.finditer(f"{url.target}#{url.fragment}"):
        hours, minutes, seconds = (
            int(match[long] or match[short] or 0) for long, short in ("hH", "mM", "sS")
        )
        if start := hours * 3600 + minutes * 60 + seconds:
            return start
    return 0


def _ask(item: Item, endpoint: str) -> Ask[OEmbed]:
    request = oembed_answer.request_url(endpoint, {**item.parameters, "url": item.page})
    ask = oembed_answer.ask(request, method="oembed", share=0.5)
    return replace(ask, failures=item.failures)


def _read(snapshot: Snapshot) -> Page:
    """Raises the failure of a wall."""
    page = webpage.open_page(snapshot).page
    return Page(metadata=fields.from_facts(page), head=page.head)


def _finding(item: Item, answer: OEmbed | None, page: Page | None) -> Finding:
    player = item.player
    if player is None and answer:
        player = item.from_answer(answer)
    if player is None and page:
        player = item.from_page(page)
    if player and answer and item.kind != "audio":
        player = oembed_answer.sized(player, item.kind, answer)
    known = oembed_answer.metadata(answer) if answer else Metadata()
    if page and page.metadata.title:  # without a title of its own, a page describes its site
        known = oembed_answer.completed(known, page.metadata)
    return Finding(
        kind=item.kind,
        method="oembed" if answer else "metadata" if page else "link",
        provider=item.provider,
        metadata=replace(known, canonical_url=item.page),
        player=player,
        ttl=DAY if answer or page else MINUTE,
    )
