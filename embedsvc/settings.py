"""Settings from `EMBEDSVC_*` environment variables, refused at start when wrong.

The one table is the dataclass: a field's metadata has the sentence that the README prints, and its
name in capitals is the variable's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
Images = Literal["link", "direct"]

PREFIX = "EMBEDSVC_"


class WrongSettingError(Exception):
    """A variable that cannot be used; the message is a sentence that names it."""


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise ValueError("must be a number above 0")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError("must be a whole number above 0")
    return value


def _seconds(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError("must be a whole number of seconds, 0 or more")
    return value


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(item) for item in _items(text))


def _ports(text: str) -> frozenset[int]:
    ports = frozenset(int(item) for item in _items(text))
    if not all(0 < port < 65536 for port in ports):
        raise ValueError("ports lie between 1 and 65535")
    return ports


def _images(text: str) -> Images:
    match text:
        case "link" | "direct":
            return text
    raise ValueError("must be link or direct")


def _http_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an http or https URL")
    return text


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


def _setting(parse: Callable[[str], Any], default: Any, says: str) -> Any:  # noqa: ANN401
    return field(default=default, metadata={"parse": parse, "says": says})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    cache_url: str | None = _setting(
        _one_of("memory://", "sqlite:///", "redis://", "rediss://", "unix://"),
        None,
        "where answers are remembered: `memory://`, `sqlite:///path`, or a Redis or Valkey server as "
        "`redis://host`, `rediss://host` (TLS) or `unix:///path`; "
        "by default a SQLite file in the user's data folder",
    )
    cache_bytes: int = _setting(_count, 64 * 2**20, "memory of each worker for remembered answers, bytes")
    min_ttl: int = _setting(_seconds, 60, "the shortest time an answer stays fresh, seconds")
    max_ttl: int = _setting(_seconds, 30 * 86400, "the longest time an answer stays fresh, seconds")
    deadline: float = _setting(_positive, 10.0, "the total time that one link may take to fetch, seconds")
    max_bytes: int = _setting(_count, 5 * 2**20, "the most that is read of one answer, decoded bytes")
    slots: int = _setting(_count, 64, "fetches that one worker makes at a time")
    allow_networks: tuple[Network, ...] = _setting(
        _networks, (), "addresses (CIDR list) that may be fetched although the guard would refuse them"
    )
    allow_ports: frozenset[int] = _setting(
        _ports, frozenset(), "ports (list) that may be fetched besides 80, 443, 8080 and 8443"
    )
    contact: str = _setting(
        _http_url, "https://embedsvc.example/bot", "a page about this service, named in the User-Agent"
    )
    proxy: str | None = _setting(_http_url, None, "the proxy of all fetches; the proxy then checks addresses")
    images: Images = _setting(_images, "link", "pictures of cards: `link` names them, `direct` shows them")
    replay: tuple[str, ...] = _setting(_items, (), "WARC files (list) that answer instead of the network")


def load(environ: Mapping[str, str]) -> Settings:
    """Reads the settings; raises WrongSettingError for a value that cannot be used.

    Unknown variables are left alone: orchestrators inject names of their own (EMBEDSVC_SERVICE_HOST).
    """
    values: dict[str, Any] = {}
    for item in fields(Settings):
        name = PREFIX + item.name.upper()
        text = environ.get(name, "").strip()
        if not text:
            continue
        try:
            values[item.name] = item.metadata["parse"](text)
        except ValueError as error:
            raise WrongSettingError(f"{name} is {text!r}: {error}") from None
    settings = Settings(**values)
    if settings.min_ttl > settings.max_ttl:
        raise WrongSettingError(f"{PREFIX}MIN_TTL is above {PREFIX}MAX_TTL")
    return settings
