"""What the commands need. Each builds it once, and nothing of the server."""

import time
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from embedsvc import providers
from embedsvc.archive.archived import archived
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Answer, Ask, Fetch, Snapshot
from embedsvc.net.record import Recorder
from embedsvc.net.transport import Transport
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import Sites
from embedsvc.resolve import Resolve, pasted
from embedsvc.restore import Restore
from embedsvc.settings import PREFIX, Settings, WrongSettingError, without_secrets
from embedsvc.store import Cache, Memory, cached
from embedsvc.verify import Verifier
from embedsvc.wiring import articles, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Network:
    """What asks the network, all by one fetch."""

    sites: Sites
    fetch: Fetch
    parse_slots: ParseSlots
    resolve: Resolve


def _network(settings: Settings) -> _Network:
    sites = providers.load(settings)
    recorded = bool(settings.replay)
    fetch = parts.fetch(settings, sites)
    archive = parts.archive(settings, sites, recorded=recorded)
    tier = parts.tier(settings, recorded=recorded)
    watch = None if recorded else parts.platform_health(sites, tier).watch
    parse_slots = ParseSlots()
    last_resort = parts.wayback(settings, sites, archive)
    answer: Answer = parts.live(settings, sites, fetch, parse_slots, watch, last_resort)
    if archive:
        answer = archived(answer, archive)
    answer = cached(answer, Cache(tier, Memory(settings.cache_bytes, time.time), time.time, editions=archive))
    resolve = pasted(answer, sites.normalise, time.time)
    return _Network(sites=sites, fetch=fetch, parse_slots=parse_slots, resolve=resolve)


def resolver(settings: Settings) -> Resolve:
    """Raises WrongSettingError."""
    return _network(settings).resolve


def restorer(settings: Settings, *, offline: bool) -> Restore:
    """Raises WrongSettingError."""
    if offline:
        return articles.offline_restorer(providers.load(), rendering(settings))
    network = _network(settings)
    restore_with = articles.restorers(settings, network.sites, network.fetch, network.resolve)
    return restore_with(offline=False, options=rendering(settings))


def verifier(settings: Settings) -> Verifier:
    """Raises WrongSettingError."""
    network = _network(settings)
    return articles.verifier(settings, network.sites, network.fetch, network.resolve, network.parse_slots)


def uncached(settings: Settings) -> Resolve:
    """Resolves without cache and archive, to see what platforms respond now. Raises WrongSettingError."""
    sites = providers.load(settings)
    answer = parts.live(settings, sites, parts.fetch(settings, sites), ParseSlots())
    return pasted(answer, sites.normalise, time.time)


def recorder(settings: Settings, file: BinaryIO) -> Resolve:
    """Resolves from the network alone, and writes all that it fetches to a WARC file."""
    sites = providers.load(settings)
    transport = Transport(settings, wrap=Recorder(file, clock=time.time).wrap)

    def fetch(ask: Ask[Any], seconds: float) -> Snapshot:
        """Unconditionally: a recording holds responses, no 304."""
        return transport.fetch(replace(ask, known=None), seconds)

    wayback = parts.wayback(settings, sites, None)
    live = parts.live(settings, sites, fetch, ParseSlots(), last_resort=wayback)
    return pasted(live, sites.normalise, time.time)


def shared_cache(settings: Settings) -> tuple[Cache, str]:
    """For purges, and its URL without secrets. Raises WrongSettingError."""
    tier = parts.tier(settings, recorded=False)
    if not tier.is_shared:
        raise WrongSettingError(
            f"{PREFIX}CACHE_URL is memory://, which only the service itself can purge: POST /v1/admin/purge."
        )
    cache = Cache(tier, Memory(settings.cache_bytes, time.time), time.time)
    return cache, without_secrets(parts.cache_url(settings, recorded=False))


def rendering(settings: Settings) -> RenderOptions:
    """How commands render Embeds."""
    return parts.render_options(settings, providers.load())
