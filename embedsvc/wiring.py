"""Reads the settings and builds everything once: the only place that knows all of the house."""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from io import FileIO
from ipaddress import ip_address
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from embedsvc import providers, urls, web
from embedsvc.archive import Archive, archive_of, overrides
from embedsvc.archive.archived import Lasting
from embedsvc.model import Ask, Snapshot
from embedsvc.net.guard import Guard
from embedsvc.net.record import Recorder
from embedsvc.net.replay import Replay
from embedsvc.net.transport import Transport
from embedsvc.resolve import Fetch, Resolver
from embedsvc.settings import PREFIX, Rate, Settings, WrongSettingError, data_folder
from embedsvc.store import Memory, Remembering, tier_of
from embedsvc.web import app, gunicorn
from embedsvc.web.middleware import access_log, api_keys, cors, proxies, rate_limit
from embedsvc.web.middleware.response_cache import Finished
from embedsvc.web.responses import WHILE_REVALIDATING
from embedsvc.web.service import Example, Service

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from embedsvc.web.metrics import Recall

logger = logging.getLogger(__name__)

STDERR = 2
SWITCH = 0.0005
"""How long a thread keeps the interpreter from others (seconds). With Python's own 5 ms, each of the eighty
pieces of a large answer, and each health check, waits that long for a thread that reads.
"""
REFRESHES = 4
"""Answers past their end that one worker learns anew at a time."""

EXAMPLES = (
    Example(
        url="https://x.com/KremlinRussia_E/status/1354104000000000001", says="a post of the Kremlin on X"
    ),
    Example(
        url="https://akhbar.example/2021/01/26/putin-biden-call/", says="an Arabic article that quotes it"
    ),
    Example(url="https://www.youtube.com/watch?v=jNQXAC9IVRw", says="a video"),
    Example(url="https://akhbar.example/2019/05/04/removed/", says="a dead link"),
)
DEMO = Path(web.__file__).with_name("demo") / "recording.warc.gz"
"""The answers to the examples."""


def resolver(settings: Settings) -> Resolver:
    """For the command line. Raises WrongSettingError."""
    archive = _archive(settings, demo=False)
    recall = _memory(settings, archive, demo=False).recall
    return _resolver(settings, _fetch(settings, demo=False), recall, archive)


def memory(settings: Settings) -> Remembering:
    """What this machine, or all that share its cache, remember. Raises WrongSettingError."""
    return _memory(settings, None, demo=False)


def recorder(settings: Settings, file: BinaryIO) -> Resolver:
    """Resolves from the network alone, and keeps in the file (WARC) all that it fetches."""
    keeper = Recorder(file, clock=time.time)
    forgetful = Remembering(tier_of("memory://"), Memory(settings.cache_bytes, time.time), time.time)
    live = Transport(settings, wrap=keeper.wrap)

    def whole(ask: Ask[Any], seconds: float) -> Snapshot:
        """A recording is of answers, not of that they still hold."""
        return live.fetch(replace(ask, known=None), seconds)

    return _resolver(settings, whole, forgetful.recall, None)


def recording(paths: Iterable[str | Path], settings: Settings) -> Replay:
    """Answers from recordings. Raises WrongSettingError for one that cannot be read."""
    try:
        return Replay(paths, settings)
    except (OSError, ValueError) as error:
        raise WrongSettingError(f"{PREFIX}REPLAY: {error}") from None


def guard(settings: Settings) -> Guard:
    return Guard(networks=settings.allow_networks, ports=settings.allow_ports)


def serve(
    settings: Settings, *, demo: bool, host: str, port: int, workers: int, greet: Callable[[str], None]
) -> None:
    """Serves until told to stop; `greet` gets our URL. Raises WrongSettingError before anything starts."""
    fetch = _fetch(settings, demo=demo)
    archive = _archive(settings, demo=demo)
    remembered = _memory(settings, archive, demo=demo)
    if workers > 1 and not remembered.shared and not _recorded(settings, demo=demo):
        logger.warning(
            "%sCACHE_URL is memory:// and there are %d workers: purges and takedowns reach only one of them.",
            PREFIX,
            workers,
        )
    if not settings.api_keys and not _is_loopback(host):
        logger.warning(
            "Serving at %s without %sAPI_KEYS: whoever reaches this address may ask.", host, PREFIX
        )
    _ready_tables()
    if archive:
        # Tables are made once, before all workers would make them; no connection crosses the fork.
        archive.open()
        archive.close()
    gunicorn.run(
        lambda: _worker(settings, fetch, demo=demo), host=host, port=port, workers=workers, greet=greet
    )


def application(settings: Settings) -> "WSGIApplication":
    """For another server's worker. Raises WrongSettingError."""
    if not Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR") or "absent").is_dir():
        raise WrongSettingError("PROMETHEUS_MULTIPROC_DIR must name a folder where workers count")
    _ready_tables()
    return _worker(settings, _fetch(settings, demo=False), demo=False)


def _ready_tables() -> None:
    """Reads once, before the fork, what the first hundred requests would each read at the same time."""
    url = urls.normalise("https://site.example/")
    providers.choose(url)
    urls.site(url.host)


def _worker(settings: Settings, fetch: Fetch, *, demo: bool) -> "WSGIApplication":
    """In each worker, after the fork, which threads and connections do not cross."""
    from embedsvc.web import metrics  # noqa: PLC0415 -- its library looks at its import where to count

    sys.setswitchinterval(SWITCH)
    background = ThreadPoolExecutor(REFRESHES, thread_name_prefix="refresh")
    archive = _archive(settings, demo=demo)
    remembered = _memory(settings, archive, demo=demo, background=background)
    if archive:
        archive.open()
    measures = metrics.Measures()
    recall = measures.watching(remembered.recall, time.monotonic)
    dependencies = {"cache": remembered.ready} | ({"archive": archive.ready} if archive else {})
    service = Service(
        resolve=_resolver(settings, fetch, recall, archive).resolve,
        clock=time.time,
        dependencies=dependencies,
        memory=remembered,
        archive=archive,
        metrics=lambda accept: metrics.exposed(metrics.gathered(dependencies), accept),
        images=settings.images,
        examples=EXAMPLES if demo else (),
    )
    faces = app.create(service)
    finished = Finished(faces, size=settings.response_bytes, clock=time.time, mark=remembered.mark)
    rules = (rule.rule for rule in faces.url_map.iter_rules())
    memories = {"response": finished.used, "store": remembered.used}
    return _front(finished, settings, measures.requests(rules, memories))


def _front(
    answers: "WSGIApplication", settings: Settings, count: Callable[[Sequence[access_log.Note]], None]
) -> "WSGIApplication":
    """What stands between a client and the answers, from the inside out."""
    layered = answers
    if settings.rate_limit:
        layered = rate_limit.layer(layered, settings.rate_limit, _windows(settings, settings.rate_limit))
    layered = cors.layer(api_keys.layer(layered, settings.api_keys), settings.cors_origins)
    if settings.trusted_proxies:
        layered = proxies.layer(layered, settings.trusted_proxies)
    told = access_log.Journal(FileIO(STDERR, "w", closefd=False), count)
    told.start()
    # Not atexit, which is not asked where a worker is one of multiprocessing.
    Finalize(None, told.tell, (access_log.FAREWELL,), exitpriority=0)
    return access_log.layer(layered, told.note, clock=time.time, monotonic=time.monotonic)


def _windows(settings: Settings, rate: Rate) -> rate_limit.Windows:
    """Where requests of clients are counted: where answers are shared by machines, there."""
    alone = rate_limit.Alone(rate.window, time.monotonic)
    url = settings.cache_url or ""
    if not url.startswith(("redis://", "rediss://", "unix://")):
        return alone
    from embedsvc.web.middleware.rate_limit_redis import Shared  # noqa: PLC0415 -- 150 ms, for its users alone

    return Shared(url, rate.window, alone=alone, clock=time.time, ticks=time.monotonic)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fetch(settings: Settings, *, demo: bool) -> Fetch:
    """Where answers come from: the network, recordings instead of it, or the demo's recording before it."""
    if settings.replay:
        return recording(settings.replay, settings).fetch
    live = Transport(settings)
    return Replay([DEMO], settings, fallback=live.fetch).fetch if demo else live.fetch


def _memory(
    settings: Settings, archive: Archive | None, *, demo: bool, background: Executor | None = None
) -> Remembering:
    """What is remembered. Recorded answers never enter the usual cache: the web may say otherwise now."""
    url = settings.cache_url or ("memory://" if _recorded(settings, demo=demo) else _usual("cache"))
    try:
        shared = tier_of(url, cap=settings.cache_file_bytes)
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}CACHE_URL {error}") from None
    remembering = partial(
        Remembering,
        shared,
        Memory(settings.cache_bytes, time.time),
        time.time,
        background=background,
        stale_for=WHILE_REVALIDATING if background else 0.0,
    )
    return remembering(outlives=Lasting(archive).outlives) if archive else remembering()


def _archive(settings: Settings, *, demo: bool) -> Archive | None:
    """Where Editions are kept; recorded answers make none, unless an archive is named for them."""
    if settings.archive_url is None and _recorded(settings, demo=demo):
        return None
    try:
        retention = overrides(settings.retention)
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}RETENTION: {error}") from None
    try:
        return archive_of(settings.archive_url or _usual("archive"), retention)
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}ARCHIVE_URL {error}") from None


def _recorded(settings: Settings, *, demo: bool) -> bool:
    return demo or bool(settings.replay)


def _usual(name: str) -> str:
    """A SQLite file in the user's data folder."""
    return f"sqlite:///{data_folder(os.environ) / name}.sqlite"


def _resolver(settings: Settings, fetch: Fetch, recall: "Recall", archive: Archive | None) -> Resolver:
    resolver = Resolver(
        fetch=fetch,
        recall=recall,
        clock=time.time,
        monotonic=time.monotonic,
        seconds=settings.deadline,
        min_ttl=settings.min_ttl,
        max_ttl=settings.max_ttl,
    )
    if archive is None:
        return resolver
    lasting = Lasting(archive)
    return replace(resolver, kept=lasting.kept, instead=lasting.instead)
