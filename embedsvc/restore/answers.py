"""The block of a find: what its link resolves to, otherwise what the article itself has."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from embedsvc.errors import RequestTooLarge, UpstreamTimeout
from embedsvc.formats import block
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Attempt, Embed, Outcome, Provider
from embedsvc.restore import paste
from embedsvc.restore.find import LEAST_CONFIDENCE, Find, Status
from embedsvc.restore.identify.identifier import Identifier
from embedsvc.restore.restorer import Result

MAX_ASKED = 500
"""Finds of an article that are looked for on the network; those behind them get what the article has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Who a find is from. `profile` is the address of an account's page, with `{handle}`."""

    provider: Provider
    profile: str | None = None


class Map(Protocol):
    """Calls a function for each find, several at a time; the results are in the order of the finds."""

    def __call__(self, function: Callable[[Find], Result], finds: Sequence[Find], /) -> Iterable[Result]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """From the article alone, without any request. `clock` is in epoch seconds."""

    platform: Callable[[str | None], Platform]
    options: RenderOptions
    clock: Callable[[], float]

    def __call__(self, finds: Sequence[Find], url: str | None) -> Iterable[Result]:  # noqa: ARG002
        return map(self.answer, finds)

    def answer(self, find: Find) -> Result:
        is_rewritten = find.kind != "source" and find.confidence >= LEAST_CONFIDENCE and find.holds_block
        if not is_rewritten or not (find.text or find.url):
            return Result(find=find, status="left", url=find.url)
        html = block.render(self._embed(find), self.options) if find.text else block.link(find.url or "")
        status: Status = "identified" if find.url else "unidentified"
        tried = (Attempt(method="paste", url=find.url, code=None),)
        return Result(find=find, status=status, url=find.url, tried=tried, html=html)

    def _embed(self, find: Find) -> Embed:
        platform = self.platform(find.platform)
        profile = platform.profile.format(handle=find.handle) if platform.profile and find.handle else None
        return paste.embed(find, platform.provider, profile, self.clock())


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """What the link of a find resolves to, also one that is looked for; what the article has, where there is
    none.

    `deadline` bounds the time for a whole article (seconds), by `monotonic`.
    """

    offline: Offline
    resolve: Callable[[str], Outcome]
    identify: Identifier
    map: Map
    monotonic: Callable[[], float]
    deadline: float

    def __call__(self, finds: Sequence[Find], url: str | None) -> Iterable[Result]:
        sources = [find.url for find in finds if find.kind == "source" and find.url]
        pages = tuple(dict.fromkeys(page for page in (url, *sources) if page))
        asked, rest = finds[:MAX_ASKED], finds[MAX_ASKED:]
        yield from self.map(partial(self._answer, pages, self.monotonic() + self.deadline), asked)
        yield from (_unasked(self.offline.answer(find), RequestTooLarge.code) for find in rest)

    def _answer(self, pages: tuple[str, ...], until: float, find: Find) -> Result:
        pasted = self.offline.answer(find)
        if pasted.status == "left" and not (find.kind == "post" and find.url and find.holds_block):
            return pasted
        if self.monotonic() >= until:
            return _unasked(pasted, UpstreamTimeout.code)
        if find.url:
            value = self.resolve(find.url).value
            embed = value if isinstance(value, Embed) and _is_better(value, find) else None
            tried = value.tried
        else:
            embed, tried = self.identify(find, pages, until)
        if embed is None:
            return replace(pasted, tried=(*tried, *pasted.tried))
        html = block.render(embed, self.offline.options)
        return Result(find=find, status="identified", url=find.url or embed.url, tried=tried, html=html)


def _is_better(embed: Embed, find: Find) -> bool:
    """Whether it has more than the article. A web archive has a card of a post's page, not its words."""
    is_card = embed.finding.archived_at and not embed.finding.quote
    return embed.finding.method != "link" and not (find.text and is_card)


def _unasked(pasted: Result, code: str) -> Result:
    """What the article has of a find that nobody was asked about, and why."""
    if pasted.status == "left":
        return pasted
    unasked = Attempt(method="link", url=pasted.url, code=code)
    return replace(pasted, tried=(unasked, *pasted.tried))
