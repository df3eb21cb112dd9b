"""The fast path for texts that are just a name, as most bylines are once their "by" is removed."""

import re

from embedsvc.model import Author
from embedsvc.read.bylines import byline, vocabulary
from embedsvc.read.dates.months import month
from embedsvc.read.folding import fold

_WORD = "[A-Za-zÀ-ÖØ-öø-ɏΑ-ΡΣ-ώЀ-ҁҊ-ӿ]{2,20}"
_WORDS = re.compile(f"{_WORD}(?:[ -]{_WORD}){{0,4}}")
_NOT_NAMES = frozenset(
    fold(word)
    for phrase in vocabulary.ROLES
    | vocabulary.QUALIFIERS
    | vocabulary.DEGREES
    | vocabulary.ORGANISATIONS
    | vocabulary.AGENCIES
    | vocabulary.ACRONYMS
    | vocabulary.INTRODUCTIONS
    | vocabulary.LABELS
    | vocabulary.CREDITS
    | vocabulary.PREPOSITIONS
    | vocabulary.PARTICLES
    | vocabulary.JOINERS
    | vocabulary.PLACE_PREPOSITIONS
    | vocabulary.BIOGRAPHY_STARTS
    | vocabulary.INTERFACE
    | vocabulary.TIMES
    | vocabulary.TOWNS
    | {"pty", "based"}
    for word in re.split("[ -]", phrase)
)
"""Words that have another meaning in a byline than a name."""
_INNER_PARTICLES = vocabulary.PARTICLES - frozenset(
    map(fold, vocabulary.JOINERS | vocabulary.PLACE_PREPOSITIONS | vocabulary.BIOGRAPHY_STARTS)
)
"""Small words inside names that never separate two names."""


def parse_author(text: str, site_names: frozenset[str]) -> Author | None:
    """The author of a text that is just a name, None for any other text. `site_names` are comparable names of
    the site.
    """
    if not _WORDS.fullmatch(text):
        return None
    folded, words = fold(text), text.split(" ")
    parts = folded.replace("-", " ").split(" ")
    if _has_other_meaning(parts) or _has_repetition(text, parts) or not _is_capitalised(words):
        return None
    initials = "".join(word[0] for word in folded.split(" "))
    is_site = initials in site_names or byline.comparable(text) in site_names
    is_no_name = folded in vocabulary.NO_NAMES or text in vocabulary.NO_NAMES_IN_CAPITALS
    if is_site or is_no_name or vocabulary.JUNK.fullmatch(folded):
        return None
    return Author(name=text, type="person" if len(words) > 1 else None)


def _has_other_meaning(parts: list[str]) -> bool:
    found = _NOT_NAMES.intersection(parts)
    if found and (found - _INNER_PARTICLES or parts[0] in found or parts[-1] in found):
        return True
    return any(map(month, parts))


def _has_repetition(text: str, parts: list[str]) -> bool:
    half = len(text) // 2
    return len(set(parts)) < len(parts) or text[:half] == text[half:]


def _is_capitalised(words: list[str]) -> bool:
    """Whether all words of a name that has several are capitalised, except particles."""
    if len(words) == 1:
        return True
    return all(word.istitle() or word.isupper() or word in _INNER_PARTICLES for word in words)
