"""Reads the settings and builds the service, inside the worker: the only module that knows all the others.

pasted text -> pasted -> counted -> cached -> measured -> archived -> live -> upstream
"""

import logging
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from io import FileIO
from ipaddress import ip_address
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from embedsvc import providers, web
from embedsvc.archive import Archive, archive_from_url, overrides
from embedsvc.archive.archived import archived
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Answer, Ask, Provider, Snapshot, Url
from embedsvc.net.record import Recorder
from embedsvc.net.replay import Replay
from embedsvc.net.transport import Transport
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import Sites
from embedsvc.resolve import Fetch, Live, Resolve, Watch, pasted
from embedsvc.restore import answers
from embedsvc.restore.answers import Platform
from embedsvc.restore.identify.identifier import Identifier
from embedsvc.restore.markup.targets import recognise
from embedsvc.restore.restorer import Restore
from embedsvc.settings import PREFIX, Rate, Settings, WrongSettingError, data_folder
from embedsvc.store import Cache, Memory, Standing, Tier, cached, tier_from_url
from embedsvc.verify import Verifier
from embedsvc.web import app, gunicorn
from embedsvc.web.middleware import access_log, api_keys, cors, proxies, rate_limit, request_body
from embedsvc.web.middleware.response_cache import ResponseCache
from embedsvc.web.responses import WHILE_REVALIDATING
from embedsvc.web.service import ArticleExample, Example, RestoreWith, Service

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from embedsvc.web.metrics import Count, Used

    LogRequest = Callable[[access_log.RequestRecord], object]

logger = logging.getLogger(__name__)

STDERR = 2
FINDS_AT_ONCE = 8
"""Finds of articles that one worker resolves at a time."""
QUOTATIONS_AT_ONCE = 4
"""Quotations that one worker verifies at a time."""
REFRESH_THREADS = 4
"""Stale answers that one worker refreshes at a time."""

EXAMPLES = (
    Example(
        url="https://x.com/KremlinRussia_E/status/1354104000000000001", label="a post of the Kremlin on X"
    ),
    Example(
        url="https://akhbar.example/2021/01/26/putin-biden-call/", label="an Arabic article that quotes it"
    ),
    Example(url="https://www.youtube.com/watch?v=jNQXAC9IVRw", label="a video"),
    Example(url="https://akhbar.example/2019/05/04/removed/", label="a dead link"),
)
DEMO = Path(web.__file__).with_name("demo") / "recording.warc.gz"
"""The responses for the examples."""


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
    if not Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR") or "absent").is_dir():
        raise WrongSettingError("PROMETHEUS_MULTIPROC_DIR must name a folder for the counters of workers")
    layers, _ = _worker(settings, demo=False)
    return layers


def resolver(settings: Settings) -> Resolve:
    """For the command line. Raises WrongSettingError."""
    sites = providers.load(settings)
    archive = _archive(settings, sites, demo=False)
    tier = _tier(settings, demo=False)
    watch = _watch(settings, _standing(sites, tier), demo=False)
    answer: Answer = _live(settings, sites, _fetch(settings, sites, demo=False), watch)
    if archive:
        answer = archived(answer, archive)
    store = Cache(tier, Memory(settings.cache_bytes, time.time), time.time, editions=archive)
    return pasted(cached(answer, store), sites.normalise, time.time)


def uncached(settings: Settings) -> Resolve:
    """Resolves without cache and archive, to see what platforms respond now. Raises WrongSettingError."""
    sites = providers.load()
    fetch = _fetch(settings, sites, demo=False)
    return pasted(_live(settings, sites, fetch), sites.normalise, time.time)


def restorer(settings: Settings, *, offline: bool) -> Restore:
    """For the command line. Raises WrongSettingError."""
    sites = providers.load()
    if offline:
        return _offline(settings, sites, None)
    fetch, resolve = _fetch(settings, sites, demo=False), resolver(settings)
    return _restore_with(settings, sites, fetch, resolve)(offline=False, locale=None)


def _restore_with(settings: Settings, sites: Sites, fetch: Fetch, resolve: Resolve) -> RestoreWith:
    identify = Identifier(
        fetch=fetch,
        resolve=resolve,
        normalise=sites.normalise,
        cdx_url=settings.cdx_url,
        timeout=settings.deadline,
        monotonic=time.monotonic,
    )
    pool = ThreadPoolExecutor(FINDS_AT_ONCE, thread_name_prefix="restore")

    def restore_with(*, offline: bool, locale: str | None) -> Restore:
        if offline:
            return _offline(settings, sites, locale)
        online = answers.Online(
            offline=_from_article(settings, sites, locale),
            resolve=resolve,
            identify=identify,
            map=pool.map,
            monotonic=time.monotonic,
            deadline=settings.restore_deadline,
        )
        return Restore(recognise=partial(recognise, sites), answer=online)

    return restore_with


def verifier(settings: Settings) -> Verifier:
    """For the command line. Raises WrongSettingError."""
    sites = providers.load()
    return _verifier(settings, sites, _fetch(settings, sites, demo=False), resolver(settings))


def _verifier(settings: Settings, sites: Sites, fetch: Fetch, resolve: Resolve) -> Verifier:
    return Verifier(
        resolve=resolve,
        fetch=fetch,
        parse_slots=ParseSlots(),
        normalise=sites.normalise,
        map=ThreadPoolExecutor(QUOTATIONS_AT_ONCE, thread_name_prefix="verify").map,
        monotonic=time.monotonic,
        timeout=settings.deadline,
        deadline=settings.restore_deadline,
    )


def _offline(settings: Settings, sites: Sites, locale: str | None) -> Restore:
    return Restore(recognise=partial(recognise, sites), answer=_from_article(settings, sites, locale))


def _from_article(settings: Settings, sites: Sites, locale: str | None) -> answers.Offline:
    options = replace(render_options(settings, sites), locale=locale)
    return answers.Offline(platform=partial(_platform, sites), options=options, clock=time.time)


def _platform(sites: Sites, key: str | None) -> Platform:
    site = sites.by_key(key) if key else None
    if site is None:
        return Platform(provider=Provider(name=key.title() if key else "", url=None, key=key or "post"))
    return Platform(provider=site.provider, profile=site.profile)


def recorder(settings: Settings, file: BinaryIO) -> Resolve:
    """Resolves from the network alone, and writes all that it fetches to a WARC file."""
    sites = providers.load(settings)
    recording = Recorder(file, clock=time.time)
    transport = Transport(settings, wrap=recording.wrap)

    def fetch(ask: Ask[Any], seconds: float) -> Snapshot:
        """Unconditionally: a recording holds responses, no 304."""
        return transport.fetch(replace(ask, known=None), seconds)

    return pasted(_live(settings, sites, fetch), sites.normalise, time.time)


def cache(settings: Settings) -> Cache:
    """For purges from the command line. Raises WrongSettingError."""
    return Cache(_tier(settings, demo=False), Memory(settings.cache_bytes, time.time), time.time)


def render_options(settings: Settings, sites: Sites) -> RenderOptions:
    """How this installation renders Embeds."""
    return RenderOptions(images=settings.images, players=sites.players)


def _replay(settings: Settings, sites: Sites) -> Replay:
    """Raises WrongSettingError for a recording that cannot be read."""
    try:
        return Replay(settings.replay, settings, normalise=sites.normalise)
    except (OSError, ValueError) as error:
        raise WrongSettingError(f"{PREFIX}REPLAY: {error}") from None


def _worker(settings: Settings, *, demo: bool) -> "tuple[WSGIApplication, LogRequest]":
    """Builds everything, after the fork, which no thread and no connection may cross."""
    from embedsvc.web import counter_file, metrics  # noqa: PLC0415 -- their library reads the environment

    counter_file.install(time.monotonic)
    measures = metrics.Measures()
    sites = providers.load(settings)
    archive = _archive(settings, sites, demo=demo)
    tier = _tier(settings, demo=demo)
    store = Cache(
        tier,
        Memory(settings.cache_bytes, time.time),
        time.time,
        editions=archive,
        background=ThreadPoolExecutor(REFRESH_THREADS, thread_name_prefix="refresh"),
        stale_for=WHILE_REVALIDATING,
    )

    standing = _standing(sites, tier)
    watch = _watch(settings, standing, demo=demo)
    fetch = _fetch(settings, sites, demo=demo)
    answer: Answer = _live(settings, sites, fetch, watch)
    if archive:
        archive.open()
        archive.watch()
        answer = archived(answer, archive)
    answer = measures.measured(answer, time.monotonic)
    answer = cached(answer, store)
    answer = measures.counted(answer)

    reports = partial(standing.reports, [site.provider.key for site in sites.sites])
    dependencies = {"cache": store.ready} | ({"archive": archive.ready} if archive else {})
    resolve = pasted(answer, sites.normalise, time.time)
    service = Service(
        resolve=resolve,
        restore_with=_restore_with(settings, sites, fetch, resolve),
        verify=_verifier(settings, sites, fetch, resolve),
        normalise=sites.normalise,
        clock=time.time,
        dependencies=dependencies,
        cache=store,
        archive=archive,
        metrics=lambda accept: metrics.exposed(metrics.gathered(dependencies, reports), accept),
        reports=reports,
        options=render_options(settings, sites),
        examples=EXAMPLES if demo else (),
        articles=(_demo_article(),) if demo else (),
    )
    errors = {"cache": tier.errors} | ({"archive": archive.errors} if archive else {})
    return _layers(app.create(service), settings, store, partial(measures.requests, errors=errors))


def _demo_article() -> ArticleExample:
    """Its page in the recording links to the post that decayed to text."""
    return ArticleExample(
        source=DEMO.with_name("article.html").read_text("utf-8"),
        markup="html",
        url="https://akhbar.example/2021/01/26/putin-biden-call/",
        label="an Arabic article in which a post decayed to text",
    )


def _layers(
    application: "WSGIApplication",
    settings: Settings,
    store: Cache,
    counter: "Callable[[Mapping[str, Used]], Count]",
) -> "tuple[WSGIApplication, LogRequest]":
    """What stands between a client and the application, from the inside out, and what logs a request that the
    server itself refuses.
    """
    responses = ResponseCache(
        request_body.layer(application, time.monotonic),
        size=settings.response_bytes,
        clock=time.time,
        purge_token=store.purge_token,
    )
    layered: WSGIApplication = responses
    if settings.rate_limit:
        layered = rate_limit.layer(layered, settings.rate_limit, _windows(settings, settings.rate_limit))
    layered = cors.layer(api_keys.layer(layered, settings.api_keys), settings.cors_origins)
    if settings.trusted_proxies:
        layered = proxies.layer(layered, settings.trusted_proxies)
    count = counter({"response": responses.used, "store": store.used})
    log = access_log.AccessLog(FileIO(STDERR, "w", closefd=False), count)
    log.start()
    # Not atexit, whose functions do not run in workers that multiprocessing starts.
    Finalize(None, log.flush, (access_log.SHUTDOWN_WAIT,), exitpriority=0)
    return access_log.layer(layered, log.add, clock=time.time, monotonic=time.monotonic), log.add


def _standing(sites: Sites, tier: Tier) -> Standing:
    return Standing(tier, sites.provider_of, time.time, time.monotonic)


def _watch(settings: Settings, standing: Standing, *, demo: bool) -> Watch:
    """Recorded answers tell nothing about platforms."""
    return _unwatched if _is_recorded(settings, demo=demo) else standing.watch


def _unwatched(_link: Url, _ask: Ask[Any]) -> AbstractContextManager[None]:
    return nullcontext()


def _live(settings: Settings, sites: Sites, fetch: Fetch, watch: Watch = _unwatched) -> Live:
    return Live(
        normalise=sites.normalise,
        choose=sites.flow,
        fetch=fetch,
        watch=watch,
        parse_slots=ParseSlots(),
        clock=time.time,
        monotonic=time.monotonic,
        deadline=settings.deadline,
        min_ttl=settings.min_ttl,
        max_ttl=settings.max_ttl,
    )


def _fetch(settings: Settings, sites: Sites, *, demo: bool) -> Fetch:
    """From the network, from recordings instead of it, or from the demo's recording before it."""
    if settings.replay:
        return _replay(settings, sites).fetch
    live = Transport(settings)
    if not demo:
        return live.fetch
    return Replay([DEMO], settings, normalise=sites.normalise, fallback=live.fetch).fetch


def _tier(settings: Settings, *, demo: bool) -> Tier:
    """Recorded answers never enter the default cache: the web may differ by now."""
    url = settings.cache_url or ("memory://" if _is_recorded(settings, demo=demo) else _default_file("cache"))
    try:
        return tier_from_url(url, cap=settings.cache_file_bytes)
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}CACHE_URL {error}") from None


def _archive(settings: Settings, sites: Sites, *, demo: bool) -> Archive | None:
    """None for recorded answers, unless an archive is named for them."""
    if settings.archive_url is None and _is_recorded(settings, demo=demo):
        return None
    try:
        retention = overrides(settings.retention)
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}RETENTION: {error}") from None
    try:
        return archive_from_url(
            settings.archive_url or _default_file("archive"),
            retention,
            terms=sites.terms,
            normalise=sites.normalise,
        )
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}ARCHIVE_URL {error}") from None


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
    _archive(settings, sites, demo=demo)
    if settings.replay:
        _replay(settings, sites)
    tier = _tier(settings, demo=demo)
    if workers > 1 and not tier.is_shared and not _is_recorded(settings, demo=demo):
        logger.warning(
            "%sCACHE_URL is memory:// with %d workers: a purge or a takedown reaches only one of them.",
            PREFIX,
            workers,
        )
    if not settings.api_keys and not _is_loopback(host):
        logger.warning("Serving at %s without %sAPI_KEYS: the service is open to everybody.", host, PREFIX)


def _is_recorded(settings: Settings, *, demo: bool) -> bool:
    return demo or bool(settings.replay)


def _default_file(name: str) -> str:
    """A SQLite file in the user's data folder."""
    return f"sqlite:///{data_folder(os.environ) / name}.sqlite"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
