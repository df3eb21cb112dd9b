"""The weekday that a word names, in any language."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from embedsvc.read.dates import names, spellings


def is_named(word: str, day: date, languages: Sequence[str] = ()) -> bool:
    """Whether a folded word names the day's weekday in the first of `languages` (primary subtags of BCP 47)
    that has the word, otherwise in any.
    """
    for language in languages:
        weekday = _names_in(language).get(word)
        if weekday is not None:
            return weekday == day.weekday()
    return day.weekday() in _names_in_any().get(word, ())


def is_any(word: str) -> bool:
    """Whether a folded word names a weekday in any language."""
    return word.rstrip(".") in _names_in_any()


@cache
def full_names() -> frozenset[str]:
    """The folded names, not abbreviated, in the languages that are understood on every page."""
    return frozenset(
        name
        for language in names.LANGUAGES
        for named in (
            names.in_cldr("weekdays", language),
            names.in_spellings(spellings.WEEKDAYS, language),
        )
        for name, _ in named
    )


def last_words(languages: Sequence[str]) -> frozenset[str]:
    """The last word of each full name, folded, in `languages` and those that are understood on every page."""
    more = (name for language in languages for name, _ in names.in_cldr("weekdays", language))
    return frozenset(name.split()[-1] for name in (*full_names(), *more))


@lru_cache(maxsize=512)
def _names_in(language: str) -> Mapping[str, int]:
    weekdays: dict[str, int] = {}
    for named in (
        names.in_cldr("weekdays", language),
        names.in_cldr("weekday_abbreviations", language),
        names.in_spellings(spellings.WEEKDAYS, language),
    ):
        for name, weekday in named:
            weekdays.setdefault(name, weekday)
    return weekdays


@cache
def _names_in_any() -> Mapping[str, frozenset[int]]:
    """A short name can be of different weekdays in different languages."""
    weekdays: dict[str, frozenset[int]] = {}
    for language in names.LANGUAGES:
        for name, weekday in _names_in(language).items():
            weekdays[name] = weekdays.get(name, frozenset()) | {weekday}
    return weekdays
