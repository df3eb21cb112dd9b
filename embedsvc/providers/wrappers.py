"""Redirect pages: the one table of them, and how the URL of each gives its target.

Mail scanners, search engines, messengers, caches and the exit pages of social sites put a link into a link of
their own. The target is taken from the URL alone: the wrapper is never requested, so it counts no click and
cannot refuse. A wrapper whose URL only names its target by an id (t.co, Mimecast's `/s/`) is no entry of this
table but a redirect like any other, and a login or consent page is no wrapper but a wall.
"""

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from urllib.parse import unquote

from embedsvc.model import Url
from embedsvc.urls import Unwrap, parameter


def _any(*unwraps: Unwrap) -> Unwrap:
    """The first of several ways that gives a target."""
    return lambda url: next((target for unwrap in unwraps if (target := unwrap(url))), None)


def _in(*names: str) -> Unwrap:
    """In a parameter of one of these names, whatever the path. Before others counts one that is a whole URL:
    some wrappers have words of a search in the other.
    """

    def unwrap(url: Url) -> str | None:
        values = [value for name in names if (value := parameter(url.query, name))]
        return next((value for value in values if value.startswith("http")), values[0] if values else None)

    return unwrap


def _at(path: str, *names: str) -> Unwrap:
    """The same at this path alone, with or without a slash at its end."""
    inner = _in(*names)
    return lambda url: inner(url) if url.path.rstrip("/") == path else None


def _below(path: str, *names: str) -> Unwrap:
    """The same at all paths that begin with this one."""
    inner = _in(*names)
    return lambda url: inner(url) if url.path.startswith(path) else None


def _matching(pattern: str) -> Unwrap:
    """The group of a pattern for path and query. A target that is percent-encoded as a whole is decoded."""
    compiled = re.compile(pattern, re.DOTALL)

    def unwrap(url: Url) -> str | None:
        match = compiled.match(url.target)
        return unquote(match[1]) if match and "%2F" in match[1].partition("?")[0] else match and match[1]

    return unwrap


def _rest(url: Url) -> str | None:
    """All that follows the first slash: a proxy in front of the whole URL, with its query and fragment."""
    rest = url.target[1:] + (f"#{url.fragment}" if url.fragment else "")
    return rest if rest.startswith("http") else None


def _query(url: Url) -> str | None:
    return url.query


def _base64(text: str) -> str | None:
    """URL-safe base64 with or without its padding (RFC 4648 §5)."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, ValueError):
        return None


def _amp_viewer(url: Url) -> str | None:
    """`/amp/s/host/path` is https, `/amp/host/path` http; the query is the viewer's own."""
    return (
        _amp(url.path.removeprefix("/amp/").replace("%3F", "?", 1)) if url.path.startswith("/amp/") else None
    )


def _amp_cache(url: Url) -> str | None:
    """`/c/s/host/path` is https, `/c/host/path` http (https://developers.google.com/amp/cache/overview). The
    query is the page's, with parameters of the cache in it.
    """
    if url.path[:3] not in {"/c/", "/v/"}:
        return None
    query = _without(url.query, "usqp", "amp_", "_js_v", "_gsa")
    return _amp(url.path[3:]) + (f"?{query}" if query else "")


def _amp(path: str) -> str:
    return "https://" + path.removeprefix("s/") if path.startswith("s/") else "http://" + path


def _without(query: str, *prefixes: str) -> str:
    return "&".join(item for item in query.split("&") if not item.startswith(prefixes))


def _bing(url: Url) -> str | None:
    """The target is base64 behind two characters that state its kind: `a1` for a URL."""
    value = parameter(url.query, "u") or ""
    return _base64(value[2:]) if url.path == "/ck/a" and value.startswith("a1") else None


def _google_cache(url: Url) -> str | None:
    """`q=cache:ID:URL words of the search`."""
    match = re.match(r"cache:(?:[\w-]{12}:)?(\S+)", parameter(url.query, "q") or "")
    return match and match[1]


_NEWS_ARTICLE = re.compile(rb"\x08\x13\"[\x00-\xff]{1,2}?(https?://[\x21-\x7e]+)")
"""The start of a protocol buffer: a number, then the URL behind its length."""


def _google_news(url: Url) -> str | None:
    """Articles have had their target in their id until 2024; newer ids name it to Google alone."""
    match = re.match(r"/(?:rss/|__i/rss/rd/)?(?:articles|read)/([\w-]+)", url.path)
    if match is None:
        return None
    try:
        found = _NEWS_ARTICLE.match(urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4)))
    except (binascii.Error, ValueError):
        return None
    return found and found[1].decode("ascii")


def _google_translate(url: Url) -> str | None:
    """`www-example-com.translate.goog`: dots are hyphens, hyphens two of them."""
    label = url.host.removesuffix(".translate.goog")
    if "." in label or label == url.host:
        return None
    host = re.sub("--?", lambda match: "-" if len(match[0]) == 2 else ".", label)
    query = _without(url.query, "_x_tr_")
    scheme = parameter(url.query, "_x_tr_sch") or "https"
    return f"{scheme}://{host}{url.path}" + (f"?{query}" if query else "")


_DEFENSE_V3 = re.compile(r"/v3/__(.+?)__;(.*?)!", re.DOTALL)
_RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The first stands for 2 characters."""


def _proofpoint(url: Url) -> str | None:
    """URL Defense. Version 1 is a parameter; version 2 writes `-` for `%` and `_` for `/`; version 3 replaces
    characters by `*`, or several in a row by `**` and a letter for their number, and appends them as base64.
    """
    if url.path == "/v1/url":
        return parameter(url.query, "u")
    if url.path == "/v2/url":
        return unquote((parameter(url.query, "u") or "").translate(str.maketrans("-_", "%/")))
    match = _DEFENSE_V3.match(url.target)
    replaced = _base64(unquote(match[2])) if match else None
    if match is None or replaced is None:
        return None
    left = iter(replaced)

    def restore(token: re.Match[str]) -> str:
        length = _RUN_LENGTHS.index(token[1]) + 2 if token[1] else 1
        return "".join(character for _, character in zip(range(length), left, strict=False))

    return re.sub(r"\*(?:\*([\w-]))?", restore, unquote(match[1]), flags=re.ASCII)


def _turbo(url: Url) -> str | None:
    """Yandex: `/host/s/path` is https; a translation is at `/proxy_u/ID/https/host/path`."""
    target = url.target.removeprefix("/turbo")
    if match := re.match(r"/proxy_u/[^/]+/(https?)/(.+)", target):
        return f"{match[1]}://{match[2]}"
    match = re.match(r"/([\w-]+\.[\w.-]+)/s/(.*)", target)
    return match and f"https://{match[1]}/{match[2]}"


def _sophos(url: Url) -> str | None:
    return _base64(parameter(url.query, "u") or "")


def _disqus(url: Url) -> str | None:
    """A signature (SHA-1 in base64) follows the target, behind a colon."""
    return re.sub(r":[\w-]{27}$", "", parameter(url.query, "url") or "")


def _odnoklassniki(url: Url) -> str | None:
    """`/dk` has all kinds of commands."""
    return _in("st.link", "st.rfn")(url) if url.path == "/dk" else None


def _fragment_path(url: Url) -> str | None:
    """Applications of around 2011 had the path in the fragment: `/#!/name/status/1`, `/#/watch?v=ID`."""
    path = url.fragment.removeprefix("!")
    return path if url.path == "/" and path.startswith("/") and len(path) > 1 else None


_ESCAPED_SEGMENT = _matching(r"/(?:CL0|L0)/([^/?]+)")
"""Amazon SES: the target is one segment of the path."""

_BETWEEN_UNDERSCORES = _matching(r"/v2/(?:[\w-]+/)?___(.+?)___(?:\.|$)")

_TELEGRAM = _any(_at("/iv", "url"), _at("/share/url", "url"), _at("/share", "url"))
_VK = _any(_at("/away.php", "to"), _at("/away", "to"))
_X = _any(
    _fragment_path,
    _at("/safety/unsafe_link_warning", "unsafe_link"),
    _at("/i/redirect", "url"),
)

WRAPPERS: Mapping[str, Unwrap] = {
    # Mail scanners
    "safelinks.protection.outlook.com": _in("url"),
    "safelinks.protection.office365.us": _in("url"),
    "safelinks.protection.partner.outlook.cn": _in("url"),
    "safelink.emails.azure.net": _at("/redirect", "destination"),
    "statics.teams.cdn.office.net": _below("/evergreen-assets/safelinks/", "url"),
    "outlook.live.com": _at("/mail/safelink.html", "url"),
    "outlook.office.com": _at("/mail/safelink.html", "url"),
    "outlook.office365.com": _at("/mail/safelink.html", "url"),
    "urldefense.com": _proofpoint,
    "urldefense.us": _proofpoint,
    "urldefense.proofpoint.com": _proofpoint,
    "linkprotect.cudasvc.com": _in("a", "url"),  # Barracuda
    "mimecast.com": _below("/s/", "url", "u"),
    "mimecastprotect.com": _below("/s/", "url", "u"),
    "secure-web.cisco.com": _matching(r"/[^/]+/(https?(?:%3A|:).+)"),
    "protect2.fireeye.com": _in("u"),
    "clicktime.symantec.com": _in("u"),
    "trendmicro.com": _below("/wis/clicktime/", "url"),
    "protection.sophos.com": _sophos,
    "scanmail.trustwave.com": _in("u"),
    "urlsand.esvalabs.com": _in("u"),  # Libraesva
    "link.edgepilot.com": _in("u"),
    "url.avanan.click": _BETWEEN_UNDERSCORES,
    "protect.checkpoint.com": _BETWEEN_UNDERSCORES,
    "checkpoint.url-protection.com": _BETWEEN_UNDERSCORES,
    "deref-gmx.net": _in("redirectUrl"),
    "deref-web.de": _in("redirectUrl"),
    "deref-mail.com": _in("redirectUrl"),
    "checklink.mail.ru": _at("/proxy", "url"),
    "click.mail.ru": _at("/redir", "u"),
    # Newsletters and releases
    "awstrack.me": _ESCAPED_SEGMENT,
    "click.redditmail.com": _ESCAPED_SEGMENT,
    "c212.net": _at("/c/link", "u"),
    "edge.prnewswire.com": _at("/c/link", "u"),
    "cts.businesswire.com": _at("/ct/CT", "url"),
    # Search engines, caches, translations
    "google.*": _any(
        _at("/url", "q", "url"),
        _at("/imgres", "imgrefurl"),
        _at("/scholar_url", "url"),
        _at("/translate", "u"),
        _amp_viewer,
    ),
    "news.google.com": _any(_google_news, _at("/news/url", "url")),
    "webcache.googleusercontent.com": _google_cache,
    "translate.googleusercontent.com": _at("/translate_c", "u"),
    "translate.goog": _google_translate,
    "cdn.ampproject.org": _amp_cache,
    "bing-amp.com": _amp_cache,
    "bing.com": _any(_bing, _at("/alink/link", "url"), _at("/news/apiclick.aspx", "url"), _amp_viewer),
    "translatetheweb.com": _in("a"),
    "duckduckgo.com": _at("/l", "uddg"),
    "r.search.yahoo.com": _matching(r"/.*?/?RU=([^/]+)"),
    "yandex.*": _any(
        _at("/clck/jsredir", "url"),
        _at("/turbo", "text"),
        _at("/translate", "url"),
        _turbo,
    ),
    "turbopages.org": _turbo,
    "search.naver.com": _at("/p/crd/rd", "u"),
    # Messengers and social sites
    "l.facebook.com": _in("u"),
    "lm.facebook.com": _in("u"),
    "facebook.com": _any(
        _at("/l.php", "u"),
        _at("/flx/warn", "u"),
    ),
    "l.messenger.com": _in("u"),
    "l.instagram.com": _in("u"),
    "instagram.com": _at("/linkshim", "u"),
    "l.threads.com": _in("u"),
    "l.threads.net": _in("u"),
    "l.wl.co": _in("u"),  # WhatsApp
    "l.workplace.com": _in("u"),
    "twitter.com": _X,
    "x.com": _X,
    "linkedin.com": _any(
        _at("/redir/redirect", "url"),
        _at("/redir/general-malware-page", "url"),
        _at("/safety/go", "url"),
    ),
    "youtube.com": _any(
        _fragment_path,
        _at("/redirect", "q"),
        _at("/attribution_link", "u"),
        _at("/supported_browsers", "next_url"),
    ),
    "out.reddit.com": _in("url"),
    "reddit.com": _at("/media", "url"),
    "slack-redir.net": _at("/link", "url"),
    "t.me": _TELEGRAM,
    "telegram.me": _TELEGRAM,
    "vk.com": _VK,
    "vk.ru": _VK,
    "ok.ru": _odnoklassniki,
    "dzen.ru": _at("/away", "to"),
    "livejournal.com": _at("/away", "to"),
    "steamcommunity.com": _at("/linkfilter", "url", "u"),
    "medium.com": _any(_at("/r", "url"), _below("/m/", "redirectUrl")),
    "disq.us": _disqus,
    "pinterest.*": _at("/offsite", "url"),
    "t.umblr.com": _at("/redirect", "z"),
    "go.bsky.app": _at("/redirect", "u"),
    "tiktok.com": _at("/link/v2", "target"),
    "exit.sc": _in("url"),  # SoundCloud
    "gate.sc": _in("url"),
    "flipboard.com": _at("/redirect", "url"),
    "getpocket.com": _at("/redirect", "url"),
    "deviantart.com": lambda url: _query(url) if url.path.endswith("/outgoing") else None,
    "weibo.cn": _at("/sinaurl", "u", "toasturl"),
    "c.pc.qq.com": _in("pfurl", "url"),
    "link.zhihu.com": _in("target"),
    "link.juejin.cn": _in("target"),
    "link.csdn.net": _in("target"),
    "links.jianshu.com": _at("/go", "to"),
    "jianshu.com": _at("/go-wild", "url"),
    "douban.com": _at("/link2", "url"),
    "gitee.com": _at("/link", "target"),
    # Players for everybody's pages
    "cdn.embedly.com": _below("/widgets/media.html", "url", "src"),
    "cdn.iframe.ly": _below("/api/iframe", "url"),
    "twitframe.com": _at("/show", "url"),
    # Proxies in front of a page
    "href.li": _query,
    "anonym.to": _query,
    "12ft.io": _any(_rest, _at("/proxy", "q")),
    "r.jina.ai": _rest,
    "via.hypothes.is": _rest,
    "freedium.cfd": _rest,
}
"""By host, with all of its subdomains; `name.*` is the registrable domain `name` under any public suffix."""
