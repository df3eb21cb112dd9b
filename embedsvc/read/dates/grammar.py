"""The grammar of dates in words and figures: parses tokens to stamps.

A date can begin at each figure and at each name of a month. The look-ahead is bounded, so parsing is linear.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from embedsvc.read.dates import calendars, months, time_of_day, weekdays
from embedsvc.read.dates.months import Month
from embedsvc.read.dates.tokens import Tokens, stretches, words

# Between the parts of a date: signs, ordinal endings, "of" and "year" in many languages.
_GLUE = words(
    ". , - / ' st nd rd th er re e o a de del of d da di the i den m men y eko թ ж g ی ॰ "
    "г го ого й року рік р года год ב ה gada gads gads god godine nam năm ngày من عام لعام سنة سال ماه"
)
_YEAR_WORDS = words("gada ж")
"""A year with one of these can precede a day."""
_YEAR_FIRST = frozenset({"ko", "ja", "zh", "hu", "lt", "mn"})
_MONTH_FIRST = frozenset({"en", "en-us", "en-ph", "fil", "fil-ph"})
_TWELVE_HOURS = frozenset({"en", "es", "hi", "ur", "ar", "el", "ko", "bn", "ms", "fil", "sw"})
"""Languages with a 12-hour clock (CLDR `timeFormats` with `a`), or of countries that also write English."""
_JALALI = frozenset({"fa", "ps", "prs", "ckb"})
_EASTERN = _JALALI | {"ar", "ur"}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_EAST_ASIAN_YEAR = frozenset("年년")
_EAST_ASIAN_MONTH = frozenset("月월")
_VIETNAMESE = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
"""Months are numbers there, in figures or in these words without their accents."""
_BUDDHIST = range(2443, 2643)


class Stamp(NamedTuple):
    """A date at `[start:end]` of the text: a day, or a month alone. `time` is in RFC 3339 with its offset
    (`14:30:00+01:00`), None where the text has no time or no zone.
    """

    year: int
    month: int
    day: int | None
    time: str | None
    start: int
    end: int


class _Day(NamedTuple):
    """A Gregorian day or month, the index of the token after it, and the time if it is inside the date."""

    year: int
    month: int
    day: int | None
    after: int
    time: str | None = None


def scan(text: str, languages: Sequence[str] = (), *, loose: bool = False) -> Iterator[Stamp]:
    """The dates of a text in order, not overlapping. `languages` are BCP 47 tags, the likeliest first.
    `loose` is for a text that is known to be one date: it also accepts years of two figures, and months in
    figures without a day.
    """
    tags = tuple(tag.replace("_", "-").lower() for tag in languages)
    for tokens in stretches(text):
        yield from _Parser(tokens, tags, loose=loose).stamps()


class _Parser:
    """Each method parses one form at a token; it returns None where the tokens have another form."""

    def __init__(self, tokens: Tokens, languages: tuple[str, ...], *, loose: bool) -> None:
        self._tokens = tokens
        self._languages = languages
        self._primary = tuple(tag.partition("-")[0] for tag in languages)
        self._loose = loose

    def stamps(self) -> Iterator[Stamp]:
        index = 0
        while index < len(self._tokens):
            day = self._date(index)
            if day is None:
                index += 1
                continue
            time, after = (day.time, day.after) if day.time else time_of_day.parse(self._tokens, day.after)
            start, end = self._tokens[index].start, self._tokens[after - 1].end
            yield Stamp(day.year, day.month, day.day, time, start, end)
            index = after

    def _date(self, index: int) -> _Day | None:
        token = self._tokens[index]
        if token.number < 0:
            return self._era(index) or self._month_first(index)
        if token.digits <= 2:
            return self._day_first(index)
        return self._year_first(index, token.number, index + 1) if token.digits == 4 else None

    def _era(self, index: int) -> _Day | None:
        """令和3年1月26日, 民國110年1月26日"""
        first = _ERAS.get(self._tokens[index].text[-2:])
        number = self._tokens[index + 1].number
        return self._year_first(index, first + number, index + 2) if first and 1 <= number <= 150 else None

    def _year_first(self, start: int, year: int, index: int) -> _Day | None:
        sign = self._tokens[index].text
        month = self._tokens[index + 1]
        if sign[:1] in _EAST_ASIAN_YEAR or (sign == "," and 1 <= month.digits <= 2):
            return self._east_asian(start, year, index + 1)
        if month.text[:1] in _EAST_ASIAN_MONTH:
            return self._east_asian(start, year, index)
        if sign in {"-", "/", "."} and 1 <= month.digits <= 2:
            day = self._tokens[index + 3]
            if self._tokens[index + 2].text == sign and 1 <= day.digits <= 2:
                return self._numeric(start, year, month.number, day.number, index + 4)
            if self._loose and sign != "." and len(self._tokens) == 3:
                return self._gregorian(year, month.number, None, index + 2)
        return self._year_then_name(year, index)

    def _east_asian(self, start: int, year: int, index: int) -> _Day | None:
        """2021年1月26日, 2021년 1월 26일, and without a day; 2021, 1月 26 and 2021 1월 26 of software
        that translates the month alone
        """
        month, day = self._tokens[index], self._tokens[index + 2]
        if self._tokens[index + 1].text[:1] not in _EAST_ASIAN_MONTH:
            return None
        has_sign = self._tokens[index + 3].text[:1] in {"日", "일"}
        needs_sign = self._tokens[index - 1].text[:1] in _EAST_ASIAN_YEAR
        if 1 <= day.digits <= 2 and (has_sign or not needs_sign):
            return self._numeric(start, year, month.number, day.number, index + 3 + has_sign)
        return self._gregorian(year, month.number, None, index + 2) if needs_sign else None

    def _year_then_name(self, year: int, index: int) -> _Day | None:
        """2021. január 26., 2021 m. sausio 26 d., 2021. gada 26. janvāris"""
        start, index = index, self._tokens.skip(index, _GLUE)
        between = {self._tokens[step].text for step in range(start, index)}
        day_before = None if _YEAR_WORDS.isdisjoint(between) else self._day(index)
        named = self._month(self._tokens.skip(index + 1, _GLUE) if day_before else index)
        if named is None:
            return None
        month, index = named
        if day_before:
            return self._named(year, month, day_before, index)
        if self._loose and index == len(self._tokens):
            return self._named(year, month, None, index)
        index = self._tokens.skip(index, _GLUE)
        day = self._day(index)
        # In "© 2020. January 26, 2021" the second year belongs to the day.
        if day is None or self._year(self._tokens.skip(index + 1, _GLUE)):
            return None
        return self._named(year, month, day, index + 1)

    def _day_first(self, index: int) -> _Day | None:
        first, sign, second = self._tokens[index], self._tokens[index + 1].text, self._tokens[index + 2]
        if sign in {"-", "/", "."} and 1 <= second.digits <= 2 and self._tokens[index + 3].text == sign:
            third = self._tokens[index + 4]
            if third.digits == 4:
                day, month = self._order(index, third.number, sign)
                return self._numeric(index, third.number, month, day, index + 5)
            return self._short_year(index, sign)
        if self._loose and sign == "/" and second.digits == 4 and len(self._tokens) == 3:
            return self._gregorian(second.number, first.number, None, index + 3)
        if sign[:1] in _EAST_ASIAN_MONTH:
            return self._east_asian_month_first(index)
        day_number = self._day(index)
        # Esperanto: la 26-an de januaro 2021
        ending = 2 if sign == "-" and second.text == "an" else 0
        named = self._month(self._tokens.skip(index + 1 + ending, _GLUE)) if day_number else None
        if named is None or day_number is None:
            return None
        month_name, index = named
        year = self._year(self._tokens.skip(index, _GLUE))
        return self._named(year[0], month_name, day_number, year[1]) if year else None

    def _east_asian_month_first(self, index: int) -> _Day | None:
        """1月 26, 2021 of software that translates the month alone"""
        day, year = self._tokens[index + 2], self._tokens[index + 4]
        if not (1 <= day.digits <= 2 and self._tokens[index + 3].text == "," and year.digits == 4):
            return None
        return self._numeric(index, year.number, self._tokens[index].number, day.number, index + 5)

    def _short_year(self, index: int, sign: str) -> _Day | None:
        """26.01.21: in prose only with two figures in each part and no spaces, unlike versions and scores"""
        one, two, three = (self._tokens[index + step] for step in (0, 2, 4))
        before = self._tokens[index - 1].text == sign and self._tokens[index - 2].digits
        after = self._tokens[index + 5].text == sign and self._tokens[index + 6].digits
        compact = three.end - one.start == 8
        if three.digits != 2 or before or after or not (compact or self._loose):
            return None
        if _YEAR_FIRST.intersection(self._primary[:1]):
            return self._numeric(index, _century(one.number), two.number, three.number, index + 5)
        day, month = self._order(index, _century(three.number), sign)
        return self._numeric(index, _century(three.number), month, day, index + 5)

    def _order(self, index: int, year: int, sign: str) -> tuple[int, int]:
        """Day and month: in the order that fits the weekday before them; otherwise day first, except where
        the language is American, or the second figure can be no month.
        """
        first, second = self._tokens[index].number, self._tokens[index + 2].number
        orders = (first, second), (second, first)
        fitting = [order for order in orders if self._fits_weekday(index, year, *order)]
        if len(fitting) == 1:
            return fitting[0]
        american = sign != "." and (
            bool(_MONTH_FIRST.intersection(self._languages[:1])) or self._is_invariant(index + 5)
        )
        return orders[second > 12 or (american and first <= 12)]

    def _fits_weekday(self, index: int, year: int, day: int, month: int) -> bool:
        """Whether the weekday before figures is that of the day: Drupal writes "ons, 03/05/2014"."""
        mark = self._tokens[index - 1].text in {",", "."}
        word = self._tokens[index - 2 if mark else index - 1].text
        # "la 03/05/2014" is Romanian for "on", "la, 03/05/2014" Finnish for a Saturday.
        real = self._gregorian(year, month, day, index) if mark or len(word) > len("la") else None
        return real is not None and weekdays.is_named(word, date(real.year, month, day), self._primary)

    def _is_invariant(self, index: int) -> bool:
        """Whether software wrote the date in its default locale, "5/4/2022 8:43:31 AM", on a page whose
        language has a 24-hour clock.
        """
        marks = [self._tokens[index + step].text for step in (1, 3, 5)]
        return (
            bool(self._primary)
            and self._primary[0] not in _TWELVE_HOURS
            and marks in ([":", ":", "am"], [":", ":", "pm"])
        )

    def _month_first(self, start: int) -> _Day | None:
        """January 26, 2021; Jan 26 14:30:00 +0000 2021; January 2021"""
        named = self._month(start)
        if named is None:
            return None
        month, index = named
        index = self._tokens.skip(index, _GLUE)
        day, time = self._day(index), None
        if day is None and self._tokens[start - 1].digits:
            return None
        if day is not None:
            index += 1
            if self._tokens[index + 1].text == ":":
                time, index = time_of_day.parse(self._tokens, index)
            index = self._tokens.skip(index, _GLUE)
        year = self._year(index)
        found = self._named(year[0], month, day, year[1]) if year else None
        return found._replace(time=time) if found else None

    def _day(self, index: int) -> int | None:
        token = self._tokens[index]
        hour = self._tokens[index + 1].text == ":"
        return token.number if 1 <= token.digits <= 2 and 1 <= token.number <= 31 and not hour else None

    def _year(self, index: int) -> tuple[int, int] | None:
        """Four figures; or two after the sign of '21 and 26-Jan-21, or at the end of a loose text."""
        index += 4 * (self._tokens[index].text in {"พ", "ค"} and self._tokens[index + 2].text == "ศ")
        token, sign = self._tokens[index], self._tokens[index - 1].text
        if token.digits == 4:
            return token.number, index + 1
        if token.digits != 2 or self._tokens[index + 1].text == ":":
            return None
        last = index == len(self._tokens) - 1 or self._tokens[index + 2].text == ":"
        return (
            (_century(token.number), index + 1) if sign in {"'", "-", "/"} or (last and self._loose) else None
        )

    def _month(self, index: int) -> tuple[Month, int] | None:
        """A name, perhaps twice ("فبراير/شباط"), or the Vietnamese "tháng 1" and "tháng Mười Hai"."""
        if self._tokens[index].text in {"thang", "thg"} and (numbered := self._vietnamese(index + 1)):
            return numbered
        named = self._name(index)
        if named and self._tokens[named[1]].text in {"/", "(", "-"}:
            twin = self._name(named[1] + 1)
            if twin and twin[0] == named[0]:
                return twin[0], twin[1] + (self._tokens[twin[1]].text == ")")
        return named

    def _vietnamese(self, index: int) -> tuple[Month, int] | None:
        """The number of a month, in digits or words."""
        first, second = self._tokens[index], self._tokens[index + 1]
        pair = f"{first.text} {second.text}"
        if pair in _VIETNAMESE:
            return Month("gregorian", _VIETNAMESE[pair]), index + 2
        number = first.number if 1 <= first.digits <= 2 else _VIETNAMESE.get(first.text, 0)
        return (Month("gregorian", number), index + 1) if 1 <= number <= 12 else None

    def _name(self, index: int) -> tuple[Month, int] | None:
        """A name of one word or two; Hebrew prefixes "in" to the word."""
        word, after = self._tokens[index].text, self._tokens[index + 1].text
        languages = self._languages_at(index)
        if after == "." and len(word) < 3 and not word.isascii():
            dotted = months.month(f"{word}.{self._tokens[index + 2].text}", languages)
            if dotted:
                return dotted, index + 3
        pair = months.month(f"{word} {after}", languages)
        if pair:
            return pair, index + 2
        one = months.month(word, languages) or months.month(word.removeprefix("ב"))
        return (one, index + 1) if one else None

    def _languages_at(self, index: int) -> tuple[str, ...]:
        """Those of the page, then the one that the form of the date shows: no Polish day has the dot of
        "26. listopada 2021", and "2021 ж." is a year in Kazakh.
        """
        before = self._tokens[index - 1]
        if before.text == "." and 1 <= self._tokens[index - 2].digits <= 2:
            return (*self._primary, "hr")
        if 1 <= before.digits <= 2 and "ж" in {self._tokens[index - 2].text, self._tokens[index - 3].text}:
            return (*self._primary, "kk")
        return self._primary

    def _named(self, year: int, month: Month, day: int | None, after: int) -> _Day | None:
        if month.calendar == "gregorian":
            return self._gregorian(year, month.number, day, after)
        other = calendars.jalali if month.calendar == "jalali" else calendars.hijri
        found = other(year, month.number, day) if day else None
        return _Day(found.year, found.month, found.day, after) if found else None

    def _numeric(self, start: int, year: int, month: int, day: int, after: int) -> _Day | None:
        """A year from 1300 to 1500 is of another calendar where the language or the figures allow one."""
        if not 1300 <= year <= 1500:
            return self._gregorian(year, month, day, after)
        figure = self._tokens[start].text[:1]
        eastern = _EASTERN.intersection(self._primary)
        if not (self._loose or eastern or not figure.isascii()):
            return None
        persian = bool(_JALALI.intersection(eastern)) or "۰" <= figure <= "۹" or (not eastern and year < 1425)
        found = (calendars.jalali if persian else calendars.hijri)(year, month, day)
        return _Day(found.year, found.month, found.day, after) if found else None

    def _gregorian(self, year: int, month: int, day: int | None, after: int) -> _Day | None:
        """The day, or the month where `day` is None, if it exists. Buddhist years count from 543 BC."""
        year -= 543 if year in _BUDDHIST else 0
        try:
            date(year, month, 1 if day is None else day)
        except ValueError:
            return None
        return _Day(year, month, day, after)


def _century(year: int) -> int:
    """Two figures are a year of 1970 to 2069 (POSIX strptime has 1969 to 2068)."""
    return year + (1900 if year >= 70 else 2000)
