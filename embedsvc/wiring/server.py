"""The service inside a worker: what routes need, and the layers in front of them."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from io import FileIO
from ipaddress import ip_address
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

from embedsvc import providers
from embedsvc.archive.archived import archived
from embedsvc.model import Answer, Fetch
from embedsvc.net import media
from embedsvc.net.replay import Replay
from embedsvc.net.transport import Transport
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import Sites
from embedsvc.resolve import pasted
from embedsvc.safe import Signer
from embedsvc.settings import PREFIX, Rate, Settings, WrongSettingError
from embedsvc.store import Cache, Memory, cached
from embedsvc.web import app, gunicorn
from embedsvc.web.daemon_pool import DaemonPool
from embedsvc.web.middleware import access_log, api_keys, cors, proxies, rate_limit, request_body
from embedsvc.web.middleware.response_cache import ResponseCache
from embedsvc.web.responses import WHILE_REVALIDATING
from embedsvc.web.service import Service
from embedsvc.wiring import articles, demo_examples, parts

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from embedsvc.web.metrics import Count, Used

    LogRequest = Callable[[access_log.RequestRecord], object]

logger = logging.getLogger(__name__)

STDERR = 2
REFRESH_THREADS = 4
"""Stale answers that one worker refreshes at a time."""


def serve(
    settings: Settings, *, demo: bool, host: str, port: int, workers: int, greet: Callable[[str], None]
) -> None:
    """Serves until stopped; `greet` gets our URL. Raises WrongSettingError or AddressUnavailable before
    anything starts.
    """
    _check(settings, demo=demo, host=host, workers=workers)
    gunicorn.run(lambda: _worker(settings, demo=demo), host=host, port=port, workers=workers, greet=greet)


def application(settings: Settings) -> "WSGIApplication":
    """For a worker of another server. Raises WrongSettingError."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder or not Path(folder).is_dir():
        raise WrongSettingError("PROMETHEUS_MULTIPROC_DIR must name a folder for the counters of workers")
    layers, _ = _worker(settings, demo=False)
    return layers


def _worker(settings: Settings, *, demo: bool) -> "tuple[WSGIApplication, LogRequest]":
    """Builds everything, after the fork, which no thread and no connection may cross."""
    from embedsvc.web import counter_file, metrics  # noqa: PLC0415 -- their library reads the environment

    counter_file.install(time.monotonic)
    measures = metrics.Measures()
    sites = providers.load(settings)
    recorded = _is_recorded(settings, demo=demo)
    archive = parts.archive(settings, sites, recorded=recorded)
    if archive:
        archive.open()
        archive.watch()
        _at_exit(archive.close)
    tier = parts.tier(settings, recorded=recorded)
    _at_exit(tier.close)
    cache = Cache(
        tier,
        Memory(settings.cache_bytes, time.time),
        time.time,
        editions=archive,
        background=DaemonPool(REFRESH_THREADS, "refresh"),
        stale_for=WHILE_REVALIDATING,
    )
    health = parts.platform_health(sites, tier)
    fetch = _fetch(settings, sites, demo=demo)
    parse_slots = ParseSlots()

    # Recorded answers tell nothing about platforms.
    watch = None if recorded else health.watch
    last_resort = parts.wayback(settings, sites, archive)
    answer: Answer = parts.live(settings, sites, fetch, parse_slots, watch, last_resort)
    if archive:
        answer = archived(answer, archive)
    answer = measures.measured(answer, time.monotonic, sites.provider_of)
    answer = cached(answer, cache)
    answer = measures.counted(answer)
    resolve = pasted(answer, sites.normalise, time.time)

    signer = Signer(settings.media_secret)
    reports = partial(health.reports, [site.provider.key for site in sites.sites])
    dependencies = {"cache": cache.ready} | ({"archive": archive.ready} if archive else {})
    service = Service(
        resolve=resolve,
        restore_with=articles.restorers(settings, sites, fetch, resolve),
        verify=articles.verifier(settings, sites, fetch, resolve, parse_slots),
        normalise=sites.normalise,
        clock=time.time,
        dependencies=dependencies,
        cache=cache,
        archive=archive,
        metrics=lambda accept: metrics.exposed(metrics.gathered(dependencies, reports), accept),
        reports=reports,
        options=parts.render_options(settings, sites),
        signer=signer,
        public_url=settings.public_url,
        purge_header=settings.purge_header,
        media=_media(settings, sites, demo=demo),
        examples=demo_examples.LINKS if demo else (),
        articles=(demo_examples.article(),) if demo else (),
    )
    errors = {"cache": tier.errors} | ({"archive": archive.errors} if archive else {})
    return _layers(app.create(service), settings, signer, cache, partial(measures.requests, errors=errors))


def _layers(
    application: "WSGIApplication",
    settings: Settings,
    signer: Signer,
    cache: Cache,
    counter: "Callable[[Mapping[str, Used]], Count]",
) -> "tuple[WSGIApplication, LogRequest]":
    """What stands between a client and the application, from the inside out, and what logs a request that the
    server itself refuses.
    """
    responses = ResponseCache(
        request_body.layer(application, time.monotonic),
        size=settings.response_bytes,
        clock=time.time,
        purge_token=cache.purge_token,
    )
    layered: WSGIApplication = responses
    if settings.rate_limit:
        layered = rate_limit.layer(layered, settings.rate_limit, _windows(settings, settings.rate_limit))
    layered = cors.layer(api_keys.layer(layered, settings.api_keys, signer), settings.cors_origins)
    if settings.trusted_proxies:
        layered = proxies.layer(layered, settings.trusted_proxies)
    count = counter({"response": responses.used, "store": cache.used})
    log = access_log.AccessLog(FileIO(STDERR, "w", closefd=False), count)
    log.start()
    _at_exit(partial(log.flush, access_log.SHUTDOWN_WAIT))
    return access_log.layer(layered, log.add, clock=time.time, monotonic=time.monotonic), log.add


def _at_exit(work: Callable[[], object]) -> None:
    """Called when the worker ends; what is registered last comes first. Not by atexit, whose functions do not
    run in workers that multiprocessing starts.
    """
    Finalize(None, work, exitpriority=0)


def _fetch(settings: Settings, sites: Sites, *, demo: bool) -> Fetch:
    """The demo's recording has precedence over the network, not over recordings that are named."""
    if not demo or settings.replay:
        return parts.fetch(settings, sites)
    return Replay(
        [demo_examples.RECORDING], settings, normalise=sites.normalise, fallback=Transport(settings).fetch
    ).fetch


def _media(settings: Settings, sites: Sites, *, demo: bool) -> media.Media | None:
    """Fetches with slots and a size limit of its own."""
    if not settings.media_secret:
        return None
    limits = replace(settings, slots=media.SLOTS, max_bytes=media.MAX_PICTURE)
    return media.Media(_fetch(limits, sites, demo=demo), settings.deadline, time.monotonic)


def _windows(settings: Settings, rate: Rate) -> rate_limit.Windows:
    """Counts requests of clients: for all workers together if they share a Redis."""
    worker_windows = rate_limit.WorkerWindows(rate.window, time.monotonic)
    url = settings.cache_url or ""
    if not url.startswith(("redis://", "rediss://", "unix://")):
        return worker_windows
    from embedsvc.web.middleware.rate_limit_redis import RedisWindows  # noqa: PLC0415 -- 150 ms, for its users alone

    return RedisWindows(url, rate.window, fallback=worker_windows, clock=time.time, monotonic=time.monotonic)


def _check(settings: Settings, *, demo: bool, host: str, workers: int) -> None:
    """Raises WrongSettingError for what workers could not be built with. Nothing is opened but recordings."""
    sites = providers.load(settings)
    recorded = _is_recorded(settings, demo=demo)
    parts.archive(settings, sites, recorded=recorded)
    if settings.replay:
        parts.replay(settings, sites)
    tier = parts.tier(settings, recorded=recorded)
    if workers > 1 and not tier.is_shared and not recorded:
        logger.warning(
            "%sCACHE_URL is memory:// with %d workers: a purge or a takedown reaches only one of them.",
            PREFIX,
            workers,
        )
    if not settings.api_keys and not _is_loopback(host):
        logger.warning("Serving at %s without %sAPI_KEYS: the service is open to everybody.", host, PREFIX)


def _is_recorded(settings: Settings, *, demo: bool) -> bool:
    return demo or bool(settings.replay)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
