"""The stages of resolving a link, put together for a test."""

import time
from collections.abc import Callable
from contextlib import nullcontext

from embedsvc.archive import Archive
from embedsvc.archive.archived import archived
from embedsvc.model import Answer, Fetch
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import Sites
from embedsvc.resolve import LastResort, Live, Resolve, Watch, pasted
from embedsvc.store import Cache, cached
from tests.support.sites import SITES


def live(
    fetch: Fetch,
    *,
    clock: Callable[[], float] = time.time,
    monotonic: Callable[[], float] = time.monotonic,
    deadline: float = 10.0,
    max_ttl: int = 30 * 86400,
    sites: Sites = SITES,
    watch: Watch = lambda _link, _ask: nullcontext(),
    last_resort: LastResort = lambda _url, _code: None,
) -> Live:
    return Live(
        normalise=sites.normalise,
        choose=sites.flow,
        fetch=fetch,
        watch=watch,
        parse_slots=ParseSlots(),
        clock=clock,
        monotonic=monotonic,
        deadline=deadline,
        min_ttl=60,
        max_ttl=max_ttl,
        last_resort=last_resort,
    )


def pipeline(source: Live, *, archive: Archive | None = None, cache: Cache | None = None) -> Resolve:
    answer: Answer = source
    if archive:
        answer = archived(answer, archive)
    if cache:
        answer = cached(answer, cache)
    return pasted(answer, source.normalise, source.clock)
