"""Links: one normal text for everything that a link can name.

Parsing is WHATWG's (https://url.spec.whatwg.org/, by ada), so that the host that we check is the host that
a browser would ask; what browsers merely tolerate, and honest links never hold, is refused. On top stand
our own tables: mobile hosts, tracking parameters, links that wrap another link.
"""

import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote, unquote_plus

import can_ada
from publicsuffixlist import PublicSuffixList

from embedsvc.errors import Failure, InvalidUrl, UnsupportedScheme
from embedsvc.model import Url

MAX_LENGTH = 4096
"""Characters of a link, as given and as normalised."""

DEFAULT_PORTS = {"http": 80, "https": 443}

# A host, and all hosts under it where the name begins with *, to the host that shows the same to everybody.
MOBILE_HOSTS = {
    "m.dailymotion.com": "www.dailymotion.com",
    "m.facebook.com": "www.facebook.com",
    "mbasic.facebook.com": "www.facebook.com",
    "touch.facebook.com": "www.facebook.com",
    "m.imdb.com": "www.imdb.com",
    "m.instagram.com": "www.instagram.com",
    "m.ok.ru": "ok.ru",
    "m.reddit.com": "www.reddit.com",
    "m.soundcloud.com": "soundcloud.com",
    "m.tiktok.com": "www.tiktok.com",
    "m.twitch.tv": "www.twitch.tv",
    "m.twitter.com": "twitter.com",
    "mobile.twitter.com": "twitter.com",
    "m.vk.com": "vk.com",
    "m.weibo.com": "weibo.com",
    "mobile.x.com": "x.com",
    "m.youtube.com": "www.youtube.com",
    "mobile.nytimes.com": "www.nytimes.com",
    "m.mediawiki.org": "www.mediawiki.org",
    "m.wikidata.org": "www.wikidata.org",
    "*.m.wikibooks.org": "*.wikibooks.org",
    "*.m.wikimedia.org": "*.wikimedia.org",
    "*.m.wikinews.org": "*.wikinews.org",
    "*.m.wikipedia.org": "*.wikipedia.org",
    "*.m.wikiquote.org": "*.wikiquote.org",
    "*.m.wikisource.org": "*.wikisource.org",
    "*.m.wikiversity.org": "*.wikiversity.org",
    "*.m.wikivoyage.org": "*.wikivoyage.org",
    "*.m.wiktionary.org": "*.wiktionary.org",
}

# Parameters that say where a reader came from, never what is shown; a name that ends in * is a prefix.
TRACKING_ANYWHERE = (
    "utm_*",  # Urchin, Google Analytics
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "_ga", "_gl",  # Google
    "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "igshid",  # Meta
    "msclkid",  # Microsoft
    "twclid", "ttclid", "li_fat_id", "epik", "rdt_cid", "sccid",  # other networks
    "yclid", "ysclid", "_openstat", "ymclid",  # Yandex
    "mc_cid", "mc_eid",  # Mailchimp
    "mkt_tok",  # Marketo
    "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking", "hsa_*",  # HubSpot
    "mtm_*", "matomo_*", "piwik_*", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "pk_content",  # Matomo
    "at_medium", "at_campaign", "at_campaign_type", "at_link_id", "at_link_type", "at_link_origin",  # Piano
    "at_format", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_ptr_name", "at_bbc_team", "xtor",
    "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "wickedid", "ml_subscriber", "ml_subscriber_hash",
    "s_kwcid", "ef_id", "irclickid", "srsltid", "guccounter", "guce_referrer", "guce_referrer_sig",  # shops
)  # fmt: skip

# The same for one host and all hosts under it.
TRACKING_AT = {
    "bbc.com": ("ns_*", "pinned_post_locator", "pinned_post_asset_id", "pinned_post_type"),
    "bbc.co.uk": ("ns_*", "pinned_post_locator", "pinned_post_asset_id", "pinned_post_type"),
    "bsky.app": ("ref_src", "ref_url"),
    "facebook.com": (
        "__tn__", "__cft__*", "__xts__*", "__eep__", "_rdr", "_rdc", "acontext", "action_history", "extid",
        "fref", "hc_ref", "hc_location", "mibextid", "notif_id", "notif_t", "paipv", "eav", "rdid", "ref",
        "refid", "refsrc", "sfnsn", "share_url", "wtsid",
    ),
    "instagram.com": ("igsh", "ig_mid", "ig_rid"),
    "linkedin.com": ("lipi", "rcm", "refid", "trackingid", "trk", "trkinfo", "trkemail", "original_referer"),
    "msn.com": ("cvid", "ocid", "ei"),
    "nytimes.com": ("smid", "smtyp", "referringsource"),
    "reddit.com": ("share_id", "ref", "ref_source", "ref_campaign", "rdt", "correlation_id"),
    "soundcloud.com": ("si", "ref", "p", "c"),
    "spotify.com": ("si", "nd", "dl_branch", "dlsi", "pi", "_branch_match_id", "_branch_referrer"),
    "theguardian.com": ("cmp", "fb_ref"),
    "threads.com": ("xmt", "slof", "igsh"),
    "threads.net": ("xmt", "slof", "igsh"),
    "tiktok.com": (
        "_t", "_r", "_d", "is_from_webapp", "is_copy_url", "sender_device", "sender_web_id", "share_app_id",
        "share_item_id", "share_link_id", "source", "timestamp", "tt_from", "u_code", "user_id", "web_id",
        "refer", "sec_uid", "sec_user_id", "social_sharing", "checksum", "preview_pb",
    ),
    "twitter.com": ("s", "t", "ref_src", "ref_url", "cxt", "cn", "refsrc"),
    "vimeo.com": ("share", "fl", "fe", "turnstile"),
    "washingtonpost.com": ("itid", "wpisrc", "wpmk"),
    "x.com": ("s", "t", "ref_src", "ref_url", "cxt", "cn", "refsrc"),
    "youtu.be": ("si", "feature", "pp", "ab_channel"),
    "youtube.com": ("si", "feature", "pp", "ab_channel", "app", "embeds_*", "source_ve_path"),
}  # fmt: skip

# Pages that only send a reader on: host, path, the parameter with the link.
WRAPPERS = {
    ("l.facebook.com", "/l.php"): "u",
    ("lm.facebook.com", "/l.php"): "u",
    ("l.instagram.com", "/"): "u",
    ("l.threads.com", "/"): "u",
    ("l.threads.net", "/"): "u",
    ("out.reddit.com", "/"): "url",
    ("slack-redir.net", "/link"): "url",
    ("t.umblr.com", "/redirect"): "z",
    ("twitter.com", "/safety/unsafe_link_warning"): "unsafe_link",
    ("x.com", "/safety/unsafe_link_warning"): "unsafe_link",
    ("vk.com", "/away.php"): "to",
    ("www.youtube.com", "/redirect"): "q",
}

# What a paste drags along at its ends: invisible marks that word processors and chats put around a link.
_AROUND = " \t\r\n\x0b\x0c\u00a0\u00ad\u2028\u2029\u3000\ufeff" + "".join(
    chr(code) for span in ((0x2000, 0x2010), (0x202A, 0x2030), (0x205F, 0x2070)) for code in range(*span)
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY_END = re.compile(r"[/?#]")
_PATH_END = re.compile(r"[?#]")
_PORT = re.compile(r"(?::[0-9]{0,5})?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_IPV4 = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986 §2.3
_ENCODABLE = re.compile(
    r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]"
)  # what RFC 3986 §3.3, §3.4 has not


def normalise(text: str) -> Url:
    """The one normal form of a pasted link: two links with the same `text` name the same thing.

    Input without a scheme is https. Off come default port, fragment and tracking parameters; mobile hosts
    become the common ones, links that wrap another link become that link; percent-encoding follows RFC 3986
    §6.2.2. The order of the query stays. Normalising a normal form changes nothing.

    Raises InvalidUrl and UnsupportedScheme.
    """
    url = _tidy(parse(_with_scheme(_clean(text))))
    while (inner := _unwrap(url)) is not None:
        url = inner
    if len(url.text) > MAX_LENGTH:
        raise InvalidUrl(f"The link is longer than {MAX_LENGTH} characters once it is percent-encoded.")
    return replace(url, fragment="")


def join(reference: str, base: str) -> Url:
    """A reference in a response from `base` (a Location, a link of the page) as an absolute URL.

    As strict as `normalise`, but nothing beyond the fragment is removed: this is what will be requested.
    Raises InvalidUrl and UnsupportedScheme.
    """
    reference = _clean(reference)
    if _SCHEME.match(reference):
        return parse(reference)
    if reference.startswith("//"):
        return parse(base.partition(":")[0] + ":" + reference)
    _refuse_backslash(reference)
    try:
        joined = can_ada.parse(base) + reference
    except ValueError:
        raise InvalidUrl("The link has no meaning on the page that holds it.") from None
    return parse(joined.href)


def parse(text: str) -> Url:
    """An absolute URL as it is, not normalised; what parsers could understand differently is refused.

    Raises InvalidUrl and UnsupportedScheme.
    """
    scheme, _, rest = text.partition(":")
    scheme = scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise UnsupportedScheme(f"Only http and https links can be fetched, not {scheme[:32]}.")
    if not rest.startswith("//"):
        raise InvalidUrl("The scheme of the link is not followed by //.")
    _refuse_backslash(rest)
    given = _given_host(_authority(rest[2:]))
    try:
        url = can_ada.parse(text)
    except ValueError:
        raise InvalidUrl("The link has no valid host.") from None
    host = url.hostname[1:-1] if given.startswith("[") else _checked_name(url.hostname, given)
    port = int(url.port) if url.port else DEFAULT_PORTS[scheme]
    return _build(scheme, host, port, url.pathname, url.search[1:], url.hash[1:])


@lru_cache(maxsize=4096)
def site(host: str) -> str:
    """The registrable domain of a host (publicsuffix.org), or the host itself where there is none."""
    if _IPV4.fullmatch(host):
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _clean(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise InvalidUrl(f"The link is longer than {MAX_LENGTH} characters.")
    text = text.strip(_AROUND)
    if not text.isprintable() and _CONTROL.search(text):
        raise InvalidUrl("The link holds control characters or line breaks.")
    return text


def _with_scheme(text: str) -> str:
    """The link with a scheme: `example.com:8080/x` is a host with its port, `mailto:x` a scheme."""
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
    """Readers disagree whether a backslash ends the host, so none may stand before the query."""
    if "\\" in text and "\\" in _PATH_END.split(text, maxsplit=1)[0]:
        raise InvalidUrl("The link holds a backslash.")


def _given_host(authority: str) -> str:
    """The host as written (RFC 3986 §3.2 without userinfo)."""
    if "@" in authority:
        raise InvalidUrl("The link holds a user name or password.")
    if "%" in authority:
        raise InvalidUrl("The host of the link is percent-encoded.")
    end = authority.find("]") + 1 if authority.startswith("[") else authority.find(":")
    end = len(authority) if end < 0 else end
    host, port = authority[:end], authority[end:]
    if not host:
        raise InvalidUrl("The link has no host.")
    if port and not _PORT.fullmatch(port):
        raise InvalidUrl("The link has no valid port.")
    return host


@lru_cache(maxsize=4096)
def _checked_name(host: str, given: str) -> str:
    """The parsed host without the dot of the root, if it is a name (RFC 1035 §2.3.4) or a plain address."""
    name = host.removesuffix(".")
    if _IPV4.fullmatch(name) and name != given:
        raise InvalidUrl("The host of the link is an address, but not in its plain form.")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise InvalidUrl("The host of the link is not a valid name.")
    return name


def _build(scheme: str, host: str, port: int, path: str, query: str, fragment: str) -> Url:
    authority = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[scheme]:
        authority += f":{port}"
    target = f"{path}?{query}" if query else path
    return Url(f"{scheme}://{authority}{target}", scheme, host, port, path, query, fragment)


def _tidy(url: Url) -> Url:
    host = _common_host(url.host)
    path = _ENCODABLE.sub(_encode, url.path)
    query = _without_tracking(_ENCODABLE.sub(_encode, url.query), host)
    return _build(url.scheme, host, url.port, path, query, url.fragment)


def _encode(match: re.Match[str]) -> str:
    """One character in the one way to write it (RFC 3986 §6.2.2.1 and §6.2.2.2)."""
    token = match[0]
    if len(token) == 1:
        return f"%{ord(token):02X}"
    character = chr(int(token[1:], 16))
    return character if character in _UNRESERVED else token.upper()


def _common_host(host: str) -> str:
    if host in MOBILE_HOSTS:
        return MOBILE_HOSTS[host]
    first, _, rest = host.partition(".")
    common = MOBILE_HOSTS.get(f"*.{rest}")
    return host if common is None else common.replace("*", first, 1)


def _without_tracking(query: str, host: str) -> str:
    labels = host.split(".")
    parents = (".".join(labels[start:]) for start in range(len(labels)))
    names = TRACKING_ANYWHERE + next((TRACKING_AT[parent] for parent in parents if parent in TRACKING_AT), ())
    prefixes = tuple(name[:-1] for name in names if name.endswith("*"))

    def tracks(parameter: str) -> bool:
        name = unquote_plus(parameter.partition("=")[0]).lower()
        return name in names or name.startswith(prefixes)

    return "&".join(parameter for parameter in query.split("&") if not tracks(parameter))


def _unwrap(url: Url) -> Url | None:
    """The link that this one only leads to, None for all others."""
    inner = _wrapped(url)
    if inner is None or not inner.startswith(("http://", "https://")):
        return None
    try:
        return _tidy(parse(_clean(inner)))
    except Failure:
        return None


def _wrapped(url: Url) -> str | None:
    host, path = url.host, url.path
    if host.removeprefix("www.") == "twitter.com" and url.fragment.startswith("!/"):
        return f"https://{host}{url.fragment[1:]}"  # statuses of 2010 to 2012
    if site(host).startswith("google."):
        if path.startswith("/amp/"):
            return _of_amp(path.removeprefix("/amp/"))
        if path == "/url":
            return _parameter(url.query, "q") or _parameter(url.query, "url")
    if host.endswith(".cdn.ampproject.org") and path.startswith(("/c/", "/v/")):
        return _of_amp(path[3:])
    name = WRAPPERS.get((host, path))
    return name and _parameter(url.query, name)


def _of_amp(path: str) -> str:
    """`s/host/path` is https, `host/path` http (https://developers.google.com/amp/cache/overview)."""
    return "https://" + path.removeprefix("s/") if path.startswith("s/") else "http://" + path


def _parameter(query: str, name: str) -> str | None:
    pairs = (parameter.partition("=") for parameter in query.split("&"))
    return next((unquote(value.replace("+", " ")) for key, _, value in pairs if key == name), None)
