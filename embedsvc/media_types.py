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
    # What some APIs call their JSON; the names are those of the WHATWG MIME Sniffing Standard, section 4.6.
    "text/javascript": "data",
    "text/x-javascript": "data",
    "application/javascript": "data",
    "application/x-javascript": "data",
    # The same standard, section 7: types that servers send for want of a better one.
    "": "unnamed",
    "application/octet-stream": "unnamed",
    "binary/octet-stream": "unnamed",  # what Amazon S3 gives a file of no stated type
    "unknown/unknown": "unnamed",
    "application/unknown": "unnamed",
    "*/*": "unnamed",
}
_KINDS_BY_PREFIX: dict[str, Kind] = {"image/": "photo", "audio/": "audio", "video/": "video"}
_SYNTAXES = frozenset({"json", "x-json", "xml"})

SNIFFED_BYTES = 1024
"""Bytes of a body from which its type is recognised."""

TEXT_BYTES = 1445
"""Bytes of a body that decide whether it is text (the same standard, section 7.2)."""

_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)
_BINARY_BYTE = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")

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
    return "other" if _SYNTAXES.isdisjoint(parts_of(name)) else "data"


def is_xml(media_type: str | None) -> bool:
    """Whether it is XML, which may be XHTML."""
    return "xml" in parts_of(media_type or "")


def parts_of(media_type: str) -> tuple[str, ...]:
    """The parts of a subtype. The syntax is the last one (RFC 6839: `application/ld+json`), or the first in
    the link types of oEmbed (section 4: `application/json+oembed`), which some servers send as media types.
    """
    return tuple(media_type.partition("/")[2].split("+"))


def sniff(body: bytes) -> str | None:
    """The media type that the first bytes of a body look like, None if they look like no page and no data."""
    start = body[:SNIFFED_BYTES].removeprefix(codecs.BOM_UTF8).lstrip()
    return next((media_type for pattern, media_type in _PATTERNS if pattern.match(start)), None)


def is_text(body: bytes) -> bool:
    """Whether the first bytes of a body are text, in whatever character set, and so not compressed."""
    return body.startswith(_BYTE_ORDER_MARKS) or not _BINARY_BYTE.search(body, 0, TEXT_BYTES)
