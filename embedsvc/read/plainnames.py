"""Texts that say nothing but a name, as most bylines do once their "by" is gone: nothing is left to read."""

import re

from embedsvc.model import Author
from embedsvc.read import namewords as words
from embedsvc.read.months import fold, month

_WORD = "[A-Za-zÀ-ÖØ-öø-ɏΑ-ώЀ-ӿ]{2,20}"
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
    folded = fold(text)
    parts = folded.replace("-", " ").split(" ")
    tells = _TELLING.intersection(parts)
    if tells and (tells - _INSIDE or parts[0] in tells or parts[-1] in tells):
        return None
    tokens = text.split(" ")
    if len(tokens) > 1 and not all(
        token.istitle() or token.isupper() or token in _INSIDE for token in tokens
    ):
        return None
    initials = "".join(token[0] for token in folded.split(" "))
    half = len(text) // 2
    is_twice = len(set(parts)) < len(parts) or text[:half] == text[half:]
    if is_twice or initials in own or "".join(parts) in own or any(map(month, parts)):
        return None
    if words.JUNK.fullmatch(folded):
        return None
    return Author(name=text, type="person" if len(tokens) > 1 else None)
