"""The registry of platforms: which flow handles a URL, and what all platforms state together."""

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from embedsvc.model import Flow, Terms, Url
from embedsvc.providers import oembed, platforms, webpage
from embedsvc.providers.oembed_registry import endpoint_of
from embedsvc.providers.permalink import Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.providers.wrappers import WRAPPERS
from embedsvc.read.html.document import Document
from embedsvc.safe import Players
from embedsvc.settings import Settings
from embedsvc.urls import ANY_HOST, Normaliser, Rules, parents

T = TypeVar("T")


@dataclass(frozen=True)
class Sites:
    """Platforms in order of precedence."""

    sites: tuple[Site, ...]
    settings: Settings = field(default_factory=Settings)

    def flow(self, url: Url) -> Flow:
        """The flow for a URL: the platform's own, the oEmbed registry's, or that of any web page."""
        for site in self._on(url.host):
            match = site.match(url)
            if match and site.flow:
                settings = {name: getattr(self.settings, name) for name in site.settings}
                return self._or_page(url, site.flow(url, **match.groupdict(), **settings))
        endpoint = endpoint_of(url)
        if endpoint:
            return self._or_page(url, oembed.flow(url, endpoint, self))
        return webpage.flow(url, self)

    def platform_of(self, url: Url) -> Site | None:
        """The platform that a URL belongs to, whether or not its flow handles it."""
        return next(self._on(url.host), None)

    def platform_of_player(self, url: Url) -> Site | None:
        """The platform whose player is at a URL that is not normalised, on whatever host."""
        players = (
            player for host in (*parents(url.host), ANY_HOST) for player in self._permalinks.get(host, ())
        )
        return next((site for site, permalink in players if permalink(url)), None)

    def by_key(self, key: str) -> Site | None:
        """The platform whose provider has this key."""
        return next((site for site in self.sites if site.provider.key == key), None)

    def claims(self, url: Url) -> bool:
        """Whether a platform's own flow handles the URL."""
        return any(site.match(url) for site in self._on(url.host))

    def provider_of(self, url: Url) -> str | None:
        """The key of the platform whose host the URL has, whether or not its flow handles the URL."""
        platform = self.platform_of(url)
        return platform.provider.key if platform else None

    def recognised(self, page: Document) -> Site | None:
        """The first platform that recognises a page as made by its software."""
        return next((site for site in self.sites if site.recognise and site.recognise(page)), None)

    @cached_property
    def normalise(self) -> Normaliser:
        """Normalises URLs under the rules of all platforms and the table of redirect pages."""
        return Normaliser(
            Rules(
                aliases={host: common for site in self.sites for host, common in site.aliases.items()},
                tracking={host: site.tracking for site in self.sites if site.tracking for host in site.hosts},
                fragments={
                    host: site.fragments for site in self.sites if site.fragments for host in site.hosts
                },
                wrappers=WRAPPERS,
                permalinks={
                    host: tuple(permalink for _, permalink in players)
                    for host, players in self._permalinks.items()
                },
            )
        )

    @cached_property
    def players(self) -> Players:
        """The player hosts of all platforms: the only ones that a frame may show."""
        return Players(player for site in self.sites for player in site.players)

    @cached_property
    def terms(self) -> tuple[Terms, ...]:
        """The terms of each platform, for the archive."""
        return tuple(
            Terms(provider=site.provider.key, hosts=tuple(site.hosts), retention=site.retention)
            for site in self.sites
        )

    def _on(self, host: str) -> Iterator[Site]:
        """The platforms on a host or above it, the nearest first."""
        return (site for name in parents(host) for site in self._by_host.get(name, ()))

    @cached_property
    def _by_host(self) -> Mapping[str, tuple[Site, ...]]:
        return _grouped((host, site) for site in self.sites for host in site.hosts)

    @cached_property
    def _permalinks(self) -> Mapping[str, tuple[tuple[Site, Permalink], ...]]:
        return _grouped(
            (host, (site, permalink))
            for site in self.sites
            for permalink in site.permalinks
            for host in permalink.hosts
        )

    def _or_page(self, url: Url, flow: SiteFlow) -> Flow:
        found = yield from flow
        return found if found is not None else (yield from webpage.flow(url, self))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups = defaultdict[str, list[T]](list)
    for name, value in pairs:
        groups[name].append(value)
    return {name: tuple(values) for name, values in groups.items()}


def load(settings: Settings | None = None) -> Sites:
    """All platforms, in the order of their file names."""
    names = (f"{platforms.__name__}.{module.name}" for module in pkgutil.iter_modules(platforms.__path__))
    modules = map(importlib.import_module, names)
    return Sites(tuple(site for module in modules for site in module.SITES), settings or Settings())
