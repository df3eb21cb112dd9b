"""The month that a word names, in any language and three calendars."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from embedsvc.read.dates import names, spellings

Calendar = Literal["gregorian", "jalali", "hijri"]


class Month(NamedTuple):
    calendar: Calendar
    number: int


_SAME_MONTHS = {"bs": "hr", "sh": "hr", "cnr": "sr"}
_ONLY_IN_THEIR_LANGUAGE = frozenset({"abe", "abu", "aza", "eka", "ira", "там"})
"""Abbreviations that are first names, or everyday words, in other languages."""


def month(word: str, languages: Sequence[str] = ()) -> Month | None:
    """The month that a folded word names in the first of `languages` (primary subtags of BCP 47) that has the
    word, otherwise in any.
    """
    for language in languages:
        found = _names_in(language).get(word)
        if found is not None:
            return found
    return _names_in_any().get(word)


@lru_cache(maxsize=512)
def _names_in(language: str) -> Mapping[str, Month]:
    language = _SAME_MONTHS.get(language, language)
    months: dict[str, Month] = {}
    sources: tuple[tuple[Calendar, Iterator[tuple[str, int]]], ...] = (
        ("gregorian", names.in_cldr("months", language)),
        ("gregorian", names.in_cldr("month_abbreviations", language)),
        ("gregorian", names.in_spellings(spellings.MONTHS, language)),
        ("jalali", names.in_spellings(spellings.JALALI, language)),
        ("hijri", names.in_spellings(spellings.HIJRI, language)),
    )
    for calendar, named in sources:
        for name, index in named:
            months.setdefault(name, Month(calendar, index + 1))
    return months


@cache
def _names_in_any() -> Mapping[str, Month]:
    months: dict[str, Month] = {}
    for language in names.LANGUAGES:
        for name, named in _names_in(language).items():
            if name not in _ONLY_IN_THEIR_LANGUAGE:
                months.setdefault(name, named)
    return months
