"""URLs: parsing, joining, and the normal form that is the key of caches and archive.

Parsing follows WHATWG (https://url.spec.whatwg.org/, by ada), so that the host we check is the host a browser
would contact. What browsers merely tolerate, and real links never contain, is refused. What platforms state
about their own URLs (`Rules`) comes from outside.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar
from urllib.parse import unquote, unquote_plus

import ada_url
from publicsuffixlist import PublicSuffixList

from embedsvc.errors import Failure, InvalidUrl, UnsupportedScheme
from embedsvc.model import Url

T = TypeVar("T")

MAX_LENGTH = 4096
"""Characters of a URL, both as given and as normalised."""

DEFAULT_PORTS = {"http": 80, "https": 443}

PASSAGE = ":~:"
ADDRESS_FRAGMENTS = ("/", "!", PASSAGE, "t=")
"""How a fragment begins that decides what the reader sees: a page of an application (`#/`, `#!`), a passage
(https://wicg.github.io/scroll-to-text-fragment/) or a moment (https://www.w3.org/TR/media-frags/).

Any other is a position on the page, and is removed; a passage may follow it (`#part:~:text=words`).
"""

# Analytics parameters of no particular platform. A name that ends in * is a prefix.
TRACKING_ANYWHERE = (
    "utm_*",  # Urchin, Google Analytics
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "_ga", "_gl",  # Google
    "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "igshid",  # Meta
    "msclkid",  # Microsoft
    "_branch_match_id", "_branch_referrer",  # applications
    "tblci", "dicbo", "oborigurl", "outbrainclickid",  # Taboola, Outbrain
    "cjevent", "zanpid", "tduid", "ranmid", "raneaid", "ransiteid", "sscid", "irgwc",  # affiliates
    "twclid", "ttclid", "li_fat_id", "epik", "rdt_cid", "sccid",  # other networks
    "yclid", "ysclid", "_openstat", "ymclid",  # Yandex
    "mc_cid", "mc_eid",  # Mailchimp
    "_bhlid", "ck_subscriber_id", "_kx", "bsft_*", "sfmc_id", "sfmc_activityid", "et_rid",  # newsletters
    "elqtrackid", "elqtrack", "elqaid", "elqat", "elqak",  # Eloqua
    "mkt_tok",  # Marketo
    "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking", "hsa_*",  # HubSpot
    "mtm_*", "matomo_*", "piwik_*", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "pk_content",  # Matomo
    "at_medium", "at_campaign", "at_campaign_type", "at_link_id", "at_link_type", "at_link_origin",  # Piano
    "at_format", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_ptr_name", "at_bbc_team", "xtor",
    "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "wickedid", "ml_subscriber", "ml_subscriber_hash",
    "s_kwcid", "ef_id", "irclickid", "srsltid", "guccounter", "guce_referrer", "guce_referrer_sig",  # shops
)  # fmt: skip

Normalise = Callable[[str], Url]
"""Gives the normal form of a URL; raises InvalidUrl and UnsupportedScheme. A `Normaliser` is one."""

ANY_HOST = "*"

Unwrap = Callable[[Url], str | None]
"""Extracts the target, which may be relative, from the URL of a redirect page; None for every other URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What platforms state about their own URLs, by host."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    """Hosts (or `*.` and a parent) to the host that serves the same pages; `*` there is the same label."""
    tracking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Tracking parameters of a host and its subdomains. A name that ends in * is a prefix."""
    fragments: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Fragments of a host and its subdomains that name a part of a page, besides ADDRESS_FRAGMENTS."""
    wrappers: Mapping[str, Unwrap] = field(default_factory=dict)
    """Redirect pages of a host and its subdomains; `name.*` is the registrable domain `name` under any
    public suffix, ANY_HOST a service under the names of its customers.
    """
    permalinks: Mapping[str, tuple[Unwrap, ...]] = field(default_factory=dict)
    """What leads from the player of a host to the page that shows the same; ANY_HOST for software that runs
    on anybody's host.
    """


# Invisible characters that word processors and chat programs leave around a pasted link.
_PASTE_MARGIN = " \t\r\n\x0b\x0c\u00a0\u00ad\u2028\u2029\u3000\ufeff" + "".join(
    chr(code) for span in ((0x2000, 0x2010), (0x202A, 0x2030), (0x205F, 0x2070)) for code in range(*span)
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY_END = re.compile(r"[/?#]")
_PATH_END = re.compile(r"[?#]")
_PORT = re.compile(r"(?::[0-9]{0,5})?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_IPV4 = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
_ESCAPED_TWICE = re.compile(r"https?%3a", re.IGNORECASE)
_ONE_SLASH = re.compile(r"^(https?:)/?(?=[^/])", re.IGNORECASE)
"""The start of a URL that went through a server which merges slashes."""
_HOST_AND_PATH = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,63}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986 §2.3
_ENCODABLE = re.compile(
    r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]"
)  # not allowed by RFC 3986 §3.3 and §3.4


class Normaliser:
    """Gives URLs their normal form: two links with the same `Url.text` are the same resource."""

    __slots__ = ("_rules",)

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def __call__(self, text: str) -> Url:
        """The normal form of a pasted link.

        Input without a scheme gets https. The default port, tracking parameters and a fragment that is not
        part of the address are removed; alias hosts are replaced, a redirect page becomes its target and a
        player the page that shows the same; percent-encoding follows RFC 3986 §6.2.2. The order of the query
        is preserved. Normalising is idempotent.

        Raises InvalidUrl and UnsupportedScheme.
        """
        url = self._parsed(_with_scheme(_clean(text)))
        while (target := self._unwrap(url)) is not None:
            url = target
        # Last, because the parameters of a target may be part of its wrapper's query.
        if url.query and (query := self._without_tracking(url.query, url.host)) != url.query:
            url = _build(url.scheme, url.host, url.port, url.path, query, url.fragment)
        if len(url.text) > MAX_LENGTH:
            raise InvalidUrl(f"The link is longer than {MAX_LENGTH} characters once it is percent-encoded.")
        return url

    def _parsed(self, text: str) -> Url:
        url = parse(text)
        host = self._common_host(url.host)
        stated = url.fragment or self._fragment(host, text.partition("#")[2])
        path, query, fragment = (_ENCODABLE.sub(_encode, part) for part in (url.path, url.query, stated))
        return _build(url.scheme, host, url.port, path, query, fragment)

    def _fragment(self, host: str, fragment: str) -> str:
        """A fragment that names a part of a page on this host; none where it is only a position."""
        named = _closest(self._rules.fragments, host)
        return fragment if named and named.fullmatch(fragment) else ""

    def _common_host(self, host: str) -> str:
        aliases = self._rules.aliases
        if host in aliases:
            return aliases[host]
        first, _, parent = host.partition(".")
        common = aliases.get(f"*.{parent}")
        return host if common is None else common.replace("*", first, 1)

    def _without_tracking(self, query: str, host: str) -> str:
        names, prefixes = _tracking(_closest(self._rules.tracking, host) or ())

        def tracks(item: str) -> bool:
            name = unquote_plus(item.partition("=")[0]).lower()
            return name in names or name.startswith(prefixes)

        return "&".join(item for item in query.split("&") if not tracks(item))

    def _unwrap(self, url: Url) -> Url | None:
        """The target of a redirect page or a player; None for every other URL, and for a target that would be
        refused.
        """
        target = next((target for unwrap in self._unwraps(url.host) if (target := unwrap(url))), None)
        if not target:
            return None
        try:
            return self._parsed(_clean(_absolute(target, url)))
        except Failure:
            return None

    def _unwraps(self, host: str) -> Iterator[Unwrap]:
        rules = self._rules
        yield from _closest(rules.permalinks, host) or ()
        yield from rules.permalinks.get(ANY_HOST, ())
        wrapper = _closest(rules.wrappers, host) or rules.wrappers.get(
            registrable_domain(host).partition(".")[0] + ".*"
        )
        if wrapper:
            yield wrapper
        if ANY_HOST in rules.wrappers:
            yield rules.wrappers[ANY_HOST]


@lru_cache(maxsize=256)
def _tracking(own: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The names and the prefixes of tracking parameters, with those of a platform."""
    names = TRACKING_ANYWHERE + own
    prefixes = tuple(name[:-1] for name in names if name.endswith("*"))
    return frozenset(names), prefixes


def _absolute(target: str, wrapper: Url) -> str:
    """The target of a redirect page or a player as an absolute URL, with what happens to targets on their way
    undone.
    """
    if _ESCAPED_TWICE.match(target):
        target = unquote(target)
    target = _ONE_SLASH.sub(r"\1//", target.replace("&amp;", "&"))
    if target.startswith("//"):
        return f"{wrapper.scheme}:{target}"
    if target.startswith("/"):
        return _build(wrapper.scheme, wrapper.host, wrapper.port, target, "", "").text
    return f"https://{target}" if _HOST_AND_PATH.match(target) else target


def parameter(query: str, name: str) -> str | None:
    """The first value of a query parameter, decoded."""
    pairs = (item.partition("=") for item in query.split("&"))
    return next((unquote(value.replace("+", " ")) for key, _, value in pairs if key == name), None)


def join(reference: str, base: str) -> Url:
    """Resolves a reference found in the response from `base` (a Location header, a link of the page).

    As strict as normalising, but only the fragment is removed: this is what will be requested.
    Raises InvalidUrl and UnsupportedScheme.
    """
    return join_whole(reference, base).without_fragment


def join_whole(reference: str, base: str) -> Url:
    """The same with a fragment that is part of the address. Raises InvalidUrl and UnsupportedScheme."""
    reference = _clean(reference)
    if _SCHEME.match(reference):
        return parse(reference)
    if reference.startswith("//"):
        return parse(base.partition(":")[0] + ":" + reference)
    _refuse_backslash(reference)
    try:
        joined = ada_url.join_url(base, reference)
    except ValueError:
        raise InvalidUrl("The page links to something that is not a valid address.") from None
    return _from_href(joined, _given_host(joined))


def parse(text: str) -> Url:
    """Parses an absolute URL without normalising it; what parsers could read differently is refused.

    Raises InvalidUrl and UnsupportedScheme.
    """
    given = _given_host(text)
    try:
        href = ada_url.normalize_url(text)
    except ValueError:
        raise InvalidUrl("The link has no valid host.") from None
    return _from_href(href, given)


def _from_href(href: str, given: str) -> Url:
    """The parts of a URL as WHATWG writes it (§4.5): its host in ASCII, a "/" behind it, everything else
    encoded. Asking ada for each of them takes four times as long. `given`: the host before it was parsed.
    """
    scheme, _, rest = href.partition("://")
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    host, port = _host_and_port(authority)
    host = host[1:-1] if host.startswith("[") else _checked_name(host, given)
    if not fragment.startswith(ADDRESS_FRAGMENTS):
        fragment = "".join(fragment.partition(PASSAGE)[1:])
    return _build(scheme, host, int(port[1:] or DEFAULT_PORTS[scheme]), f"/{path}", query, fragment)


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The registrable domain of a host (publicsuffix.org), or the host itself if it has none."""
    if _IPV4.fullmatch(host):
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _clean(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise InvalidUrl(f"The link is longer than {MAX_LENGTH} characters.")
    text = text.strip(_PASTE_MARGIN)
    if not text.isprintable() and _CONTROL.search(text):
        raise InvalidUrl("The link contains control characters or line breaks. Paste it alone, on one line.")
    return text


def _with_scheme(text: str) -> str:
    """Adds https if there is no scheme: `example.com:8080/x` has none, `mailto:x` has one."""
    if text.startswith("//"):
        return "https:" + text
    scheme = _SCHEME.match(text)
    if scheme and ("." not in scheme[1] or text.startswith("//", scheme.end())):
        return text
    authority = _authority(text)
    if not authority.startswith("[") and not re.search(r"[.。．｡]", authority):
        raise InvalidUrl("The text is not a link: it is empty or has no host.")
    return "https://" + text


def _authority(text: str) -> str:
    end = _AUTHORITY_END.search(text)
    return text[: end.start()] if end else text


def _refuse_backslash(text: str) -> None:
    """Parsers disagree on whether a backslash ends the host, so it is only accepted in the query."""
    if "\\" in text and "\\" in _PATH_END.split(text, maxsplit=1)[0]:
        raise InvalidUrl("The link contains a backslash. Replace it with /.")


def _given_host(text: str) -> str:
    """The host of an absolute URL as it is written (RFC 3986 §3.2, without userinfo)."""
    scheme, _, rest = text.partition(":")
    if scheme.lower() not in DEFAULT_PORTS:
        raise UnsupportedScheme(f"Only http and https links can be fetched, not {scheme.lower()[:32]}.")
    if not rest.startswith("//"):
        raise InvalidUrl("The link lacks // after http: or https:.")
    _refuse_backslash(rest)
    authority = _authority(rest[2:])
    host, port = _host_and_port(authority)
    if "%" in authority:
        raise InvalidUrl("The host name of the link is percent-encoded. Write it plainly.")
    if not host:
        raise InvalidUrl("The link has no host.")
    if port and not _PORT.fullmatch(port):
        raise InvalidUrl("The link has no valid port.")
    return host


def _host_and_port(authority: str) -> tuple[str, str]:
    """The port starts with its colon; "" without one. Userinfo is refused."""
    if "@" in authority:
        raise InvalidUrl("The link contains a user name or a password. Remove everything before the @.")
    end = authority.find("]") + 1 if authority.startswith("[") else authority.find(":")
    return (authority, "") if end < 0 else (authority[:end], authority[end:])


@lru_cache(maxsize=4096)
def _checked_name(host: str, given: str) -> str:
    """The parsed host without its trailing dot: a name (RFC 1035 §2.3.4) or a plain IPv4 address."""
    name = host.removesuffix(".")
    if _IPV4.fullmatch(name) and name != given:
        raise InvalidUrl("The link has a numeric address in an unusual form. Write it like 203.0.113.7.")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise InvalidUrl("The host of the link is not a valid name.")
    return name


def _build(scheme: str, host: str, port: int, path: str, query: str, fragment: str) -> Url:
    authority = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[scheme]:
        authority += f":{port}"
    text = f"{scheme}://{authority}{path}"
    if query:
        text += f"?{query}"
    if fragment:
        text += f"#{fragment}"
    return Url(text, scheme, host, port, path, query, fragment)


def _encode(match: re.Match[str]) -> str:
    """Encodes a character, or normalises its encoding (RFC 3986 §6.2.2.1 and §6.2.2.2)."""
    token = match[0]
    if len(token) == 1:
        return f"%{ord(token):02X}"
    character = chr(int(token[1:], 16))
    return character if character in _UNRESERVED else token.upper()


def parents(host: str) -> Iterator[str]:
    """The host, then its parent domains: `a.b.example`, `b.example`, `example`."""
    while host:
        yield host
        host = host.partition(".")[2]


def _closest(table: Mapping[str, T], host: str) -> T | None:
    """The value for the host or its closest parent domain in the table."""
    return next((table[parent] for parent in parents(host) if parent in table), None)
