"""What the routes need; `wiring` builds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from embedsvc.formats.options import RenderOptions
from embedsvc.net.media import Media
from embedsvc.resolve import Resolve
from embedsvc.restore import RestoreWith
from embedsvc.restore.articles.reading import Markup
from embedsvc.safe import Signer
from embedsvc.settings import PurgeHeader
from embedsvc.store import Cache, Report
from embedsvc.urls import Normalise
from embedsvc.verify import Verifier

if TYPE_CHECKING:
    from embedsvc.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A link to try on the paste page."""

    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleExample:
    """An article to try on its tab."""

    source: str
    markup: Markup
    url: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    resolve: Resolve
    """A pasted link to its Embed or its failure; raises nothing."""
    restore_with: RestoreWith
    verify: Verifier
    normalise: Normalise
    clock: Callable[[], float]
    """Seconds since the epoch."""
    dependencies: Mapping[str, Callable[[], bool]]
    """By name: whether a dependency can be used now."""
    reports: Callable[[], Mapping[str, Report]]
    """How each platform responds, by its key."""
    cache: Cache
    """For purges."""
    metrics: Callable[[str], tuple[bytes, str]]
    """The metrics in the format that an Accept header asks for: text and its media type."""
    options: RenderOptions
    """How Embeds are rendered if a request states nothing else."""
    signer: Signer = field(default_factory=Signer)
    """Signs the addresses of frames."""
    public_url: str | None = None
    """What all addresses of this service begin with; None for the host of each request."""
    purge_header: PurgeHeader | None = None
    """The header of responses with the tags by which a CDN purges."""
    media: Media | None = None
    """Opens files for the media proxy; None if that is off."""
    archive: "Archive | None" = None
    """None if answers come from recordings."""
    examples: tuple[Example, ...] = ()
    articles: tuple[ArticleExample, ...] = ()
