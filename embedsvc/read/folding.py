"""One form for spellings that differ only in case, accents or the keyboard that typed them."""

import unicodedata
from functools import lru_cache
from itertools import filterfalse

_JOINERS_AND_VARIANTS = str.maketrans(
    {
        "\u200c": None,
        "\u200d": None,
        "ı": "i",
        "ی": "ي",
        "ې": "ي",
        "ى": "ي",
        "ک": "ك",
        "ہ": "ه",
        "ة": "ه",
        "ـ": None,
    }
)
_LONGEST_CACHED = 32


def fold(text: str) -> str:
    """The text for comparison: without case, accents, vowel points, compatibility forms (NFKC) and the
    variants of Arabic letters.
    """
    if text.isascii():
        return text.lower()
    return _fold_word(text) if len(text) <= _LONGEST_CACHED else _fold(text)


@lru_cache(maxsize=8192)
def _fold_word(text: str) -> str:
    """Words recur, longer texts do not: only words are worth their memory."""
    return _fold(text)


def _fold(text: str) -> str:
    bare = filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", "".join(bare).casefold()).translate(_JOINERS_AND_VARIANTS)
