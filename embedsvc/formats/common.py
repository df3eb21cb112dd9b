"""What all formats have in common: which value of an Embed they show."""

from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import bidirectional

from embedsvc.model import Direction, Embed, Image, Player
from embedsvc.read.language import direction_of, direction_of_language, script_of
from embedsvc.safe import Players, is_valid

MAX_FIELD = 4_000
"""Characters of a title, a name or a description."""
MAX_POST = 30_000
"""Characters of a post; the longest that a platform accepts has 25,000."""
HEADLINE_WORDS = 20
"""Words of a post used in place of its missing title (APA style, 7th edition, §10.15)."""


_BIDI_CONTROLS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_OPPOSITE = {"ltr": _BIDI_CONTROLS | {"R", "AL", "AN"}, "rtl": _BIDI_CONTROLS | {"L"}}
"""Bidi classes of characters that reorder a line, by the direction of the line (UAX #9 §3.2)."""


def web(url: str | None) -> str | None:
    """The URL if it may be a link: absolute, http(s), and a browser can parse it."""
    return url if url is not None and is_valid("a", "href", url) else None


def link(embed: Embed) -> str:
    """The URL of the original: canonical, otherwise what was pasted, normalised if it could be.

    A server never sees the fragment, so a canonical URL cannot stand for a link that has one. A capture of a
    web archive stays what it shows, whatever becomes of the original.
    """
    if embed.key and ("#" in embed.key or embed.finding.archived_at):
        return embed.key
    return web(embed.finding.metadata.canonical_url) or embed.key or embed.url


def quoted(embed: Embed) -> Embed | None:
    """The quoted post as an Embed of its own. Without a URL of its own it is read where it is quoted."""
    found = embed.finding.quoted
    if found is None:
        return None
    url = web(found.metadata.canonical_url) or link(embed)
    return replace(embed, url=url, key=url, finding=replace(found, quoted=None), state="fresh")


def language(embed: Embed) -> str | None:
    quote = embed.finding.quote
    return (quote and quote.language) or embed.finding.metadata.language


def direction(embed: Embed) -> Direction | None:
    """As stated, otherwise of the language, otherwise of the script of the text."""
    quote, metadata = embed.finding.quote, embed.finding.metadata
    stated = (quote and quote.direction) or metadata.direction
    tag = language(embed)
    return stated or (direction_of_language(tag) if tag else direction_of(script_of(headline(embed) or "")))


def reads_along(embed: Embed, name: str) -> bool:
    """Whether a name can be part of a line in the Embed's direction without reordering its neighbours."""
    stated = direction(embed)
    return stated is not None and _OPPOSITE[stated].isdisjoint(map(bidirectional, name))


def publisher(embed: Embed) -> str:
    return embed.finding.metadata.publisher or embed.provider.name


def names_publisher(embed: Embed) -> bool:
    """Whether the publisher is named after the authors. The platform of a post is not."""
    authors = embed.finding.metadata.authors
    if not authors:
        return True
    name = publisher(embed).casefold()
    return embed.finding.kind != "post" and all(author.name.casefold() != name for author in authors)


def headline(embed: Embed) -> str | None:
    """The title; for a post without one, its first words."""
    quote = embed.finding.quote
    if embed.finding.metadata.title or quote is None:
        return embed.finding.metadata.title
    words = quote.text.split(maxsplit=HEADLINE_WORDS)
    return " ".join(words[:HEADLINE_WORDS]) + ("…" if len(words) > HEADLINE_WORDS else "") or None


def description(embed: Embed) -> str | None:
    """The description, unless it only repeats the title."""
    metadata = embed.finding.metadata
    return metadata.description if metadata.description != metadata.title else None


def excerpt(embed: Embed) -> list[str]:
    """The words of a card, by paragraph: the passage that the link names, otherwise the description."""
    if embed.finding.passage:
        return embed.finding.passage.splitlines()
    about = description(embed)
    return [about] if about else []


def photo(embed: Embed) -> Image | None:
    """The picture to show: the first photo, otherwise the image of the page; none after a content warning."""
    if embed.finding.content_warning:
        return None
    for medium in embed.finding.media:
        if medium.type == "photo" and web(medium.url):
            return Image(url=medium.url, width=medium.width, height=medium.height, alt=medium.alt)
    image = embed.finding.metadata.image
    return image if image and web(image.url) else None


def still(embed: Embed) -> Image | None:
    """The picture of what a player plays: that of the page, otherwise the poster of the first film."""
    posters = (medium.poster for medium in embed.finding.media if medium.poster and web(medium.poster))
    found = photo(embed)
    poster = None if found or embed.finding.content_warning else next(posters, None)
    return Image(url=poster) if poster else found


def player(embed: Embed, players: Players) -> Player | None:
    """The player, if a frame may show it."""
    found = embed.finding.player if embed.finding.kind in {"video", "audio", "rich"} else None
    return found if found and players.kind(found.url) else None


def moment(seconds: float) -> str:
    """RFC 3339, UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def cut(text: str, limit: int = MAX_FIELD) -> str:
    return text if len(text) <= limit else text[:limit].rstrip() + "…"
