"""The difference between two Editions, as data."""

from dataclasses import dataclass

from embedsvc.archive.edition import Edition
from embedsvc.model import Author, Finding
from embedsvc.read.posts.word_diff import Piece, word_diff

Value = str | int | float | None | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field, by its name in the Embed (JSON), with `pieces` where both values are text."""

    field: str
    before: Value
    after: Value
    pieces: tuple[Piece, ...] = ()


def diff(older: Edition, newer: Edition) -> tuple[Change, ...]:
    """The fields that differ, in the order of the Embed; empty where an Edition has no finding."""
    if older.finding is None or newer.finding is None:
        return ()
    before, after = _fields(older.finding), _fields(newer.finding)
    return tuple(_change(name, before[name], after[name]) for name in before if before[name] != after[name])


def _change(name: str, before: Value, after: Value) -> Change:
    both = isinstance(before, str) and isinstance(after, str) and name in _TEXTS
    return Change(
        field=name, before=before, after=after, pieces=word_diff(str(before), str(after)) if both else ()
    )


_TEXTS = frozenset({"title", "text", "description", "quoted"})


def _fields(finding: Finding) -> dict[str, Value]:
    metadata = finding.metadata
    return {
        "canonical_url": metadata.canonical_url,
        "kind": finding.kind,
        "title": metadata.title,
        "text": finding.quote.text if finding.quote else None,
        "description": metadata.description,
        "language": metadata.language,
        "authors": tuple(map(_name, metadata.authors)),
        "publisher": metadata.publisher,
        "published": metadata.published,
        "modified": metadata.modified,
        "image": metadata.image.url if metadata.image else None,
        "media": tuple(medium.url for medium in finding.media),
        "player": finding.player.url if finding.player else None,
        "quoted": _quoted(finding.quoted),
    }


def _quoted(quoted: Finding | None) -> str | None:
    """The words of the quoted post; its title or its URL where it has none."""
    if quoted is None:
        return None
    return quoted.quote.text if quoted.quote else quoted.metadata.title or quoted.metadata.canonical_url


def _name(author: Author) -> str:
    return f"{author.name} (@{author.handle})" if author.handle else author.name
