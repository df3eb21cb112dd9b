"""The public oEmbed registry (oembed.com): which endpoint answers for a URL."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from embedsvc.model import Url


@dataclass(frozen=True, slots=True)
class Scheme:
    """A URL pattern of the registry without its protocol: `*` matches any text, a leading `*.` also none."""

    host: str
    path: str

    def matches(self, url: Url) -> bool:
        bare = url.host.removeprefix("www.")
        on_host = _glob(self.host, url.host) or bare in {self.host, self.host.removeprefix("*.")}
        return on_host and _glob(self.path, url.target)


@dataclass(frozen=True, slots=True)
class Endpoint:
    name: str
    """The provider's name."""
    home: str
    """The provider's home page."""
    url: str
    """The endpoint."""
    schemes: tuple[Scheme, ...]


def endpoint_of(url: Url) -> Endpoint | None:
    """The first registered endpoint with a URL scheme (oEmbed 1.0 §2.1) that matches."""
    for endpoint in _by_domain().get(_domain(url.host), ()):
        if any(scheme.matches(url) for scheme in endpoint.schemes):
            return endpoint
    return None


@cache
def _by_domain() -> dict[str, tuple[Endpoint, ...]]:
    text = files("embedsvc.providers").joinpath("oembed_registry.json").read_text("utf-8")
    table: dict[str, tuple[Endpoint, ...]] = {}
    for entry in json.loads(text)["endpoints"]:
        schemes: dict[str, list[Scheme]] = {}
        for scheme in entry["schemes"]:
            host, _, path = scheme.partition("://")[2].partition("/")
            schemes.setdefault(_domain(host), []).append(Scheme(host.removeprefix("www."), "/" + path))
        for domain, patterns in schemes.items():
            endpoint = Endpoint(entry["name"], entry["url"], entry["endpoint"], tuple(patterns))
            table[domain] = (*table.get(domain, ()), endpoint)
    return table


def _domain(host: str) -> str:
    """The last two labels: enough to narrow hundreds of schemes down to a few."""
    return ".".join(host.rsplit(".", 2)[-2:])


def _glob(pattern: str, text: str) -> bool:
    """Whether a pattern with `*` matches the whole text, in linear time."""
    first, *rest = pattern.split("*")
    if not rest:
        return pattern == text
    if not text.startswith(first):
        return False
    position = len(first)
    for piece in rest[:-1]:
        position = text.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    return text.endswith(rest[-1]) and len(text) - len(rest[-1]) >= position
