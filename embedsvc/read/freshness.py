"""How long an answer says that it holds (RFC 9111 §4.2.1): a shared cache's reading of its headers."""

from email.utils import parsedate_to_datetime

from embedsvc.model import Snapshot

_AT_ONCE = ("no-store", "no-cache", "private")
"""Directives by which a shared cache may not answer from what it has (RFC 9111 §5.2.2)."""


def seconds(snapshot: Snapshot) -> int | None:
    """The time that is left of its freshness (seconds, 0 or more); None where it says nothing.

    `s-maxage` comes before `max-age`, both before `Expires`; the time that a cache on the way held it counts.
    """
    headers = dict(snapshot.headers)
    directives = _directives(headers.get("cache-control", ""))
    if any(name in directives for name in _AT_ONCE):
        return 0
    stated = next((directives[name] for name in ("s-maxage", "max-age") if name in directives), None)
    lifetime = _until_expiry(headers) if stated is None else _whole(stated)
    if lifetime is None:
        return None
    return max(0, lifetime - (_whole(headers.get("age")) or 0))


def _directives(text: str) -> dict[str, str]:
    parts = (part.strip().partition("=") for part in text[:1000].lower().split(","))
    return {name: value.strip('" ') for name, _, value in parts if name}


def _whole(text: str | None) -> int | None:
    digits = (text or "").strip()
    return min(int(digits[:10]), 2**31) if digits.isascii() and digits.isdigit() else None


def _until_expiry(headers: dict[str, str]) -> int | None:
    """From `Date` to `Expires`; a date that cannot be read has passed (RFC 9111 §5.3)."""
    if "expires" not in headers or "date" not in headers:
        return None
    try:
        expires, date = (parsedate_to_datetime(headers[name]) for name in ("expires", "date"))
        return max(0, int((expires - date).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return 0
