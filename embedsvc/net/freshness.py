"""How long a response is fresh by its own headers, as a shared cache reads them (RFC 9111 §4.2.1)."""

from email.utils import parsedate_to_datetime

from embedsvc.model import Headers
from embedsvc.numbers import whole

_NEVER_FRESH = ("no-store", "no-cache", "private")
"""Directives by which a shared cache must not answer from what it stored (RFC 9111 §5.2.2)."""

_MAX_SECONDS = 2**31
"""What a larger number counts as (RFC 9111 §1.2.2)."""
_MAX_DIGITS = 15


def remaining(headers: Headers) -> int | None:
    """Seconds for which a response is still fresh, 0 or more; None where its headers do not state it.

    `s-maxage` precedes `max-age`, and both precede `Expires`; `Age` is subtracted.
    """
    fields = dict(headers)
    stated = directives(headers)
    if any(name in stated for name in _NEVER_FRESH):
        return 0
    max_age = next((stated[name] for name in ("s-maxage", "max-age") if name in stated), None)
    lifetime = _until_expiry(fields) if max_age is None else _whole_seconds(max_age)
    if lifetime is None:
        return None
    return max(0, lifetime - (_whole_seconds(fields.get("age")) or 0))


def directives(headers: Headers) -> dict[str, str]:
    """The directives of all `Cache-Control` lines (RFC 9111 §5.2), in lower case; the first of equals."""
    lines = (value for name, value in headers if name == "cache-control")
    parts = [part.strip().partition("=") for part in ",".join(lines).lower().split(",")]
    return {name: value.strip('" ') for name, _, value in reversed(parts) if name}


def _whole_seconds(text: str | None) -> int | None:
    seconds = whole((text or "")[:_MAX_DIGITS])
    return None if seconds is None else min(seconds, _MAX_SECONDS)


def _until_expiry(fields: dict[str, str]) -> int | None:
    """Seconds from `Date` to `Expires`; a malformed date counts as past (RFC 9111 §5.3)."""
    if "expires" not in fields or "date" not in fields:
        return None
    try:
        expires, date = (parsedate_to_datetime(fields[name]) for name in ("expires", "date"))
        return max(0, int((expires - date).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return 0
