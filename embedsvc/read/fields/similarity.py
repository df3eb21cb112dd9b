"""How similar two titles or names are."""

import re
import unicodedata
from functools import lru_cache

SIMILAR = 0.65
"""Overlap from which two titles count as the same."""

_WORD = re.compile(r"[^\W_]+")
_FIRST_UNSPACED, _LAST_UNSPACED = "\u3040", "\u9fff"
"""Scripts without spaces between words."""


@lru_cache(maxsize=4096)
def letters_of(text: str) -> str:
    """A name for comparisons: its letters and digits, folded."""
    return "".join(_WORD.findall(_fold(text)))


def words_of(text: str) -> frozenset[str]:
    """The words of a title for comparisons, folded; in scripts without spaces, pairs of characters."""
    found: set[str] = set()
    for word in _WORD.findall(_fold(text)):
        if len(word) > 1 and _FIRST_UNSPACED <= word[0] <= _LAST_UNSPACED:
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word)
    return frozenset(found)


def overlap(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of common words, 0 to 1: the mean of the shares in the shorter and in the longer title."""
    if not words or not others:
        return 0.0
    common = len(words & others)
    shorter, longer = sorted((len(words), len(others)))
    return 0.5 * common / shorter + 0.5 * common / longer


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
