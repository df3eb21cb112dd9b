"""What restores articles and verifies quotations, for the command line and the server."""

import time
from functools import partial

from embedsvc.formats.options import RenderOptions
from embedsvc.model import Fetch, Provider
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import Sites
from embedsvc.resolve import Resolve
from embedsvc.restore import Restore, RestoreWith, answers
from embedsvc.restore.answers import Platform
from embedsvc.restore.identify.candidates import Links
from embedsvc.restore.identify.identifier import Identifier
from embedsvc.restore.markup.targets import recognise
from embedsvc.settings import Settings
from embedsvc.store.recent import Recent
from embedsvc.verify import Paragraphs, Verifier
from embedsvc.wiring.fair_pool import FairPool

CONCURRENCY = 32
"""Finds of articles that one process resolves at a time, and quotations that it verifies."""
PER_ARTICLE = 8
"""How many of them may be of one article."""
MAX_PARAGRAPHS = 8 * 2**20
"""Characters of the articles that one process has in memory to verify further quotations of them."""


def restorers(settings: Settings, sites: Sites, fetch: Fetch, resolve: Resolve) -> RestoreWith:
    """Restores with the network, by the fetch and the cache that everything else uses."""
    identify = Identifier(
        fetch=fetch,
        resolve=resolve,
        normalise=sites.normalise,
        cdx_url=settings.cdx_url,
        timeout=settings.deadline,
        monotonic=time.monotonic,
        recent=Recent[Links](time.monotonic).get_or_fetch,
    )
    pool = FairPool(CONCURRENCY, PER_ARTICLE, "restore")

    def restore_with(*, offline: bool, options: RenderOptions) -> Restore:
        if offline:
            return offline_restorer(sites, options)
        online = answers.Online(
            offline=_from_article(sites, options),
            resolve=resolve,
            identify=identify,
            map=pool.map,
            monotonic=time.monotonic,
            deadline=settings.restore_deadline,
        )
        return Restore(recognise=partial(recognise, sites), answer=online)

    return restore_with


def offline_restorer(sites: Sites, options: RenderOptions) -> Restore:
    """Restores from the article alone."""
    return Restore(recognise=partial(recognise, sites), answer=_from_article(sites, options))


def _from_article(sites: Sites, options: RenderOptions) -> answers.Offline:
    return answers.Offline(platform=partial(_platform, sites), options=options, clock=time.time)


def _platform(sites: Sites, key: str | None) -> Platform:
    site = sites.by_key(key) if key else None
    if site is None:
        return Platform(provider=Provider(name=key.title() if key else "", url=None, key=key or "post"))
    return Platform(provider=site.provider, profile=site.profile)


def verifier(
    settings: Settings, sites: Sites, fetch: Fetch, resolve: Resolve, parse_slots: ParseSlots
) -> Verifier:
    return Verifier(
        resolve=resolve,
        fetch=fetch,
        parse_slots=parse_slots,
        normalise=sites.normalise,
        map=FairPool(CONCURRENCY, PER_ARTICLE, "verify").map,
        recent=Recent[Paragraphs](time.monotonic, size=_characters, max_size=MAX_PARAGRAPHS).get_or_fetch,
        monotonic=time.monotonic,
        timeout=settings.deadline,
        deadline=settings.restore_deadline,
    )


def _characters(paragraphs: Paragraphs) -> int:
    return sum(map(len, paragraphs))
