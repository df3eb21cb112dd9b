"""What the faces need of the house; `wiring` gives it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embedsvc.formats.options import RenderOptions
from embedsvc.resolve import Resolve
from embedsvc.store import Cache
from embedsvc.urls import Normalise

if TYPE_CHECKING:
    from embedsvc.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A link that the paste page offers to try."""

    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    resolve: Resolve
    """A pasted link to its Embed or its failure; raises nothing."""
    normalise: Normalise
    clock: Callable[[], float]
    """Seconds since the epoch."""
    dependencies: Mapping[str, Callable[[], bool]]
    """By name: whether what answers need can be used now."""
    cache: Cache
    """For purges."""
    metrics: Callable[[str], tuple[bytes, str]]
    """What was counted, as an Accept header asks for it: text and its media type."""
    options: RenderOptions
    """How Embeds are rendered if a request states nothing else."""
    archive: "Archive | None" = None
    """Where Editions are kept; None where answers come from recordings."""
    examples: tuple[Example, ...] = ()
