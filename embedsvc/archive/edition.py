"""What the archive holds of a URL, and what happened to it."""

from dataclasses import dataclass, replace
from typing import Literal

from embedsvc.model import Attempt, Embed, Finding, State

LifeCycle = Literal["live", "edited", "gone", "withheld"]
"""How the source stands to an Edition: it says this still, it says something else since, it says nothing any
more; or we say nothing any more.
"""

Happening = Literal["gone", "back", "withheld"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a URL said from `captured_at` on (seconds since the epoch)."""

    id: str
    """16 letters and digits, drawn by lot: it says nothing of the content and cannot be guessed."""
    key: str
    """`Url.text`."""
    number: int
    """1, 2, 3, ... of its URL."""
    provider: str
    """The provider's key."""
    captured_at: float
    hash: str | None
    """SHA-256 of what was said (`said.digest`), None where that is withheld."""
    state: LifeCycle
    finding: Finding | None
    """None where it is withheld, where retention no longer allows it, or where its bytes are damaged."""

    def embed(
        self, *, url: str, expires_at: float, state: State = "gone", tried: tuple[Attempt, ...] = ()
    ) -> Embed:
        """The Edition as an answer for `url`. Raises ValueError where there is no finding."""
        if self.finding is None:
            raise ValueError(f"nothing is left of Edition {self.id}")
        return Embed(
            url=url,
            finding=replace(self.finding, method="archive"),
            fetched_at=self.captured_at,
            expires_at=expires_at,
            state=state,
            tried=tried,
            edition=self.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to a URL after its Edition `number` (0: before the first)."""

    key: str
    number: int
    at: float
    what: Happening
    by: str | None
    """Who asked for a takedown."""
    why: str | None
    """The reason of a takedown; the code of the failure by which the source was found gone."""
