"""Settings from `EMBEDSVC_*` environment variables, refused at start when wrong.

The dataclass is the one table: a field's metadata has the sentence of `docs/operating.md`, and its name in
capitals is the variable's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import SplitResult, urlsplit

from embedsvc.numbers import whole

Network = IPv4Network | IPv6Network
Images = Literal["link", "direct"]
PurgeHeader = Literal["Cache-Tag", "Surrogate-Key"]
Scope = Literal["read", "restore", "admin"]

PREFIX = "EMBEDSVC_"

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


class WrongSettingError(Exception):
    """A variable that cannot be used; the message is a sentence that names it."""


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


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError("must be a number above 0")
    return value


def _count(text: str) -> int:
    value = whole(text)
    if not value:
        raise ValueError("must be a whole number above 0")
    return value


def _at_least(least: int) -> Callable[[str], int]:
    """For a cache: what is smaller has no room for a single answer."""

    def parse(text: str) -> int:
        value = whole(text)
        if value is None or value < least:
            raise ValueError(f"must be {least} bytes or more")
        return value

    return parse


def _seconds(text: str) -> int:
    value = whole(text)
    if value is None:
        raise ValueError("must be a whole number of seconds, 0 or more")
    return value


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(item) for item in _items(text))


def _ports(text: str) -> frozenset[int]:
    ports = frozenset(whole(item) or 0 for item in _items(text))
    if not all(0 < port < 65536 for port in ports):
        raise ValueError("must be a list of ports between 1 and 65535")
    return ports


def _images(text: str) -> Images:
    match text:
        case "link" | "direct":
            return text
    raise ValueError("must be link or direct")


def _purge_header(text: str) -> PurgeHeader:
    match text:
        case "Cache-Tag" | "Surrogate-Key":
            return text
    raise ValueError("must be Cache-Tag or Surrogate-Key")


def _on_off(text: str) -> bool:
    match text:
        case "on" | "off":
            return text == "on"
    raise ValueError("must be on or off")


def _token(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        raise ValueError("must be in ASCII, without spaces")
    return text


def _http_url(text: str) -> str:
    parts = _parts(text)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an http or https URL in ASCII")
    return text


def _base_url(text: str) -> str:
    parts = _parts(text)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise ValueError("must be an http or https URL in ASCII, without a user name")
    if not _BASE_PATH.fullmatch(text.partition("://")[2].partition("/")[2]):
        raise ValueError("must be a host with or without a plain path, without a query or a fragment")
    return text.rstrip("/")


def _secrets(text: str) -> tuple[str, ...]:
    """The error sentences contain no part of a secret."""
    secrets = _items(text)
    if not all(_PLAIN.fullmatch(secret) and len(secret) >= _MIN_SECRET for secret in secrets):
        raise ValueError(f"each secret must be in ASCII and have {_MIN_SECRET} characters or more, no spaces")
    return secrets


def _proxy(text: str) -> str:
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


def _api_keys(text: str) -> tuple[ApiKey, ...]:
    """The error sentences contain no part of an entry: any part may be the secret."""
    keys = tuple(_api_key(number, entry) for number, entry in enumerate(_items(text), start=1))
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


def _rate(text: str) -> Rate:
    from limits import parse_many  # noqa: PLC0415 -- takes 75 ms to import

    items = parse_many(text)
    if len(items) != 1 or not 0 < items[0].amount < 10**9:
        raise ValueError("must be one limit from 1 to 999999999, such as 100/minute")
    return Rate(items[0].amount, items[0].get_expiry())


def _origins(text: str) -> tuple[str, ...]:
    origins = _items(text)
    if origins != ("*",) and not all(_ORIGIN.fullmatch(origin) for origin in origins):
        raise ValueError("must be * or a list of origins such as https://cms.example")
    return origins


def _one_of(*schemes: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not any(text.startswith(scheme) for scheme in schemes):
            raise ValueError("must start with " + " or ".join(schemes))
        return text

    return parse


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder of this user's data (XDG Base Directory Specification)."""
    base = environ.get("XDG_DATA_HOME") or Path(environ.get("HOME", "/")) / ".local" / "share"
    return Path(base) / "embedsvc"


def _setting(
    parse: Callable[[str], Any],
    default: Any,  # noqa: ANN401
    meaning: str,
    *,
    shown: Callable[[str], str] | None = repr,
    empty: Any = None,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """`shown` renders the value in an error sentence; None where the whole value may be a secret. `empty` is
    what a variable that is set to nothing means; None where that is the default.
    """
    metadata = {"parse": parse, "meaning": meaning, "shown": shown, "empty": empty}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    cache_url: str | None = _setting(
        _one_of("memory://", "sqlite:///", "redis://", "rediss://", "unix://"),
        None,
        "the cache of answers: `memory://` (one for each worker, so a purge or a takedown reaches only one: "
        "for `--workers 1`), `sqlite:///path`, or a Redis or Valkey server as `redis://host`, "
        "`rediss://host` (TLS) or `unix:///path`; by default a SQLite file in the user's data folder",
        shown=without_secrets,
    )
    cache_bytes: int = _setting(
        _at_least(2**16), 64 * 2**20, "memory of each worker for cached answers, bytes"
    )
    response_bytes: int = _setting(
        _at_least(2**16), 64 * 2**20, "memory of each worker for rendered responses, bytes"
    )
    cache_file_bytes: int = _setting(
        _at_least(2**18), 2**30, "maximum size of the SQLite file of the cache, bytes"
    )
    archive_url: str | None = _setting(
        _one_of("sqlite:///", "postgresql://"),
        None,
        "the archive of Editions: `sqlite:///path` or `postgresql://user@host/database`; "
        "by default a SQLite file in the user's data folder",
        shown=without_secrets,
    )
    retention: tuple[str, ...] = _setting(
        _items,
        (),
        "what the archive stores of a provider (list), to override its default: `x=full`, "
        "`x=attribution-only` or `x=none`",
    )
    min_ttl: int = _setting(_seconds, 60, "minimum freshness of an answer, seconds")
    max_ttl: int = _setting(_seconds, 30 * 86400, "maximum freshness of an answer, seconds")
    deadline: float = _setting(_positive, 10.0, "total time to fetch one link, seconds")
    restore_deadline: float = _setting(_positive, 60.0, "total time to restore one article, seconds")
    cdx_url: str = _setting(
        _http_url,
        "https://web.archive.org/cdx/search/cdx",
        "the index of web archives (CDX server API) in which posts without a link are searched; off if empty",
        shown=without_secrets,
        empty="",
    )
    max_bytes: int = _setting(_count, 5 * 2**20, "maximum size of one fetched response, decoded bytes")
    slots: int = _setting(_count, 64, "concurrent fetches of one worker")
    allow_networks: tuple[Network, ...] = _setting(
        _networks, (), "addresses (CIDR list) that may be fetched although they are not public"
    )
    allow_ports: frozenset[int] = _setting(
        _ports, frozenset(), "ports (list) that may be fetched in addition to 80, 443, 8080 and 8443"
    )
    contact: str = _setting(
        _http_url,
        "https://embedsvc.example/bot",
        "a page about this service, for the User-Agent",
        shown=without_secrets,
    )
    proxy: str | None = _setting(
        _proxy,
        None,
        "HTTP proxy for all fetches; it must then refuse private addresses",
        shown=without_secrets,
    )
    images: Images = _setting(
        _images,
        "link",
        "pictures of cards without `EMBEDSVC_MEDIA_SECRET`: `link` names them, `direct` shows them from "
        "their site",
    )
    media_secret: tuple[str, ...] = _setting(
        _secrets,
        (),
        "secrets (list) of 16 characters or more that sign the addresses of the media proxy: the first "
        "signs, all are valid. With one, blocks show pictures, which readers load from this service; without "
        "one, they are links",
        shown=None,
    )
    public_url: str | None = _setting(
        _base_url,
        None,
        "what the addresses of this service begin with, for media, frames and discovery links, such as "
        "`https://embed.example`; by default the host of each request. The command line needs it to show "
        "pictures",
        shown=without_secrets,
    )
    x_syndication: bool = _setting(
        _on_off,
        True,
        "`off`: posts of X without what only the undocumented source of its own embeds states (exact time, "
        "pictures, quoted post, poll)",
    )
    meta_token: str | None = _setting(
        _token,
        None,
        "access token of a Meta app with oEmbed Read, for Instagram, Facebook and Threads; without one their "
        "endpoints are asked without a token",
        shown=None,
    )
    replay: tuple[str, ...] = _setting(_items, (), "WARC files (list) to answer from instead of the network")
    api_keys: tuple[ApiKey, ...] = _setting(
        _api_keys,
        (),
        "API keys (list) as `name:secret:scopes`, with scopes of `read+restore+admin` and secrets of 16 "
        "characters or more; without any, everything but `admin` is open",
        shown=None,
    )
    rate_limit: Rate | None = _setting(
        _rate, None, "requests that one client may send, such as `100/minute`; unlimited by default"
    )
    trusted_proxies: tuple[Network, ...] = _setting(
        _networks,
        (),
        "proxies (CIDR list) whose `X-Forwarded-For`, `-Proto` and `-Host` are trusted",
    )
    purge_header: PurgeHeader | None = _setting(
        _purge_header,
        None,
        "the response header with the tags by which your CDN purges its copies: `Cache-Tag` or "
        "`Surrogate-Key`",
    )
    cors_origins: tuple[str, ...] = _setting(
        _origins, ("*",), "origins (list) whose pages may read responses; `*` for all"
    )


def load(environ: Mapping[str, str]) -> Settings:
    """Reads the settings; raises WrongSettingError for a value that cannot be used.

    Unknown variables are left alone: orchestrators inject names of their own (EMBEDSVC_SERVICE_HOST).
    """
    values: dict[str, Any] = {}
    for item in fields(Settings):
        name = PREFIX + item.name.upper()
        text = environ.get(name, "").strip()
        if not text:
            if name in environ and item.metadata["empty"] is not None:
                values[item.name] = item.metadata["empty"]
            continue
        try:
            values[item.name] = item.metadata["parse"](text)
        except ValueError as error:
            shown = item.metadata["shown"]
            what = f"is {shown(text)}" if shown else "cannot be used"
            raise WrongSettingError(f"{name} {what}: {error}") from None
    settings = Settings(**values)
    if settings.min_ttl > settings.max_ttl:
        raise WrongSettingError(f"{PREFIX}MIN_TTL is above {PREFIX}MAX_TTL")
    return settings
