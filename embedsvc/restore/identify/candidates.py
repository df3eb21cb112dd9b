"""The posts that a page or an index of web archives links to, and which of them may be the one."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from embedsvc.read.posts import snowflake

_STATUS = re.compile(
    r"(?:twitter|x)\.com(?:\\?/#!)?\\?/(\w{1,20})\\?/status(?:es)?\\?/(\d{1,19})", re.IGNORECASE
)

_TOLERANCE = timedelta(days=1)
"""Labels have the day in the zone of whoever copied the post."""


class PostLink(NamedTuple):
    """`handle` is in lower case."""

    handle: str
    status: int


Links = tuple[PostLink, ...]


def post_links(text: str) -> Links:
    """The posts that a text links to, each once."""
    links = (PostLink(match[1].lower(), int(match[2])) for match in _STATUS.finditer(text))
    return tuple(dict.fromkeys(links))


def likely(links: Iterable[PostLink], handle: str, published: str | None) -> list[int]:
    """The ids of an account's posts that were written on a day (RFC 3339), the one before or the one after,
    the nearest first; all without a day.
    """
    ids = [link.status for link in links if link.handle == handle.lower()]
    day = _day(published)
    if day is None:
        return ids
    distances = {each: _distance(each, day) for each in ids}
    return sorted((each for each in ids if distances[each] <= _TOLERANCE), key=lambda each: distances[each])


def id_range(published: str) -> tuple[date, date] | None:
    """The first and the last day on which a post with this label may have been written."""
    day = _day(published)
    return (day - _TOLERANCE, day + _TOLERANCE) if day else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _distance(status: int, day: date) -> timedelta:
    """Of a post from a day; the tolerance if its id does not state when it was written."""
    moment = snowflake.posted(status)
    return abs(moment.date() - day) if moment else _TOLERANCE
