"""Each part of the service from the settings. What is built here starts nothing and opens nothing."""

import os
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from embedsvc.archive import Archive, ArchiveError, archive_from_url, overrides
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Ask, Fetch, Url
from embedsvc.net.replay import Replay
from embedsvc.net.transport import Transport
from embedsvc.parse_slots import ParseSlots
from embedsvc.providers import Sites, webpage
from embedsvc.providers.wayback import Wayback
from embedsvc.resolve import LastResort, Live, Watch
from embedsvc.safe import MediaProxy, Signer
from embedsvc.settings import PREFIX, Settings, WrongSettingError
from embedsvc.store import PlatformHealth, Tier, tier_from_url


def live(
    settings: Settings,
    sites: Sites,
    fetch: Fetch,
    parse_slots: ParseSlots,
    watch: Watch | None = None,
    last_resort: LastResort | None = None,
) -> Live:
    """The last stage. `watch` looks at how platforms respond."""
    return Live(
        normalise=sites.normalise,
        choose=sites.flow,
        fetch=fetch,
        watch=watch or _unwatched,
        parse_slots=parse_slots,
        clock=time.time,
        monotonic=time.monotonic,
        deadline=settings.deadline,
        min_ttl=settings.min_ttl,
        max_ttl=settings.max_ttl,
        last_resort=last_resort or _no_resort,
    )


def wayback(settings: Settings, sites: Sites, archive: Archive | None) -> Wayback | None:
    """None where it is off."""

    def may_be_answered(url: Url) -> bool:
        """Editions that were taken down count too. While the archive fails, nothing may be."""
        if archive is None:
            return True
        try:
            return archive.retains_all(url.text, webpage.link(url)) and not archive.history(url.text)
        except ArchiveError:
            return False

    if settings.wayback_url is None:
        return None
    return Wayback(settings.wayback_url, sites.claims, may_be_answered)


def _no_resort(_link: Url, _code: str) -> None:
    return None


def _unwatched(_link: Url, _ask: Ask[Any]) -> AbstractContextManager[None]:
    return nullcontext()


def fetch(settings: Settings, sites: Sites) -> Fetch:
    """From the network, or from recordings instead of it. Raises WrongSettingError."""
    return replay(settings, sites).fetch if settings.replay else Transport(settings).fetch


def replay(settings: Settings, sites: Sites) -> Replay:
    """Raises WrongSettingError for a recording that cannot be read."""
    try:
        return Replay(settings.replay, settings, normalise=sites.normalise)
    except (OSError, ValueError) as error:
        raise WrongSettingError(f"{PREFIX}REPLAY: {error}") from None


def cache_url(settings: Settings, *, recorded: bool) -> str:
    """Recorded answers never enter the default cache: the web may differ by now."""
    return settings.cache_url or ("memory://" if recorded else _default_file("cache"))


def tier(settings: Settings, *, recorded: bool) -> Tier:
    """Raises WrongSettingError."""
    try:
        return tier_from_url(cache_url(settings, recorded=recorded), cap=settings.cache_file_bytes)
    except ValueError as error:
        raise WrongSettingError(f"{PREFIX}CACHE_URL {error}") from None


def archive(settings: Settings, sites: Sites, *, recorded: bool) -> Archive | None:
    """None for recorded answers, unless an archive is named for them. Raises WrongSettingError."""
    if settings.archive_url is None and recorded:
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


def platform_health(sites: Sites, tier: Tier) -> PlatformHealth:
    return PlatformHealth(tier, sites.provider_of, time.time, time.monotonic)


def render_options(settings: Settings, sites: Sites) -> RenderOptions:
    """How this installation renders Embeds."""
    proxy = MediaProxy(Signer(settings.media_secret), settings.public_url)
    return RenderOptions(images=settings.images, media=proxy, players=sites.players)


def _default_file(name: str) -> str:
    """A SQLite file in the user's data folder (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_DATA_HOME") or Path(os.environ.get("HOME", "/")) / ".local" / "share"
    return f"sqlite:///{Path(base) / 'embedsvc' / name}.sqlite"
