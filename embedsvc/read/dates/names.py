"""The names of months and weekdays: those of CLDR (cldr.json) and the spellings that it lacks."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from embedsvc.read.folding import fold

_LANGUAGES = (
    "en ar fa ur he tr ru uk be fr de es pt it pl nl id ms sv da no is fi et lv lt cs sk sl hr sr mk bg hu "
    "ro el hy ka az kk sq ca gl eu hi fil af uz tg mr ne gu pa ta te ml kn am my km lo ckb th bn sw prs ps eo"
)
LANGUAGES = tuple(_LANGUAGES.split())
"""The languages whose names count on every page; where two disagree, the first one decides. The names of
CLDR's other languages are too often words of these ("la", "me" and "sun" are months), so they count only on a
page in that language.
"""
_CLDR = Path(__file__).with_name("cldr.json")


@cache
def _cldr() -> Mapping[str, Mapping[str, list[list[str]]]]:
    tables: dict[str, dict[str, list[list[str]]]] = json.loads(_CLDR.read_text(encoding="utf-8"))
    return tables


def in_cldr(table: str, language: str) -> Iterator[tuple[str, int]]:
    """Folded names with their number from 0, of `months`, `month_abbreviations`, `weekdays` (from Monday) or
    `weekday_abbreviations`.
    """
    for number, spellings in enumerate(_cldr()[table].get(language, ())):
        for spelling in spellings:
            yield fold(spelling), number


def in_spellings(table: Mapping[str, str], language: str) -> Iterator[tuple[str, int]]:
    """The same of a table of `spellings`."""
    for number, names in enumerate(table.get(language, "").split("|")):
        for name in names.split():
            yield fold(name.replace("_", " ")), number
