"""The difference between two texts, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter
from typing import Literal

MAX_WORDS = 1_000
"""The longest changed stretch that is compared word by word, which takes quadratic time; a longer one is
compared sentence by sentence first.
"""
MAX_PAIRS = 100_000
"""Pairs of equal words in two stretches; beyond it, the most frequent ones do not begin a match."""

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""A letter of a script without spaces between words."""
_WORD = re.compile(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})\w)+|\s+|[^\w\s]")
"""A letter of such a script, or a word, spaces, or a sign."""
_SENTENCE = re.compile(r"[^.!?。！？؟۔।\n]*[.!?。！？؟۔।\n]+\s*|[^.!?。！？؟۔।\n]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old and the new text merged into one."""

    op: Literal["same", "removed", "added"]
    text: str


def words(text: str) -> list[str]:
    """The words of a text, without spaces and signs."""
    return [word for word in _WORD.findall(text) if word[0].isalnum()]


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts merged word by word: `before` is all but the added pieces, `after` all but the removed."""
    pieces = _compare(_WORD.findall(before), _WORD.findall(after))
    joined = (
        Piece(op, "".join(piece.text for piece in group)) for op, group in groupby(pieces, attrgetter("op"))
    )
    return tuple(piece for piece in joined if piece.text)


def _compare(old: list[str], new: list[str]) -> Iterator[Piece]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    yield Piece("same", "".join(old[:start]))
    yield from _compare_changed(old[start : len(old) - end], new[start : len(new) - end])
    yield Piece("same", "".join(old[len(old) - end :]))


def _compare_changed(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) <= MAX_WORDS:
        yield from _match(old, new)
        return
    sentences = [_SENTENCE.findall("".join(words)) for words in (old, new)]
    if max(map(len, sentences)) > MAX_WORDS:
        yield from _replaced(old, new)
        return
    for op, i1, i2, j1, j2 in _opcodes(*sentences):
        if op == "equal":
            yield Piece("same", "".join(sentences[0][i1:i2]))
            continue
        changed = [_WORD.findall("".join(part)) for part in (sentences[0][i1:i2], sentences[1][j1:j2])]
        if max(map(len, changed)) > MAX_WORDS:
            yield from _replaced(*changed)
        else:
            yield from _match(*changed)


def _match(old: list[str], new: list[str]) -> Iterator[Piece]:
    for op, i1, i2, j1, j2 in _opcodes(old, new):
        if op == "equal":
            yield Piece("same", "".join(old[i1:i2]))
        else:
            yield from _replaced(old[i1:i2], new[j1:j2])


def _replaced(old: list[str], new: list[str]) -> Iterator[Piece]:
    yield Piece("removed", "".join(old))
    yield Piece("added", "".join(new))


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    counted = Counter(new)
    is_costly = sum(counted[word] for word in old) > MAX_PAIRS
    return SequenceMatcher(None, old, new, autojunk=is_costly).get_opcodes()


def _common(old: list[str], new: list[str]) -> int:
    """How many words they have in common at their start."""
    return next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
