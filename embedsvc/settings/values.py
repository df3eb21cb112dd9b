"""The values that settings can have, each parsed from the text of its variable.

Parsers raise ValueError with the rest of a sentence that begins with the name of the variable.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal, get_args
from urllib.parse import SplitResult, urlsplit

from embedsvc.numbers import whole

Network = IPv4Network | IPv6Network
Images = Literal["link", "direct"]
PurgeHeader = Literal["Cache-Tag", "Surrogate-Key"]
Scope = Literal["read", "restore", "admin"]

_MIN_SECRET = 16
_PLAIN = re.compile(r"[!-~]+")
_KEY_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*://)"
    r"(?:[^@/?#\s]*@)?(?P<address>(?:[A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]*\])(?::[0-9]*)?(?:/[A-Za-z0-9._~/-]*)?)"
    r"(?:[?#][^@]*)?"
)
_BASE_PATH = re.compile(r"[A-Za-z0-9._~/-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?|https?://\[[0-9a-f:.]{2,45}\](:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class ApiKey:
    name: str
    digest: bytes = field(repr=False)
    """SHA-256 of the secret, which itself is not stored."""
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Rate:
    quota: int
    """Requests in each window."""
    window: int
    """Seconds."""


def without_secrets(url: str) -> str:
    """A URL without its user, password and query, for an error sentence. Where it is ambiguous which part is
    which, only the scheme is left.
    """
    found = _URL.fullmatch(url)
    if found:
        return found["scheme"] + found["address"]
    scheme = _SCHEME.match(url)
    return f"{scheme[0]}..." if scheme else "not a URL"


def positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError("must be a number above 0")
    return value


def count(text: str) -> int:
    value = whole(text)
    if not value:
        raise ValueError("must be a whole number above 0")
    return value


def at_least(least: int) -> Callable[[str], int]:
    """For a cache: what is smaller has no room for a single answer."""

    def parse(text: str) -> int:
        value = whole(text)
        if value is None or value < least:
            raise ValueError(f"must be {least} bytes or more")
        return value

    return parse


def seconds(text: str) -> int:
    value = whole(text)
    if value is None:
        raise ValueError("must be a whole number of seconds, 0 or more")
    return value


def items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(item) for item in items(text))


def ports(text: str) -> frozenset[int]:
    numbers = frozenset(whole(item) or 0 for item in items(text))
    if not all(0 < number < 65536 for number in numbers):
        raise ValueError("must be a list of ports between 1 and 65535")
    return numbers


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError("must be " + " or ".join(choices))
        return text

    return parse


def on_off(text: str) -> bool:
    return one_of("on", "off")(text) == "on"


def token(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        raise ValueError("must be in ASCII, without spaces")
    return text


def http_url(text: str) -> str:
    parts = _parts(text)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an http or https URL in ASCII")
    return text


def base_url(text: str) -> str:
    parts = _parts(text)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise ValueError("must be an http or https URL in ASCII, without a user name")
    if not _BASE_PATH.fullmatch(text.partition("://")[2].partition("/")[2]):
        raise ValueError("must be a host with or without a plain path, without a query or a fragment")
    return text.rstrip("/")


def secrets(text: str) -> tuple[str, ...]:
    """The error sentences contain no part of a secret."""
    found = items(text)
    if not all(_PLAIN.fullmatch(secret) and len(secret) >= _MIN_SECRET for secret in found):
        raise ValueError(f"each secret must be in ASCII and have {_MIN_SECRET} characters or more, no spaces")
    return found


def proxy(text: str) -> str:
    """An https proxy is not supported."""
    parts = _parts(text)
    if parts is None or parts.scheme != "http" or not parts.hostname or parts.port == 0:
        raise ValueError("must be an http URL in ASCII, with a port between 1 and 65535")
    return text


def _parts(url: str) -> SplitResult | None:
    """None for text that is no URL. The parser's own errors repeat parts of the URL, such as a password."""
    if not _PLAIN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # checked when it is read
    except ValueError:
        return None
    return parts


def api_keys(text: str) -> tuple[ApiKey, ...]:
    """The error sentences contain no part of an entry: any part may be the secret."""
    keys = tuple(_api_key(number, entry) for number, entry in enumerate(items(text), start=1))
    if len({key.name for key in keys}) < len(keys):
        raise ValueError("two entries have the same name")
    return keys


def _api_key(number: int, entry: str) -> ApiKey:
    name, _, rest = entry.partition(":")
    secret, _, named = rest.rpartition(":")
    scopes = frozenset(scope for scope in get_args(Scope) if scope in named.split("+"))
    if not _KEY_NAME.fullmatch(name) or len(scopes) != len(named.split("+")):
        raise ValueError(f"entry {number} must be name:secret:scopes, with scopes of read+restore+admin")
    if len(secret) < _MIN_SECRET:
        raise ValueError(f"the secret of entry {number} must have {_MIN_SECRET} characters or more")
    return ApiKey(name, sha256(secret.encode()).digest(), scopes)


def rate(text: str) -> Rate:
    from limits import parse_many  # noqa: PLC0415 -- takes 75 ms to import

    limits = parse_many(text)
    if len(limits) != 1 or not 0 < limits[0].amount < 10**9:
        raise ValueError("must be one limit from 1 to 999999999, such as 100/minute")
    return Rate(limits[0].amount, limits[0].get_expiry())


def origins(text: str) -> tuple[str, ...]:
    found = items(text)
    if found != ("*",) and not all(_ORIGIN.fullmatch(origin) for origin in found):
        raise ValueError("must be * or a list of origins such as https://cms.example")
    return found


def beginning_with(*schemes: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not any(text.startswith(scheme) for scheme in schemes):
            raise ValueError("must start with " + " or ".join(schemes))
        return text

    return parse
