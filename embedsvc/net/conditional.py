"""Conditional requests: whether a stored response is still current (RFC 9110 §13, RFC 9111 §4.3)."""

import re
from dataclasses import replace
from email.utils import parsedate_to_datetime

from embedsvc.model import Headers, Snapshot
from embedsvc.net import freshness

STATUSES = frozenset({304, 412})
"""Statuses that answer a condition: not modified, or precondition failed."""

_ENTITY_TAG = re.compile(r'(?:W/)?"[!#-~]{0,1024}"')
"""RFC 9110 §8.8.3, in ASCII: nothing else that a site calls a tag is sent back."""

_DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")

_NOT_STORED = frozenset({"no-store", "private"})
"""Directives that forbid a shared cache to store a response (RFC 9111 §5.2.2)."""

_UPDATED = frozenset({"age", "cache-control", "date", "etag", "expires", "last-modified", "vary"})
"""Headers that a 304 updates (RFC 9110 §15.4.5). Those about the body stay as they were stored."""


def request_headers(snapshot: Snapshot) -> Headers:
    """The request headers that ask whether a Snapshot is current; none without a usable validator.

    Malformed tags and dates, tags over 1 KiB, and dates later than the fetch are not usable.
    """
    tag, date = _tag(snapshot.headers), _date(snapshot)
    return (*((("if-none-match", tag),) if tag else ()), *((("if-modified-since", date),) if date else ()))


def storable(snapshot: Snapshot) -> bool:
    """Whether it may be stored to be revalidated: a whole 200 with a validator that neither the site
    (`no-store`, `private`) nor `Vary: *` forbids to store.
    """
    whole = snapshot.status == 200 and not snapshot.truncated
    varies = {item.strip() for value in _values(snapshot.headers, "vary") for item in value.split(",")}
    allowed = _NOT_STORED.isdisjoint(freshness.directives(snapshot.headers)) and "*" not in varies
    return whole and allowed and bool(request_headers(snapshot))


def revalidated(stored: Snapshot, headers: Headers, now: float) -> Snapshot | None:
    """The stored response, updated by the headers of a 304 (RFC 9111 §4.3.4); None where the 304 is about
    another response.
    """
    if not _is_about(stored, headers):
        return None
    new = tuple(header for header in headers if header[0] in _UPDATED)
    replaced = {name for name, _ in new} | {"age"}  # a stored age counted the way of the old response
    headers = (*(header for header in stored.headers if header[0] not in replaced), *new)
    return replace(
        stored, headers=headers, fetched_at=now, fresh_for=freshness.remaining(headers), revalidated=True
    )


def _is_about(stored: Snapshot, headers: Headers) -> bool:
    for name in ("etag", "last-modified"):  # a tag is the stronger validator
        sent = _values(headers, name)
        if sent:
            known = _values(stored.headers, name)
            return {tag.removeprefix("W/") for tag in sent} == {tag.removeprefix("W/") for tag in known}
    return True


def _tag(headers: Headers) -> str | None:
    values = _values(headers, "etag")
    return values[0] if len(values) == 1 and _ENTITY_TAG.fullmatch(values[0]) else None


def _date(snapshot: Snapshot) -> str | None:
    values = _values(snapshot.headers, "last-modified")
    if len(values) != 1 or not _DATE.fullmatch(values[0]):
        return None
    try:
        modified = parsedate_to_datetime(values[0]).timestamp()
    except (ValueError, OverflowError):
        return None
    return values[0] if modified <= snapshot.fetched_at else None


def _values(headers: Headers, name: str) -> list[str]:
    return [value.strip() for key, value in headers if key == name]
