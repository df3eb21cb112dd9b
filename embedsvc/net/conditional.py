"""Asking a site whether what it gave before still holds (RFC 9110 §13, RFC 9111 §4.3)."""

import re
from dataclasses import replace
from email.utils import parsedate_to_datetime

from embedsvc.model import Headers, Snapshot
from embedsvc.net import freshness

ANSWERS = frozenset({304, 412})
"""Statuses that answer a condition: it still holds, or there is something wrong with asking that."""

_ENTITY_TAG = re.compile(r'(?:W/)?"[!#-~]{0,1024}"')
"""RFC 9110 §8.8.3 in ASCII: whatever else a header may hold is never sent back."""

_DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")

_NOT_KEPT = frozenset({"no-store", "private"})
"""Directives by which a shared cache keeps nothing of an answer (RFC 9111 §5.2.2)."""

_RENEWED = frozenset({"age", "cache-control", "date", "etag", "expires", "last-modified", "vary"})
"""What a 304 says anew (RFC 9110 §15.4.5). Of the body that is kept it knows nothing."""


def of(snapshot: Snapshot) -> Headers:
    """The request headers that ask whether a Snapshot still holds; none where it has no sound validator.

    A tag that is none, or over 1 KiB long, and a date that is none, or was in the future, are not sound.
    """
    tag, date = _tag(snapshot.headers), _date(snapshot)
    return (*((("if-none-match", tag),) if tag else ()), *((("if-modified-since", date),) if date else ()))


def storable(snapshot: Snapshot) -> bool:
    """Whether it may be kept and asked about: a whole 200 with a validator, and neither the site
    (`no-store`, `private`) nor its choice of representations (`Vary: *`) is against it.
    """
    whole = snapshot.status == 200 and not snapshot.truncated
    varies = {item.strip() for value in _values(snapshot.headers, "vary") for item in value.split(",")}
    free = _NOT_KEPT.isdisjoint(freshness.directives(snapshot.headers)) and "*" not in varies
    return whole and free and bool(of(snapshot))


def renewed(kept: Snapshot, headers: Headers, now: float) -> Snapshot | None:
    """What was kept, fresh again as a 304 says (RFC 9111 §4.3.4); None where the 304 is about another one."""
    if not _is_about(kept, headers):
        return None
    new = tuple(header for header in headers if header[0] in _RENEWED)
    names = {name for name, _ in new} | {"age"}  # that of the older answer was of its way to us
    old = tuple(header for header in kept.headers if header[0] not in names)
    headers = (*old, *new)
    return replace(
        kept, headers=headers, fetched_at=now, fresh_for=freshness.remaining(headers), revalidated=True
    )


def _is_about(kept: Snapshot, headers: Headers) -> bool:
    for name in ("etag", "last-modified"):  # a tag says more than a date
        told = _values(headers, name)
        if told:
            known = _values(kept.headers, name)
            return {tag.removeprefix("W/") for tag in told} == {tag.removeprefix("W/") for tag in known}
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
