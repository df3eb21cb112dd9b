"""A quotation compared with its source: the words, the author, the account, the day and the links."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, NamedTuple

from embedsvc.model import Attempt, Embed
from embedsvc.read.posts import comparison, snowflake
from embedsvc.read.posts.quotations import Quotation
from embedsvc.read.posts.word_diff import Piece
from embedsvc.verify.days import whole_day

Verdict = Literal["exact", "elided", "edited", "unrelated", "gone", "unverifiable"]

_STATUS = re.compile(r"(?:twitter|x)\.com/[^?#]*/status(?:es)?/(\d{1,19})", re.IGNORECASE)
_FIRST_ZONE, _LAST_ZONE = timedelta(hours=-8), timedelta(hours=9)
"""From Los Angeles to Tokyo: labels have the day in the zone of whoever copied the post."""
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
    stated = whole_day(embed.finding.metadata.published) if embed else None
    found = stated or (moment.date() if moment else None)
    claimed = whole_day(quotation.published)
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
