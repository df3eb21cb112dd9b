"""What changed between two Editions, as data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from embedsvc.archive.edition import Edition
from embedsvc.model import Author, Finding

MOST_WORDS = 1_000
"""Words of a changed stretch that are compared; a longer one is told as a whole (comparing is quadratic)."""

_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+|\s+|[^\w\s]")
"""A letter of a script that sets no spaces, or a word, spaces, or a sign."""

Value = str | int | float | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old and the new text read as one."""

    op: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field, by its name in the Embed (JSON). `pieces` are there where both values are text."""

    field: str
    before: Value
    after: Value
    pieces: tuple[Piece, ...] = ()


def diff(older: Edition, newer: Edition) -> tuple[Change, ...]:
    """The fields that differ, in the order of the Embed; none where an Edition has no finding."""
    if older.finding is None or newer.finding is None:
        return ()
    before, after = _fields(older.finding), _fields(newer.finding)
    return tuple(_change(name, before[name], after[name]) for name in before if before[name] != after[name])


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, word by word: what is not `added` is `before`, what is not `removed` `after`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _compare(old[start : len(old) - end], new[start : len(new) - end])
    pieces = (Piece("same", "".join(old[:start])), *middle, Piece("same", "".join(old[len(old) - end :])))
    return tuple(piece for piece in pieces if piece.text)


def _compare(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST_WORDS:
        yield Piece("removed", "".join(old))
        yield Piece("added", "".join(new))
        return
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
        if op == "equal":
            yield Piece("same", "".join(old[i1:i2]))
            continue
        yield Piece("removed", "".join(old[i1:i2]))
        yield Piece("added", "".join(new[j1:j2]))


def _alike(old: list[str], new: list[str]) -> int:
    """How many words they begin with alike."""
    return next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _change(name: str, before: Value, after: Value) -> Change:
    both = isinstance(before, str) and isinstance(after, str) and name in _TEXTS
    return Change(
        field=name, before=before, after=after, pieces=words(str(before), str(after)) if both else ()
    )


_TEXTS = frozenset({"title", "text", "description"})


def _fields(finding: Finding) -> dict[str, Value]:
    metadata = finding.metadata
    return {
        "canonical_url": metadata.canonical_url,
        "kind": finding.kind,
        "title": metadata.title,
        "text": finding.quote.text if finding.quote else None,
        "description": metadata.description,
        "language": metadata.language,
        "authors": tuple(map(_named, metadata.authors)),
        "publisher": metadata.publisher,
        "published": metadata.published,
        "modified": metadata.modified,
        "image": metadata.image.url if metadata.image else None,
        "media": tuple(medium.url for medium in finding.media),
        "player": finding.player.url if finding.player else None,
    }


def _named(author: Author) -> str:
    return f"{author.name} (@{author.handle})" if author.handle else author.name
