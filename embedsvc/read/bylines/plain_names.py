"""Texts that say nothing but a name, as most bylines do once their "by" is gone: nothing is left to read."""

import re

from embedsvc.model import Author
from embedsvc.read.bylines import byline
from embedsvc.read.bylines import vocabulary as words
from embedsvc.read.dates.months import month
from embedsvc.read.folding import fold

_WORD = "[A-Za-zÀ-ÖØ-öø-ɏΑ-ΡΣ-ώЀ-ҁҊ-ӿ]{2,20}"
_WORDS = re.compile(f"{_WORD}(?:[ -]{_WORD}){{0,4}}")
_TELLING = frozenset(
    fold(word)
    for phrase in words.ROLES
    | words.QUALIFIERS
    | words.DEGREES
    | words.ORGANISATIONS
    | words.AGENCIES
    | words.ACRONYMS
    | words.INTRODUCTIONS
    | words.LABELS
    | words.CREDITS
    | words.PREPOSITIONS
    | words.PARTICLES
    | words.JOINERS
    | words.PLACERS
    | words.BIOGRAPHY
    | words.INTERFACE
    | words.TIMES
    | words.TOWNS
    | {"pty", "based"}
    for word in re.split("[ -]", phrase)
)
_INSIDE = words.PARTICLES - frozenset(map(fold, words.JOINERS | words.PLACERS | words.BIOGRAPHY))
"""Small words inside names that part nothing."""


def author(text: str, own: frozenset[str]) -> Author | None:
    """The author whom such a text names; None for any other text. `own` has the names of the site, as
    `byline.key` compares them.
    """
    if not _WORDS.fullmatch(text):
        return None
    folded, tokens = fold(text), text.split(" ")
    parts = folded.replace("-", " ").split(" ")
    if _tells(parts) or _is_twice(text, parts) or not _is_in_capitals(tokens):
        return None
    initials = "".join(token[0] for token in folded.split(" "))
    if initials in own or byline.key(text) in own or words.JUNK.fullmatch(folded):
        return None
    return Author(name=text, type="person" if len(tokens) > 1 else None)


def _tells(parts: list[str]) -> bool:
    """Whether a word of a text means something beside a name."""
    telling = _TELLING.intersection(parts)
    if telling and (telling - _INSIDE or parts[0] in telling or parts[-1] in telling):
        return True
    return any(map(month, parts))


def _is_twice(text: str, parts: list[str]) -> bool:
    """Whether a word comes again, or stands behind itself."""
    half = len(text) // 2
    return len(set(parts)) < len(parts) or text[:half] == text[half:]


def _is_in_capitals(tokens: list[str]) -> bool:
    """Whether all words of a name that has several begin large, but for small ones inside."""
    if len(tokens) == 1:
        return True
    return all(token.istitle() or token.isupper() or token in _INSIDE for token in tokens)
