"""Services that encode the target of their redirect pages in a way of their own."""

import binascii
import re
from base64 import urlsafe_b64decode
from urllib.parse import unquote

from embedsvc.model import Url
from embedsvc.providers.wrappers import ways
from embedsvc.urls import parameter


def amp_viewer(url: Url) -> str | None:
    """`/amp/s/host/path` is https, `/amp/host/path` http; the query is the viewer's own."""
    return (
        _amp(url.path.removeprefix("/amp/").replace("%3F", "?", 1)) if url.path.startswith("/amp/") else None
    )


def amp_cache(url: Url) -> str | None:
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


def bing(url: Url) -> str | None:
    """The target is base64 behind two characters that state its kind: `a1` for a URL."""
    value = parameter(url.query, "u") or ""
    return ways.base64(value[2:]) if url.path == "/ck/a" and value.startswith("a1") else None


def wikiwand(url: Url) -> str | None:
    """Wikipedia's articles with their names, in the language that the path begins with."""
    match = re.match(r"/([a-z]{2}|simple|[a-z]{3}(?=/articles/))/(?:articles/)?(.+)", url.path)
    return match and f"https://{match[1]}.wikipedia.org/wiki/{match[2]}"


def whatsapp(url: Url) -> str | None:
    """A text to share; one with a phone number starts a talk with its owner, as `wa.me/NUMBER` does."""
    return None if parameter(url.query, "phone") else ways.in_text("/send", "text")(url)


def google_cache(url: Url) -> str | None:
    """`q=cache:ID:URL words of the search`; other services of the host search for such words."""
    if url.path != "/search":
        return None
    match = re.match(r"cache:(?:[\w-]{12}:)?(\S+)", parameter(url.query, "q") or "")
    return match and match[1]


_NEWS_ARTICLE = re.compile(rb"\x08\x13\"[\x00-\xff]{1,2}?(https?://[\x21-\x7e]+)")
"""The start of a protocol buffer: a number, then the URL behind its length."""


def google_news(url: Url) -> str | None:
    """Articles have had their target in their id until 2024; newer ids name it to Google alone."""
    match = re.match(r"/(?:rss/|__i/rss/rd/)?(?:articles|read)/([\w-]+)", url.path)
    if match is None:
        return None
    try:
        found = _NEWS_ARTICLE.match(urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4)))
    except (binascii.Error, ValueError):
        return None
    return found and found[1].decode("ascii")


def doubleclick(url: Url) -> str | None:
    """The whole query of a click on an advertisement."""
    return url.query if url.path.startswith("/ddm/") and url.query.startswith("http") else None


def google_translate(url: Url) -> str | None:
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


def proofpoint(url: Url) -> str | None:
    """URL Defense. Version 1 is a parameter; version 2 writes `-` for `%` and `_` for `/`; version 3 replaces
    characters by `*`, or several in a row by `**` and a letter for their number, and appends them as base64.
    """
    if url.path == "/v1/url":
        return parameter(url.query, "u")
    if url.path == "/v2/url":
        return unquote((parameter(url.query, "u") or "").translate(str.maketrans("-_", "%/")))
    match = _DEFENSE_V3.match(url.target)
    replaced = ways.base64(unquote(match[2])) if match else None
    if match is None or replaced is None:
        return None
    left = iter(replaced)

    def restore(token: re.Match[str]) -> str:
        length = _RUN_LENGTHS.index(token[1]) + 2 if token[1] else 1
        return "".join(character for _, character in zip(range(length), left, strict=False))

    return re.sub(r"\*(?:\*([\w-]))?", restore, unquote(match[1]), flags=re.ASCII)


def turbo(url: Url) -> str | None:
    """Yandex: `/host/s/path` is https; a translation is at `/proxy_u/ID/https/host/path`."""
    target = url.target.removeprefix("/turbo")
    if match := re.match(r"/proxy_u/[^/]+/(https?)/(.+)", target):
        return f"{match[1]}://{match[2]}"
    match = re.match(r"/([\w-]+\.[\w.-]+)/s/(.*)", target)
    return match and f"https://{match[1]}/{match[2]}"


def sophos(url: Url) -> str | None:
    """Base64 in a parameter."""
    return ways.base64(parameter(url.query, "u") or "")


def disqus(url: Url) -> str | None:
    """A signature (SHA-1 in base64) follows the target, behind a colon."""
    return re.sub(r":[\w-]{27}$", "", parameter(url.query, "url") or "")


def odnoklassniki(url: Url) -> str | None:
    """`/dk` has all kinds of commands."""
    return ways.in_query("st.link", "st.rfn", "st.shareUrl")(url) if url.path == "/dk" else None


def fragment_path(url: Url) -> str | None:
    """Applications of around 2011 had the path in the fragment: `/#!/name/status/1`, `/#/watch?v=ID`."""
    path = url.fragment.removeprefix("!")
    return path if url.path == "/" and path.startswith("/") and len(path) > 1 else None
