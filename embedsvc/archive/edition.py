"""One version of what a URL published, and what happened to it."""

from dataclasses import dataclass, replace
from typing import Literal

from embedsvc.model import Attempt, Embed, Finding, State

LifeCycle = Literal["live", "edited", "gone", "withheld"]
"""The source still publishes it; a newer Edition replaced it; its source is gone; it was taken down."""

Happening = Literal["gone", "back", "withheld"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a URL published from `captured_at` on (seconds since the epoch)."""

    id: str
    """16 random letters and digits: independent of the content, and impossible to guess."""
    key: str
    """`Url.text`."""
    number: int
    """1, 2, 3, ... of its URL."""
    provider: str
    """The provider's key."""
    captured_at: float
    hash: str | None
    """SHA-256 of the content (`fingerprint.digest`); None after a takedown."""
    state: LifeCycle
    finding: Finding | None
    """None after a takedown, where retention no longer allows it, or where its bytes are damaged."""

    def embed(
        self, *, url: str, expires_at: float, state: State = "gone", tried: tuple[Attempt, ...] = ()
    ) -> Embed:
        """The Edition as an answer for `url`. Raises ValueError where it has no finding."""
        if self.finding is None:
            raise ValueError(f"Edition {self.id} has no content")
        return Embed(
            url=url,
            key=self.key,
            finding=replace(self.finding, method="archive"),
            fetched_at=self.captured_at,
            expires_at=expires_at,
            state=state,
            tried=tried,
            edition=self.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to a URL after its Edition `number` (0: before the first one)."""

    key: str
    number: int
    at: float
    what: Happening
    by: str | None
    """Who requested a takedown."""
    why: str | None
    """The reason of a takedown, or the code of the failure by which the source was found to be gone."""
