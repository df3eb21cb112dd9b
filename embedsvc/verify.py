"""Compares quotations with what their sources have: the words, the author, the day and the links."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Literal, NamedTuple, Protocol

from embedsvc.errors import Failure, Gone, InvalidRequest, NotFound, RequestTooLarge, UpstreamTimeout
from embedsvc.model import Ask, Attempt, Embed, Failed, Outcome, Snapshot
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import webpage
from embedsvc.read import walls
from embedsvc.read.dates import dates
from embedsvc.read.html import document
from embedsvc.read.page.paragraphs import paragraphs
from embedsvc.read.posts import comparison, quotations, snowflake
from embedsvc.read.posts.quotations import Quotation
from embedsvc.read.posts.word_diff import Piece
from embedsvc.read.walls import Visit
from embedsvc.urls import Normalise

Verdict = Literal["exact", "elided", "edited", "unrelated", "gone", "unverifiable"]

MAX_BYTES = 2 * 1024 * 1024
"""Of a page with blocks, in UTF-8."""
MAX_QUOTATIONS = 100
"""Of one page."""

_ENDED = frozenset({NotFound.code, Gone.code})
_MEMBERS = ("url", "author", "handle", "published")
_STATUS = re.compile(r"(?:twitter|x)\.com/[^?#]*/status(?:es)?/(\d{1,19})", re.IGNORECASE)
_FIRST_ZONE, _LAST_ZONE = timedelta(hours=-8), timedelta(hours=9)
"""From Los Angeles to Tokyo: labels have the day in the zone of whoever copied the post."""
_WHOLE_DAY = len("2021-01-26")
_SHORTENED = re.compile(r"t\.co/\w+", re.IGNORECASE)
_MEDIA = re.compile(r"pic\.(?:twitter|x)\.com/", re.IGNORECASE)
_LINK_START = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


class Compared(NamedTuple):
    """One thing that a quotation claims. `same` is None where either side is unknown."""

    claimed: Any
    found: Any
    same: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What became of the source's words in a quotation. `pieces` merge both, folded."""

    quotation: Quotation
    verdict: Verdict
    pieces: tuple[Piece, ...] = ()
    compared: dict[str, Compared]
    tried: tuple[Attempt, ...] = ()


class Map(Protocol):
    """Calls a function for each quotation, several at a time, and returns the results in their order."""

    def __call__(
        self, function: Callable[[Quotation], Verified], quoted: Sequence[Quotation], /
    ) -> Iterable[Verified]: ...


Fetch = Callable[[Ask[Any], float], Snapshot]
"""Fetches within so many seconds, or raises a Failure."""


class Source(NamedTuple):
    """What a link has: the words of a post, or the paragraphs of an article."""

    embed: Embed | None
    paragraphs: tuple[str, ...] = ()
    is_gone: bool = False
    tried: tuple[Attempt, ...] = ()

    @property
    def words(self) -> str | None:
        """The words of a post."""
        quote = self.embed.finding.quote if self.embed else None
        return (quote.text.strip() or None) if quote else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """`timeout` bounds the fetch of one article, `deadline` the time for all quotations (seconds)."""

    resolve: Callable[[str], Outcome]
    fetch: Fetch
    parse_slots: ParseSlots
    normalise: Normalise
    map: Map
    monotonic: Callable[[], float]
    timeout: float
    deadline: float

    def __call__(self, quoted: Sequence[Quotation]) -> Iterable[Verified]:
        """The result for each quotation, in their order."""
        return self.map(partial(self._verify, self.monotonic() + self.deadline), quoted)

    def _verify(self, until: float, quotation: Quotation) -> Verified:
        if quotation.url is None:
            return verified(quotation, Source(None))
        if self.monotonic() >= until:
            late = Attempt(method="link", url=None, code=UpstreamTimeout.code)
            return verified(quotation, Source(None, tried=(late,)))
        return verified(quotation, self._source(quotation.url))

    def _source(self, url: str) -> Source:
        value = self.resolve(url).value
        if isinstance(value, Failed):
            is_gone = value.older_answer == "gone"
            refused = Attempt(method="link", url=None, code=value.code)
            return Source(None, is_gone=is_gone, tried=value.tried or (refused,))
        code = value.tried[-1].code if value.tried and value.finding.method == "link" else None
        source = Source(value, (), value.state == "gone" or code in _ENDED, value.tried)
        return (
            source if value.finding.kind == "post" or code or source.is_gone else self._article(url, source)
        )

    def _article(self, url: str, source: Source) -> Source:
        """The source with the paragraphs of its page."""
        code: str | None = None
        found: tuple[str, ...] = ()
        shown: str | None = None
        try:
            address = self.normalise(url)
            shown = address.without_query
            ask = Ask(url=address, read=_paragraphs, method="metadata", accept=webpage.ACCEPT)
            snapshot = self.fetch(ask, self.timeout)
            with self.parse_slots.acquire(len(snapshot.body), self.timeout):
                found = ask.read(snapshot)
        except Failure as failure:
            code = failure.code
        attempt = Attempt(method="metadata", url=shown, code=code)
        return source._replace(paragraphs=found, is_gone=code in _ENDED, tried=(*source.tried, attempt))


def parse(body: Mapping[str, Any]) -> list[Quotation]:
    """The quotations of `{"text","url","author","handle","published"}`, or of the blocks in `{"html"}`.

    Raises InvalidRequest and RequestTooLarge.
    """
    match body:
        case {"html": str(markup)} if not body.get("text"):
            quoted = list(_from_page(markup))
        case {"text": str(text)} if text.strip():
            url, author, handle, published = (_text(body, name) for name in _MEMBERS)
            if published and not _as_day(published):
                raise InvalidRequest("The member published is a date with its day, such as 2021-01-26.")
            quoted = [
                Quotation(
                    text=text,
                    url=url,
                    author=author,
                    handle=handle.removeprefix("@") if handle else None,
                    published=published,
                    links=quotations.links_in(text),
                )
            ]
        case _:
            raise InvalidRequest(
                'Send {"text": "...", "url": "...", "author": ..., "handle": ..., "published": ...} or '
                '{"html": "..."} with blocks.'
            )
    if any(len(quotation.text) > comparison.LONGEST for quotation in quoted):
        raise RequestTooLarge(f"A quotation has at most {comparison.LONGEST} characters.")
    return quoted


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidRequest(f"The member {name} is a text.")
    return (value or "").strip() or None


def _from_page(markup: str) -> Iterator[Quotation]:
    if not markup.strip():
        raise InvalidRequest("The page is empty.")
    if len(markup.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise RequestTooLarge("The page is longer than 2 MiB.")
    for number, quotation in enumerate(quotations.find(markup)):
        if number == MAX_QUOTATIONS:
            raise RequestTooLarge(f"A page may have at most {MAX_QUOTATIONS} blocks.")
        yield quotation


def answer(body: Mapping[str, Any], verify: Verifier) -> dict[str, Any]:
    """The result of one quotation, or `results` for a page. Raises InvalidRequest and RequestTooLarge."""
    results = [to_json(result) for result in verify(parse(body))]
    return results[0] if body.get("text") else {"results": results}


def verified(quotation: Quotation, source: Source) -> Verified:
    """The quotation compared with its source."""
    words = source.words
    if words:
        compared = comparison.compare(quotation.text, words)
    elif source.paragraphs:
        compared = comparison.compare_with_article(quotation.text, source.paragraphs)
        words = comparison.passage(quotation.text, source.paragraphs)
    else:
        compared = None
    verdict: Verdict = compared.verdict if compared else "unverifiable"
    return Verified(
        quotation=quotation,
        verdict="gone" if source.is_gone else verdict,
        pieces=compared.pieces if compared else (),
        compared={
            "text": Compared(quotation.text, words, compared.verdict == "exact" if compared else None),
            "author": _author(quotation, source.embed),
            "handle": _handle(quotation, source.embed),
            "day": _day(quotation, source.embed),
            "links": _links(quotation, source.embed),
        },
        tried=source.tried,
    )


def to_json(result: Verified) -> dict[str, Any]:
    signs = {"same": "=", "removed": "-", "added": "+"}
    return {
        "verdict": result.verdict,
        "diff": [[signs[piece.op], piece.text] for piece in result.pieces],
        "compared": {name: compared._asdict() for name, compared in result.compared.items()},
        "url": result.quotation.url,
        "tried": result.tried,
    }


def _author(quotation: Quotation, embed: Embed | None) -> Compared:
    names = [author.name for author in embed.finding.metadata.authors] if embed else []
    claimed = quotation.author
    same = _key(claimed) in map(_key, names) if claimed and names else None
    return Compared(claimed, ", ".join(names) or None, same)


def _handle(quotation: Quotation, embed: Embed | None) -> Compared:
    handles = [author.handle for author in embed.finding.metadata.authors if author.handle] if embed else []
    claimed, found = quotation.handle, next(iter(handles), None)
    if not claimed or not found:
        return Compared(claimed, found, None)
    one, other = _key(claimed), _key(found)
    is_short = ("@" in one) != ("@" in other)  # of an account of the Fediverse, without its server
    same = one.partition("@")[0] == other.partition("@")[0] if is_short else one == other
    return Compared(claimed, found, same)


def _day(quotation: Quotation, embed: Embed | None) -> Compared:
    """The day of the source, or one that it was somewhere else at the moment in the id of a post of X."""
    addresses = (embed.finding.metadata.canonical_url if embed else None, quotation.url)
    status = next(filter(None, (_STATUS.search(address or "") for address in addresses)), None)
    moment = snowflake.posted(int(status[1])) if status else None
    stated = _as_day(embed.finding.metadata.published) if embed else None
    found = stated or (moment.date() if moment else None)
    claimed = _as_day(quotation.published)
    local = [(moment + zone).date() for zone in (_FIRST_ZONE, _LAST_ZONE)] if moment else []
    same = (
        (claimed == found or bool(local and local[0] <= claimed <= local[-1])) if claimed and found else None
    )
    return Compared(quotation.published, found.isoformat() if found else None, same)


def _links(quotation: Quotation, embed: Embed | None) -> Compared:
    """Each claimed link must be one of the source's; one that is shortened on one side alone may be any."""
    claimed = [link for link in quotation.links if not _MEDIA.search(link)]
    quote = embed.finding.quote if embed else None
    if quote is None:
        return Compared(claimed, None, None)
    own = [(run.url or "", run.text) for run in quote.runs if run.type == "link"]
    found = [url for url, _ in own]
    if not claimed:
        return Compared(claimed, found, None)
    if not found:
        return Compared(claimed, found, False)
    unlike = [link for link in claimed if not any(_is_link(link, shown) for pair in own for shown in pair)]
    undecided = any(_is_short(link) for link in claimed) != any(map(_is_short, found))
    return Compared(claimed, found, None if unlike and undecided else not unlike)


def _is_link(claimed: str, shown: str) -> bool:
    """Whether it is the same link, or the one that is shown short."""
    one, other = (_LINK_START.sub("", link).rstrip("/") for link in (claimed, shown))
    for short, whole in ((one, other), (other, one)):
        cut = short.rstrip(".…")
        if short == whole or (cut != short and cut and whole.startswith(cut)):
            return True
    return False


def _is_short(link: str) -> bool:
    return _SHORTENED.fullmatch(_LINK_START.sub("", link).rstrip("/")) is not None


def _key(name: str) -> str:
    return comparison.fold(name).casefold()


def _as_day(published: str | None) -> date | None:
    """None for a date without its day too."""
    value = dates.parse(published or "") or ""
    return date.fromisoformat(value[:_WHOLE_DAY]) if len(value) >= _WHOLE_DAY else None


def _paragraphs(snapshot: Snapshot) -> tuple[str, ...]:
    """The paragraphs of a page. Raises UnsupportedMediaType, or the failure of a wall."""
    page = document.parse(snapshot)
    visit = Visit(page)
    if wall := walls.check(visit, snapshot.headers):
        raise wall
    return tuple(paragraphs(page, visit.page.article))
