"""Titles that mean the same on every site: "Page not found", "Just a moment...".

Tables have phrases in lower case, with hyphens for spaces.
"""

import re

_MAX_CHARACTERS = 200
_SITE_SEPARATOR = re.compile(r"\s+[|\-–—―·•»«:]+\s+|\s*[|｜»]\s*")
"""Before or after the name of the site."""
_COLON = re.compile(r"[:：]\s+|\s+-\s+")
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_MARGIN = " .!?:…‥'\"¡¿！。？"
_STATUS = re.compile(
    r"(?:(?:http|error|fehler|erreur|errore|erro|status|ошибка|code)-)*(?:40[34]|410)(?:-error)?"
)


def normalise(text: str) -> str:
    """A text as the tables of phrases have it."""
    return "-".join(text[:_MAX_CHARACTERS].lower().translate(_QUOTES).strip(_MARGIN).split())


def match(text: str, table: frozenset[str]) -> str | None:
    """The phrase that a title consists of, besides the name of the site; None for any other title."""
    text = text[:_MAX_CHARACTERS]
    whole = normalise(text)
    if whole in table:
        return whole
    for part in _SITE_SEPARATOR.split(text):
        if (phrase := normalise(part)) in table:
            return phrase
    parts = [normalise(part) for part in _COLON.split(text)]
    if len(parts) > 1 and all(part in table or _STATUS.fullmatch(part) for part in parts):
        return parts[-1]
    return None


def match_pattern(text: str, pattern: re.Pattern[str]) -> str | None:
    """The phrase that a title consists of, besides the name of the site; None for any other title."""
    text = text[:_MAX_CHARACTERS]
    phrases = map(normalise, (text, *_SITE_SEPARATOR.split(text)))
    return next((phrase for phrase in phrases if pattern.fullmatch(phrase)), None)


def without_status(text: str) -> str | None:
    """What follows the number in "404 Page not found"; None without a number, "" if nothing follows."""
    found = re.match(rf"{_STATUS.pattern}(?:-+(?=\w)|$)", normalise(text))
    return normalise(text)[found.end() :] if found else None
