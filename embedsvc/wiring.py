"""Reads the settings and builds everything once: the only place that knows all of the house."""

import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from embedsvc import web
from embedsvc.net.guard import Guard
from embedsvc.net.record import Recorder
from embedsvc.net.replay import Replay
from embedsvc.net.transport import Transport
from embedsvc.resolve import Fetch, Resolver
from embedsvc.settings import PREFIX, Settings, WrongSettingError, data_folder
from embedsvc.store import Memory, Remembering, tier_of
from embedsvc.web import app, log, server
from embedsvc.web.answers import WHILE_REVALIDATING
from embedsvc.web.service import Example, Service

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

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
    return _resolver(settings, _fetch(settings, demo=False), _memory(settings, demo=False))


def recorder(settings: Settings, file: BinaryIO) -> Resolver:
    """Resolves from the network alone, and keeps in the file (WARC) all that it fetches."""
    keeper = Recorder(file, clock=time.time)
    memory = Remembering(tier_of("memory://"), Memory(settings.cache_bytes, time.time), time.time)
    return _resolver(settings, Transport(settings, wrap=keeper.wrap).fetch, memory)


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
    _memory(settings, demo=demo)

    def load() -> "WSGIApplication":
        """In each worker: threads and connections do not cross the fork."""
        background = ThreadPoolExecutor(REFRESHES, thread_name_prefix="refresh")
        memory = _memory(settings, demo=demo, background=background)
        service = Service(
            resolve=_resolver(settings, fetch, memory).resolve,
            clock=time.time,
            dependencies={"cache": memory.ready},
            images=settings.images,
            examples=EXAMPLES if demo else (),
        )
        return log.layer(app.create(service), time.monotonic, sys.stderr)

    server.run(load, host=host, port=port, workers=workers, greet=greet)


def _fetch(settings: Settings, *, demo: bool) -> Fetch:
    """Where answers come from: the network, recordings instead of it, or the demo's recording before it."""
    if settings.replay:
        return recording(settings.replay, settings).fetch
    live = Transport(settings)
    return Replay([DEMO], settings, fallback=live.fetch).fetch if demo else live.fetch


def _memory(settings: Settings, *, demo: bool, background: Executor | None = None) -> Remembering:
    """What is remembered. Recorded answers never enter the usual cache: the web may say otherwise now."""
    recorded = demo or settings.replay
    usual = f"sqlite:///{data_folder(os.environ) / 'cache.sqlite'}"
    try:
        shared = tier_of(settings.cache_url or ("memory://" if recorded else usual))
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}CACHE_URL {error}") from None
    return Remembering(
        shared,
        Memory(settings.cache_bytes, time.time),
        time.time,
        background=background,
        stale_for=WHILE_REVALIDATING if background else 0.0,
    )


def _resolver(settings: Settings, fetch: Fetch, memory: Remembering) -> Resolver:
    return Resolver(
        fetch=fetch,
        recall=memory.recall,
        clock=time.time,
        monotonic=time.monotonic,
        seconds=settings.deadline,
        min_ttl=settings.min_ttl,
        max_ttl=settings.max_ttl,
    )
