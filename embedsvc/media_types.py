"""What each media type is to embedsvc: one table for fetching, for the page provider and for the parser."""

import codecs
import re
from typing import Literal

Kind = Literal["page", "data", "photo", "audio", "video", "unnamed", "other"]
"""`page` is parsed as HTML. `data` is JSON or XML, useful only whole: the answer of an API, or an oEmbed
answer whose URL was pasted. `photo`, `audio` and `video` are embedded as they are, and only their headers are
read. `unnamed` states no type, so the body is sniffed. `other` cannot be embedded.
"""

_KINDS: dict[str, Kind] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "page",  # HTML under a wrong name, as often as not
    "application/json": "data",
    "text/json": "data",
    "text/x-json": "data",
    "application/xml": "data",
    "text/xml": "data",
    # What some APIs call their JSON; the names are those of the WHATWG MIME Sniffing Standard, section 4.6.
    "text/javascript": "data",
    "text/x-javascript": "data",
    "application/javascript": "data",
    "application/x-javascript": "data",
    # The link types of oEmbed (section 4) that some servers send as media types too.
    "application/json+oembed": "data",
    "text/json+oembed": "data",
    "application/xml+oembed": "data",
    "text/xml+oembed": "data",
    # The same standard, section 7: types that servers send for want of a better one.
    "": "unnamed",
    "application/octet-stream": "unnamed",
    "unknown/unknown": "unnamed",
    "application/unknown": "unnamed",
    "*/*": "unnamed",
}
_KINDS_BY_PREFIX: dict[str, Kind] = {"image/": "photo", "audio/": "audio", "video/": "video"}
_DATA_SUFFIXES = ("+json", "+xml")  # RFC 6839

SNIFFED_BYTES = 1024
"""Bytes of a body from which its type is recognised."""

# After a byte order mark and white space; the first after the same standard, section 7.1.
_PATTERNS = (
    (
        re.compile(
            rb"<(?:!--|(?:!doctype html|html|head|script|title|body|meta|link|div|p|h1)[\s>])", re.IGNORECASE
        ),
        "text/html",
    ),
    (re.compile(rb"<\?xml\s"), "text/xml"),
    (re.compile(rb"[{\[]"), "application/json"),
)


def kind_of(media_type: str | None) -> Kind:
    """The kind of a media type (lower-case, without parameters); None is a type that was not stated."""
    name = media_type or ""
    if name in _KINDS:
        return _KINDS[name]
    for prefix, kind in _KINDS_BY_PREFIX.items():
        if name.startswith(prefix):
            return kind
    return "data" if name.endswith(_DATA_SUFFIXES) else "other"


def is_xml(media_type: str | None) -> bool:
    """Whether it is XML, which may be XHTML."""
    return (media_type or "").endswith(("/xml", "+xml"))


def sniff(body: bytes) -> str | None:
    """The media type that the first bytes of a body look like, None if they look like no page and no data."""
    start = body[:SNIFFED_BYTES].removeprefix(codecs.BOM_UTF8).lstrip()
    return next((media_type for pattern, media_type in _PATTERNS if pattern.match(start)), None)
