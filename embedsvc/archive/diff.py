"""The difference between two Editions, as data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from embedsvc.archive.edition import Edition
from embedsvc.model import Author, Finding

MAX_WORDS = 1_000
"""The longest changed stretch that is compared word by word, which takes quadratic time; a longer one is
reported as a whole.
"""

_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+|\s+|[^\w\s]")
"""A letter of a script without spaces between words, or a word, spaces, or a sign."""

Value = str | int | float | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old and the new text merged into one."""

    op: Literal["same", "removed", "added"]
    text: str


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


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts merged word by word: `before` is all but the added pieces, `after` all but the removed."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _compare(old[start : len(old) - end], new[start : len(new) - end])
    pieces = (Piece("same", "".join(old[:start])), *middle, Piece("same", "".join(old[len(old) - end :])))
    return tuple(piece for piece in pieces if piece.text)


def _compare(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MAX_WORDS:
        yield Piece("removed", "".join(old))
        yield Piece("added", "".join(new))
        return
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
        if op == "equal":
            yield Piece("same", "".join(old[i1:i2]))
            continue
        yield Piece("removed", "".join(old[i1:i2]))
        yield Piece("added", "".join(new[j1:j2]))


def _common(old: list[str], new: list[str]) -> int:
    """How many words they have in common at their start."""
    return next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


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
