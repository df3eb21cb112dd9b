"""Addresses in mark-up: in attributes, in links, in text."""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from embedsvc.restore.markup.elements import Element

WEB = re.compile(r"https?://[^\s\"'<>\\\])]{4,2000}")
_ESCAPED_WHOLE = re.compile(r"https?%3a%2f%2f", re.IGNORECASE)
_HREF = re.compile(r"<a\b[^<>]{0,2000}?\shref\s*=\s*[\"']?([^\s\"'<>]{1,2000})", re.IGNORECASE)
_CITE = re.compile(r"<blockquote\b[^<>]{0,2000}?\scite\s*=\s*[\"']?([^\s\"'<>]{1,2000})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(
    r"(?:(?:data|uc|consent-original)-.{0,40}|)(?:src|url|href|link|permalink|iri|uri|cite|thref)(?:-.{0,20})?$|data-tweetid$"
)
"""`src`, `data-lazy-src`, `uc-src`, `data-src-consent`, `data-oembed-url`, `data-instgrm-permalink`, ..."""
_BLUESKY_URI = re.compile(r"at://(?P<who>[^/]+)/app\.bsky\.feed\.post/(?P<key>\w+)")


def web_address(text: str) -> str | None:
    """The absolute address that a value is; None for any other value."""
    if _ESCAPED_WHOLE.match(text):
        text = unquote(text)
    if text.startswith("//"):
        text = "https:" + text
    if uri := _BLUESKY_URI.fullmatch(text):
        return f"https://bsky.app/profile/{uri['who']}/post/{uri['key']}"
    return text if WEB.fullmatch(text) else None


def in_attributes(element: Element) -> Iterator[str]:
    """Those of an element; first of all those that scripts read, for `src` may hold a placeholder."""
    named = [(name, value) for name, value in element.attributes.items() if _ATTRIBUTE.match(name)]
    for _, value in sorted(named, key=lambda each: not each[0].startswith("data-")):
        if address := web_address(value):
            yield address


def in_links(source: str) -> Iterator[str]:
    """What the links of a fragment of HTML lead to, in their order."""
    yield from _web_addresses(_HREF.findall(source))


def cited(source: str) -> Iterator[str]:
    """Where the quotations of a fragment of HTML are from."""
    yield from _web_addresses(_CITE.findall(source))


def _web_addresses(values: Iterable[str]) -> Iterator[str]:
    return filter(None, map(web_address, map(html.unescape, values)))


def alone(source: str) -> str | None:
    """The address that is all the text of a fragment of HTML."""
    text = html.unescape(_TAG.sub(" ", source)).split()
    return web_address(text[0]) if len(text) == 1 else None
