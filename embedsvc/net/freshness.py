"""How long an answer says that it holds (RFC 9111 §4.2.1): a shared cache's reading of its headers."""

from email.utils import parsedate_to_datetime

from embedsvc.model import Headers

_AT_ONCE = ("no-store", "no-cache", "private")
"""Directives by which a shared cache may not answer from what it has (RFC 9111 §5.2.2)."""


def remaining(lines: Headers) -> int | None:
    """The freshness that an answer has left (seconds, 0 or more); None where its headers say nothing.

    `s-maxage` comes before `max-age`, both before `Expires`; the time that a cache on the way held it counts.
    """
    headers = dict(lines)
    told = directives(lines)
    if any(name in told for name in _AT_ONCE):
        return 0
    stated = next((told[name] for name in ("s-maxage", "max-age") if name in told), None)
    lifetime = _until_expiry(headers) if stated is None else _whole(stated)
    if lifetime is None:
        return None
    return max(0, lifetime - (_whole(headers.get("age")) or 0))


def directives(headers: Headers) -> dict[str, str]:
    """What all lines of `Cache-Control` tell (RFC 9111 §5.2), in lower case; of equal ones the first."""
    lines = (value for name, value in headers if name == "cache-control")
    parts = [part.strip().partition("=") for part in ",".join(lines).lower().split(",")]
    return {name: value.strip('" ') for name, _, value in reversed(parts) if name}


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
