"""Settings from `EMBEDSVC_*` environment variables, refused at start when wrong.

The dataclass is the one table: a field's metadata has the sentence of `docs/operating.md`, and its name in
capitals is the variable's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_args

from embedsvc.settings import values
from embedsvc.settings.values import ApiKey, Images, Network, PurgeHeader, Rate

PREFIX = "EMBEDSVC_"


class WrongSettingError(Exception):
    """A variable that cannot be used; the message is a sentence that names it."""


def _setting(
    parse: Callable[[str], Any],
    default: Any,  # noqa: ANN401
    meaning: str,
    *,
    shown: Callable[[str], str] | None = repr,
    empty: Any = None,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """`shown` renders the value in an error sentence; None where the whole value may be a secret. `empty` is
    what a variable that is set to nothing means; None where that is the default.
    """
    metadata = {"parse": parse, "meaning": meaning, "shown": shown, "empty": empty}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    cache_url: str | None = _setting(
        values.beginning_with("memory://", "sqlite:///", "redis://", "rediss://", "unix://"),
        None,
        "the cache of answers: `memory://` (one for each worker, so a purge or a takedown reaches only one: "
        "for `--workers 1`), `sqlite:///path`, or a Redis or Valkey server as `redis://host`, "
        "`rediss://host` (TLS) or `unix:///path`; by default a SQLite file in the user's data folder",
        shown=values.without_secrets,
    )
    cache_bytes: int = _setting(
        values.at_least(2**16), 64 * 2**20, "memory of each worker for cached answers, bytes"
    )
    response_bytes: int = _setting(
        values.at_least(2**16), 64 * 2**20, "memory of each worker for rendered responses, bytes"
    )
    cache_file_bytes: int = _setting(
        values.at_least(2**18), 2**30, "maximum size of the SQLite file of the cache, bytes"
    )
    archive_url: str | None = _setting(
        values.beginning_with("sqlite:///", "postgresql://"),
        None,
        "the archive of Editions: `sqlite:///path` or `postgresql://user@host/database`; "
        "by default a SQLite file in the user's data folder",
        shown=values.without_secrets,
    )
    retention: tuple[str, ...] = _setting(
        values.items,
        (),
        "what the archive stores of a provider (list), to override its default: `x=full`, "
        "`x=attribution-only` or `x=none`",
    )
    min_ttl: int = _setting(values.seconds, 60, "minimum freshness of an answer, seconds")
    max_ttl: int = _setting(values.seconds, 30 * 86400, "maximum freshness of an answer, seconds")
    deadline: float = _setting(values.positive, 10.0, "total time to fetch one link, seconds")
    restore_deadline: float = _setting(
        values.positive,
        60.0,
        "total time to restore one article, or to verify the quotations of one request, seconds",
    )
    cdx_url: str = _setting(
        values.http_url,
        "https://web.archive.org/cdx/search/cdx",
        "the index of web archives (CDX server API) in which posts without a link are searched; off if empty",
        shown=values.without_secrets,
        empty="",
    )
    wayback_url: str | None = _setting(
        values.http_url,
        None,
        "the availability API of the Wayback Machine, such as `https://archive.org/wayback/available`: it "
        "receives every link, with its query, that fails in all ways and has no Edition, and the newest "
        "capture is the answer; off by default",
        shown=values.without_secrets,
    )
    max_bytes: int = _setting(values.count, 5 * 2**20, "maximum size of one fetched response, decoded bytes")
    slots: int = _setting(values.count, 64, "concurrent fetches of one worker")
    allow_networks: tuple[Network, ...] = _setting(
        values.networks, (), "addresses (CIDR list) that may be fetched although they are not public"
    )
    allow_ports: frozenset[int] = _setting(
        values.ports, frozenset(), "ports (list) that may be fetched in addition to 80, 443, 8080 and 8443"
    )
    contact: str = _setting(
        values.http_url,
        "https://embedsvc.example/bot",
        "a page about this service, for the User-Agent: where the owners of sites see who fetches theirs",
        shown=values.without_secrets,
    )
    proxy: str | None = _setting(
        values.proxy,
        None,
        "HTTP proxy for all fetches; it must then refuse private addresses",
        shown=values.without_secrets,
    )
    images: Images = _setting(
        values.one_of(*get_args(Images)),
        "link",
        "pictures of cards without `EMBEDSVC_MEDIA_SECRET`: `link` names them, `direct` shows them from "
        "their site",
    )
    media_secret: tuple[str, ...] = _setting(
        values.secrets,
        (),
        "secrets (list) of 16 characters or more that sign the addresses of the media proxy and of frames: "
        "the first signs, all are valid. With one, blocks show pictures, which readers load from this "
        "service; without one, they are links",
        shown=None,
    )
    public_url: str | None = _setting(
        values.base_url,
        None,
        "what the addresses of this service begin with, for media, frames and discovery links, such as "
        "`https://embed.example`; by default the host of each request. The command line needs it to show "
        "pictures",
        shown=values.without_secrets,
    )
    x_syndication: bool = _setting(
        values.on_off,
        True,
        "`off`: posts of X without what only the undocumented source of its own embeds states (exact time, "
        "pictures, quoted post, poll)",
    )
    meta_token: str | None = _setting(
        values.token,
        None,
        "access token of a Meta app with oEmbed Read, for Instagram, Facebook and Threads; without one their "
        "endpoints are asked without a token",
        shown=None,
    )
    replay: tuple[str, ...] = _setting(
        values.items, (), "WARC files (list) to answer from instead of the network"
    )
    api_keys: tuple[ApiKey, ...] = _setting(
        values.api_keys,
        (),
        "API keys (list) as `name:secret:scopes`, with scopes of `read+restore+admin` and secrets of 16 "
        "characters or more; without any, everything but `admin` is open",
        shown=None,
    )
    rate_limit: Rate | None = _setting(
        values.rate, None, "requests that one client may send, such as `100/minute`; unlimited by default"
    )
    trusted_proxies: tuple[Network, ...] = _setting(
        values.networks,
        (),
        "proxies (CIDR list) whose `X-Forwarded-For`, `-Proto` and `-Host` are trusted",
    )
    purge_header: PurgeHeader | None = _setting(
        values.one_of(*get_args(PurgeHeader)),
        None,
        "the response header with the tags by which your CDN purges its copies: `Cache-Tag` or "
        "`Surrogate-Key`",
    )
    cors_origins: tuple[str, ...] = _setting(
        values.origins, ("*",), "origins (list) whose pages may read responses; `*` for all"
    )


def load(environ: Mapping[str, str]) -> Settings:
    """Reads the settings; raises WrongSettingError for a value that cannot be used.

    Unknown variables are left alone: orchestrators inject names of their own (EMBEDSVC_SERVICE_HOST).
    """
    given: dict[str, Any] = {}
    for item in fields(Settings):
        name = PREFIX + item.name.upper()
        text = environ.get(name, "").strip()
        if not text:
            if name in environ and item.metadata["empty"] is not None:
                given[item.name] = item.metadata["empty"]
            continue
        try:
            given[item.name] = item.metadata["parse"](text)
        except ValueError as error:
            shown = item.metadata["shown"]
            what = f"is {shown(text)}" if shown else "cannot be used"
            raise WrongSettingError(f"{name} {what}: {error}") from None
    settings = Settings(**given)
    if settings.min_ttl > settings.max_ttl:
        raise WrongSettingError(f"{PREFIX}MIN_TTL is above {PREFIX}MAX_TTL")
    return settings
