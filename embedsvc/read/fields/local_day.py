"""The day of publication by the publisher's own calendar, where a time in UTC falls on another day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from urllib.parse import urlsplit

from embedsvc.read.dates import country_days
from embedsvc.read.fields.dates import DAY, day_in_url, stated
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.fields.visible_dates import days_in, is_of_change
from embedsvc.read.page.marked_elements import short_text

_UTC = ("Z", "+00:00")
_MINUTE = len("2021-01-26T10:30")
_NOON = 12
_USUAL_FROM, _USUAL_TO = 6, 21
"""Hours in UTC that fall on the same day for most publishers: they are between UTC-7 and UTC+4."""
_MAX_TIMES = 5
_MAX_MARKED = 10


def local_day(page: PageFacts) -> str | None:
    """The day next to that of the stated time which the URL or a date element shows; otherwise the only day
    that it can have been in the country of the site's domain. None where the day is the same.
    """
    value = stated(page) or ""
    if "T" not in value or not value.endswith(_UTC):
        return None
    moment = datetime.fromisoformat(value[:_MINUTE]).replace(tzinfo=UTC)
    in_country = country_days.possible_days(moment, urlsplit(page.document.url).hostname or "")
    others = (in_country or {_neighbour(moment)}) - {value[:DAY]}
    if not others:
        return None
    is_usual_hour = in_country is None and _USUAL_FROM <= moment.hour < _USUAL_TO
    for day in _visible_days(page, with_marked=not is_usual_hour):
        if day in others:
            return day
        if day == value[:DAY]:
            return None
    return next(iter(others)) if others == in_country and len(others) == 1 else None


def _neighbour(moment: datetime) -> str:
    return (moment.date() + timedelta(days=-1 if moment.hour < _NOON else 1)).isoformat()


def _visible_days(page: PageFacts, *, with_marked: bool) -> Iterator[str]:
    """The days in the URL, in `time` elements, and in marked elements, which take a walk over the page."""
    if in_url := day_in_url(page):
        yield in_url
    marked = islice(page.marked.dates, _MAX_MARKED) if with_marked else ()
    for element in chain(page.document.all("time")[:_MAX_TIMES], marked):
        if not is_of_change(element) and not page.article.is_elsewhere(element):
            yield from days_in(short_text(element), page)
