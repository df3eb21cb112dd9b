"""The ways to a platform and the last results of each.

A way is the method and the host of an Ask.
"""

from dataclasses import dataclass, replace
from typing import Literal

from embedsvc.model import Method

State = Literal["unknown", "ok", "degraded", "blocked"]

FAILING = 5
"""A way fails after so many different links have failed there in succession."""

LAST = 10
"""Results of a way that are stored."""

COOLDOWN = 30.0
MAX_COOLDOWN = 600.0
"""How long a way that fails is skipped, at first and at most (seconds): twice as long each time that it was
tried again in vain.
"""

STEADY_INTERVAL = 60.0
"""How often a response is stored of a way whose last results are all responses (seconds)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a link got by a way."""

    at: float
    """Seconds since the epoch."""
    code: str | None
    """The failure's code; None for a response."""
    link: str
    """A digest of the link, to tell links apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    method: Method
    host: str
    results: tuple[Result, ...] = ()
    """From the oldest to the newest. A link that fails again replaces its earlier failure."""
    skipped_until: float = 0.0
    """Seconds since the epoch."""
    cooldown: float = COOLDOWN
    """How long it was skipped the last time (seconds)."""

    @property
    def failures(self) -> int:
        """Different links that have failed since the last response."""
        codes = [result.code for result in reversed(self.results)]
        return codes.index(None) if None in codes else len(codes)

    @property
    def is_failing(self) -> bool:
        return self.failures >= FAILING

    def is_steady(self, now: float) -> bool:
        """Whether a response now would change nothing but the time of the last one."""
        all_worked = len(self.results) == LAST and all(result.code is None for result in self.results)
        return all_worked and 0 <= now - self.results[-1].at < STEADY_INTERVAL

    def after(self, result: Result, retry_after: int) -> "Way":
        """The way with one more result, whose failure asks not to be repeated for `retry_after` seconds."""
        others = [one for one in self.results if not (one.code and result.code and one.link == result.link)]
        way = Way(method=self.method, host=self.host, results=(*others, result)[-LAST:])
        if not way.is_failing:
            return way
        end = result.at + min(max(COOLDOWN, retry_after), MAX_COOLDOWN)
        return replace(way, skipped_until=max(end, self.skipped_until), cooldown=self.cooldown)

    def tried_again(self, now: float) -> "Way":
        """The way while one Ask tries it again: others skip it."""
        cooldown = min(2 * self.cooldown, MAX_COOLDOWN)
        return replace(self, skipped_until=now + cooldown, cooldown=cooldown)

    def skipped_for(self, now: float) -> float:
        """For how long it is skipped from now on (seconds); a moment too far away is of another clock."""
        left = self.skipped_until - now
        return left if self.is_failing and 0 < left <= MAX_COOLDOWN else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """How a platform responds: `blocked` if all of its ways fail, `degraded` if one of them does or half of
    the last results are failures, `unknown` if there were none for a day.
    """

    state: State
    ways: tuple[Way, ...]


def report(ways: tuple[Way, ...]) -> Report:
    if not ways:
        return Report("unknown", ())
    failing = [way.is_failing for way in ways]
    failed = [result.code is not None for way in ways for result in way.results]
    if all(failing):
        return Report("blocked", ways)
    return Report("degraded" if any(failing) or 2 * sum(failed) >= len(failed) else "ok", ways)
