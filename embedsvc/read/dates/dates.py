"""Parses dates as pages write them to RFC 3339, with the precision that they have.

A day stays a day. RFC 3339 has no times without a zone, so such a time becomes its day. Relative words
("2 hours ago") and days without a year are not dates.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from embedsvc.read.dates import calendars, grammar, months
from embedsvc.read.dates.grammar import Stamp

_LONGEST_DATE = 256
_LONGEST_PROSE = 50_000
_LONGEST_URL = 4096
_SECONDS_A_DAY = 86_400
_FIRST = date(1900, 1, 2)  # 1 January 1900 is the zero of spreadsheets and databases
_LAST = date(2100, 1, 1)
_EPOCH = (date(1969, 12, 31), date(1970, 1, 1))
_FIRST_WEB = date(1995, 1, 1)

_NUMBER = re.compile(r"(\d{9,19})(?:\.\d{1,9})?", re.ASCII)
_COMPACT = re.compile(
    r"(\d{4})-?([01]\d)-?([0-3]\d)(?:[T ]?([0-2]\d):?([0-5]\d)(?::?([0-6]\d))?([.,]\d{1,9})?)?"
    r" ?(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])(?!\d)", re.ASCII)
_ORDINAL = re.compile(r"(\d{4})-(\d{3})(?!\d)", re.ASCII)

_HOST = re.compile(r"[a-z][a-z0-9+.-]{0,15}://[^/]*", re.IGNORECASE)
# Dates in the paths of articles, the most reliable first. A day must end where its part of the path ends:
# /2020/10/5-things-to-know states a month.
_PATHS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"/(\d{4})/(\d{1,2})/(\d{1,2})(?=[/.]|$)",
        r"/(\d{4})[/-]([a-z]{3,9})[/-](\d{1,2})(?!\d)",
        r"/(\d{4})-(\d{2})/(\d{2})(?=[/.]|$)",
        r"/(\d{4})/(\d{2})(\d{2})(?=[/.]|$)",
        r"(?<!\d)(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?!\d)",
        r"(?<![\da-f])(\d{4})(\d{2})(\d{2})(?!\d)",
        r"/(\d{4})[/-](\d{2})(?=/|$)",
    )
)


class DateMatch(NamedTuple):
    """A date in prose: `value` is that of `text[start:end]`."""

    value: str
    start: int
    end: int


def parse(text: str, *, languages: Sequence[str] = (), now: float | None = None) -> str | None:
    """The date in an attribute, a JSON-LD value or a short visible string, or the first of several.

    Parses ISO 8601 leniently, the dates of RFC 5322 and 9110, epoch numbers (s, ms, µs, ns) and prose.
    `languages` (BCP 47, the likeliest first) decide ambiguous dates: 02/03/2021 is 3 February in American
    English and 2 March in others. `now` is in epoch seconds: a date more than a day after it is None, as are
    dates before 1900 and 1 January 1970.
    """
    text = text[:_LONGEST_DATE].strip()
    plain = text if text.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in text)
    last = _last(now)
    if plain.isdecimal() and len(plain) == 4:
        return plain if _FIRST.year <= int(plain) <= last.year else None
    compact = _COMPACT.fullmatch(plain)
    if compact is None and _NUMBER.fullmatch(plain):
        return _epoch(plain, last)
    rewritten = _extended(compact) if compact else _month_and_day(plain)
    return next((found.value for found in _scan(rewritten or text, languages, last, loose=True)), None)


def find(text: str, *, languages: Sequence[str] = (), now: float | None = None) -> list[DateMatch]:
    """The dates in the first 50,000 characters of prose, in order, not overlapping, in linear time."""
    return list(_scan(text[:_LONGEST_PROSE], languages, _last(now), loose=False))


def first(text: str, *, languages: Sequence[str] = (), now: float | None = None) -> DateMatch | None:
    """The first of them; what follows it is not read."""
    return next(_scan(text[:_LONGEST_PROSE], languages, _last(now), loose=False), None)


def _scan(text: str, languages: Sequence[str], last: date, *, loose: bool) -> Iterator[DateMatch]:
    for stamp in grammar.scan(text, languages, loose=loose):
        if _plausible(stamp, last):
            yield DateMatch(_value(stamp), stamp.start, stamp.end)


def _last(now: float | None) -> date:
    return _LAST if now is None else datetime.fromtimestamp(now + _SECONDS_A_DAY, UTC).date()


def _plausible(stamp: Stamp, last: date) -> bool:
    day = date(stamp.year, stamp.month, stamp.day or 1)
    return _FIRST <= day <= last and day not in _EPOCH


def _value(stamp: Stamp) -> str:
    month = f"{stamp.year:04}-{stamp.month:02}"
    if stamp.day is None:
        return month
    day = f"{month}-{stamp.day:02}"
    return f"{day}T{stamp.time}" if stamp.time else day


def _epoch(text: str, last: date) -> str | None:
    """A time since 1970; its unit follows from its size, since no page is older than the web."""
    whole, _, fraction = text.partition(".")
    unit = next(exponent for exponent in (0, 3, 6, 9) if int(whole) < 10 ** (11 + exponent))
    digits = whole + fraction
    seconds = int(digits[: len(whole) - unit])
    moment = datetime.fromtimestamp(seconds, UTC)
    if not _FIRST_WEB <= moment.date() <= last:
        return None
    rest = digits[len(whole) - unit :][:6].rstrip("0")
    return f"{moment:%Y-%m-%dT%H:%M:%S}{'.' if rest else ''}{rest}Z"


def _extended(compact: re.Match[str]) -> str:
    """ISO 8601's basic format to its extended one."""
    year, month, day, hour, minute, second, fraction, zone = compact.groups(default="")
    time = f"T{hour}:{minute}:{second or '00'}{fraction}{zone}" if hour else ""
    return f"{year}-{month}-{day}{time}"


def _month_and_day(text: str) -> str | None:
    """ISO 8601's week dates (2021-W04-2) and ordinal dates (2021-026) to calendar dates."""
    try:
        if week := _WEEK.match(text):
            return date.fromisocalendar(*map(int, week.groups())).isoformat() + text[week.end() :]
        if ordinal := _ORDINAL.match(text):
            day = date(int(ordinal[1]), 1, 1) + timedelta(days=int(ordinal[2]) - 1)
            return day.isoformat() + text[ordinal.end() :]
    except (ValueError, OverflowError):
        return None
    return None


def from_url(url: str, *, now: float | None = None) -> str | None:
    """The day, or the month, in the path of an article's URL: /2021/01/26/, /2021/jan/26/, /2021-01-26-slug,
    /t20210126_1.html, /2021/01/, and Jalali dates on Iranian sites.
    """
    path = _HOST.sub("", url[:_LONGEST_URL], count=1).partition("#")[0].partition("?")[0].lower()
    last = _last(now)
    for form in _PATHS:
        for match in form.finditer(path):
            value = _from_path(*match.groups(), last=last)
            if value:
                return value
    return None


def _from_path(year: str, month: str, day: str | None = None, *, last: date) -> str | None:
    named = months.month(month)
    number = int(month) if month.isdecimal() else (named.number if named else 0)
    if day is not None and year < "1500":
        other = calendars.jalali(int(year), number, int(day))
        return other.isoformat() if other and _FIRST <= other <= last else None
    try:
        first = date(int(year), number, int(day or 1))
    except ValueError:
        return None
    if not _FIRST_WEB <= first <= last:
        return None
    return first.isoformat() if day else f"{first:%Y-%m}"
