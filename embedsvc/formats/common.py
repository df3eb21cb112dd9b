"""What every dialect says of an Embed, chosen once."""

from datetime import UTC, datetime
from unicodedata import bidirectional

from embedsvc.errors import Failure
from embedsvc.model import Direction, Embed, Image, Player
from embedsvc.read.language import direction_of, direction_of_language, script_of
from embedsvc.safe import fits, player_kind
from embedsvc.urls import normalise

LONGEST_FIELD = 4_000
"""Characters of a title, a name or a description."""
LONGEST_POST = 30_000
"""Characters of a post; the longest that a platform takes has 25,000."""
HEADLINE = 20
"""Words of a post that stand for the title that it has not (APA style, 7th edition, §10.15)."""


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_AGAINST = {"ltr": _TURNING | {"R", "AL", "AN"}, "rtl": _TURNING | {"L"}}
"""Characters that turn the reading round, by the direction that they stand in (UAX #9 §3.2)."""


def web(url: str | None) -> str | None:
    """The URL if it is one that may leave: http or https, and a browser can read it."""
    return url if url is not None and fits("a", "href", url) else None


def link(embed: Embed) -> str:
    """Where a reader finds the original: the canonical URL, else what was pasted, in its normal form."""
    canonical = web(embed.finding.metadata.canonical_url)
    if canonical is not None:
        return canonical
    try:
        return normalise(embed.url).text
    except Failure:
        return embed.url


def language(embed: Embed) -> str | None:
    quote = embed.finding.quote
    return (quote and quote.language) or embed.finding.metadata.language


def direction(embed: Embed) -> Direction | None:
    """As stated, else as the language is written, else as the letters are."""
    quote, metadata = embed.finding.quote, embed.finding.metadata
    stated = (quote and quote.direction) or metadata.direction
    tag = language(embed)
    return stated or (direction_of_language(tag) if tag else direction_of(script_of(headline(embed) or "")))


def reads_along(embed: Embed, name: str) -> bool:
    """Whether a name can stand in a line of the Embed without turning what stands beside it."""
    stated = direction(embed)
    return stated is not None and _AGAINST[stated].isdisjoint(map(bidirectional, name))


def publisher(embed: Embed) -> str:
    return embed.finding.metadata.publisher or embed.provider.name


def names_publisher(embed: Embed) -> bool:
    """Whether the publisher is named beside the authors: a post is its author's alone."""
    authors = embed.finding.metadata.authors
    if not authors:
        return True
    name = publisher(embed).casefold()
    return embed.finding.kind != "post" and all(author.name.casefold() != name for author in authors)


def headline(embed: Embed) -> str | None:
    """The title; of a post without one, its first words."""
    quote = embed.finding.quote
    if embed.finding.metadata.title or quote is None:
        return embed.finding.metadata.title
    words = quote.text.split(maxsplit=HEADLINE)
    return " ".join(words[:HEADLINE]) + ("…" if len(words) > HEADLINE else "") or None


def description(embed: Embed) -> str | None:
    """What the page says of itself beyond its title, which many pages say twice."""
    metadata = embed.finding.metadata
    return metadata.description if metadata.description != metadata.title else None


def photo(embed: Embed) -> Image | None:
    """The picture to show: the first photo, else the picture that the page gives of itself."""
    for medium in embed.finding.media:
        if medium.type == "photo" and web(medium.url):
            return Image(url=medium.url, width=medium.width, height=medium.height, alt=medium.alt)
    image = embed.finding.metadata.image
    return image if image and web(image.url) else None


def player(embed: Embed) -> Player | None:
    """What plays, where it is one that a block may show."""
    plays, shown = embed.finding.kind in {"video", "audio"}, embed.finding.player
    return shown if plays and shown and player_kind(shown.url) else None


def moment(seconds: float) -> str:
    """RFC 3339, UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def cut(text: str, most: int = LONGEST_FIELD) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"
