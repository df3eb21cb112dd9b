"""Titles that mean the same on every site: "Page not found", "Just a moment...".

Tables have phrases in lower case, with hyphens for spaces.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_MAX_CHARACTERS = 200
_SITE_SEPARATOR = re.compile(r"\s+[|\-–—―·•»«›‹:]+\s+|\s*[|｜»]\s*")
"""Before or after the name of the site."""
_COLON = re.compile(r"[:：]\s+|\s+-\s+")
_QUOTES = (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'))
_MARGIN = " .!?:…‥'\"¡¿！。？"
_STATUS = re.compile(
    r"(?:(?:http|error|fehler|erreur|errore|erro|status|ошибка|code)-)*(?:404|410)(?:-error)?"
)
_STATUS_FIRST = re.compile(rf"{_STATUS.pattern}(?:[:.,-]+(?=\w)|$)")


class Phrases(NamedTuple):
    """A title, whole and taken apart, each phrase as the tables have it."""

    whole: str
    parts: tuple[str, ...]
    """Before and after the name of the site."""
    clauses: tuple[str, ...]
    """Before and after colons."""


@lru_cache(maxsize=64)
def parse(text: str) -> Phrases:
    """Cached, since the title of a page is compared with the tables of every kind of wall."""
    text = text[:_MAX_CHARACTERS].lower().replace("_", " ")
    for quote, plain in _QUOTES:
        text = text.replace(quote, plain)
    parts, clauses = _SITE_SEPARATOR.split(text), _COLON.split(text)
    return Phrases(_normalise(text), tuple(map(_normalise, parts)), tuple(map(_normalise, clauses)))


def match(text: str, table: frozenset[str]) -> str | None:
    """The phrase that a title consists of, besides the name of the site; None for any other title."""
    whole, parts, clauses = parse(text)
    if whole in table:
        return whole
    if phrase := next((part for part in parts if part in table), None):
        return phrase
    if len(clauses) > 1 and all(each in table or _STATUS.fullmatch(each) for each in clauses):
        return clauses[-1]
    return None


def match_pattern(text: str, pattern: re.Pattern[str]) -> str | None:
    """The phrase that a title consists of, besides the name of the site; None for any other title."""
    whole, parts, _ = parse(text)
    return next((phrase for phrase in (whole, *parts) if pattern.fullmatch(phrase)), None)


def without_status(text: str) -> str | None:
    """What follows the number in "404 Page not found"; None without a number, "" if nothing follows."""
    phrase = parse(text).whole
    found = _STATUS_FIRST.match(phrase)
    return phrase[found.end() :] if found else None


def _normalise(text: str) -> str:
    """A text as the tables of phrases have it."""
    return "-".join(text.strip(_MARGIN).split())
