"""The posts of one account that a page or an index of web archives links to."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from embedsvc.read.posts import snowflake

_STATUS = r"(?:twitter|x)\.com(?:\\?/#!)?\\?/{handle}\\?/status(?:es)?\\?/(\d{{1,19}})"

_TOLERANCE = timedelta(days=1)
"""Labels have the day in the zone of whoever copied the post."""


def ids_in(text: str, handle: str) -> list[int]:
    """The ids of an account's posts that a text links to, each once."""
    pattern = re.compile(_STATUS.format(handle=re.escape(handle)), re.IGNORECASE)
    return list(dict.fromkeys(int(match[1]) for match in pattern.finditer(text)))


def of_day(ids: Iterable[int], published: str | None) -> list[int]:
    """The ids of posts written on a day (RFC 3339), the one before or the one after; all without a day."""
    day = _day(published)
    return [
        each
        for each in ids
        if day is None or (posted := _posted(each)) is None or abs(posted - day) <= _TOLERANCE
    ]


def id_range(published: str) -> tuple[date, date] | None:
    """The first and the last day on which a post with this label may have been written."""
    day = _day(published)
    return (day - _TOLERANCE, day + _TOLERANCE) if day else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _posted(status: int) -> date | None:
    moment = snowflake.posted(status)
    return moment.date() if moment else None
