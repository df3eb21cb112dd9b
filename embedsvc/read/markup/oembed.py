"""oEmbed 1.0 answers (https://oembed.com), as providers really send them, and the links that lead to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any, Literal

from lxml import etree

from embedsvc import urls
from embedsvc.errors import Failure, UnsupportedScheme, UpstreamError
from embedsvc.model import Snapshot
from embedsvc.read.html import charset
from embedsvc.read.html.document import Document
from embedsvc.read.markup import json

Type = Literal["photo", "video", "link", "rich"]

MAX_LINKS = 5
_MAX_FIELDS = 200
_MAX_SIZE = 100_000
_MAX_TEXT = 2_000
_MAX_HTML = 500_000
_LINK_TYPES = {
    "application/json+oembed": 0,
    "text/json+oembed": 0,
    "application/xml+oembed": 1,
    "text/xml+oembed": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OEmbed:
    """An answer (oEmbed §2.3.4): sizes in pixels, `cache_age` in seconds, `html` untrusted.

    What is of a wrong type is None.
    """

    type: Type
    title: str | None = None
    author_name: str | None = None
    author_url: str | None = None
    provider_name: str | None = None
    provider_url: str | None = None
    cache_age: int | None = None
    thumbnail_url: str | None = None
    thumbnail_width: int | None = None
    thumbnail_height: int | None = None
    url: str | None = None
    """The image of a photo; others name their page here."""
    html: str | None = None
    width: int | None = None
    height: int | None = None
    description: str | None = None
    """Not of the specification, but given by Vimeo, TikTok and WordPress plug-ins."""


def read(snapshot: Snapshot) -> OEmbed:
    """The answer in JSON or XML. Raises UpstreamError for anything else, or for one that is an error."""
    start = snapshot.body[:200].lstrip(b"\xef\xbb\xbf\t\n\r ")
    fields = _of_xml(snapshot) if start.startswith(b"<") else json.loads(snapshot)
    if not isinstance(fields, Mapping) or not fields:
        raise UpstreamError("The site's oEmbed answer holds no fields")
    answer = _answer(fields, snapshot.url)
    if answer is None:
        raise UpstreamError("The site's oEmbed answer says nothing")
    return answer


def links(document: Document) -> tuple[str, ...]:
    """The addresses of oEmbed answers that a page offers (oEmbed §4), JSON before XML, at most five.

    `alternative` is Flickr's misspelling of `alternate`, copied by others. Those of other schemes stay, for
    whoever asks for them to be refused by name.
    """
    found: list[tuple[int, str]] = []
    for element in document.all("link"):
        said = element.attributes
        kind = (said.get("type") or "").split(";")[0].strip().lower()
        rel = (said.get("rel") or "").lower().split()
        if kind not in _LINK_TYPES or not {"alternate", "alternative"} & set(rel):
            continue
        if address := _offered(said.get("href") or "", document.base):
            found.append((_LINK_TYPES[kind], address))
    found.sort(key=lambda link: link[0])
    return tuple(dict.fromkeys(address for _, address in found))[:MAX_LINKS]


def _offered(href: str, base: str) -> str | None:
    try:
        return urls.join(href.strip(), base).text
    except UnsupportedScheme:
        return href.strip()
    except Failure:
        return None


def _answer(fields: Mapping[str, Any], base: str) -> OEmbed | None:
    kind = _text(fields, "type")
    html = _raw(fields, "html")
    image = _address(fields, "url", base)
    named: Type
    match (kind or "").lower():
        case "photo" | "video" | "link" | "rich" as known:
            named = known
        case _:
            named = "rich" if html else "link"
    title = _text(fields, "title")
    if title is None and html is None and image is None and _text(fields, "author_name") is None:
        return None
    return OEmbed(
        type=named,
        title=title,
        author_name=_text(fields, "author_name"),
        author_url=_address(fields, "author_url", base),
        provider_name=_text(fields, "provider_name"),
        provider_url=_address(fields, "provider_url", base),
        cache_age=_number(fields, "cache_age", 10**12),
        thumbnail_url=_address(fields, "thumbnail_url", base),
        thumbnail_width=_number(fields, "thumbnail_width", _MAX_SIZE),
        thumbnail_height=_number(fields, "thumbnail_height", _MAX_SIZE),
        url=image,
        html=html,
        width=_number(fields, "width", _MAX_SIZE),
        height=_number(fields, "height", _MAX_SIZE),
        description=_text(fields, "description"),
    )


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    # Titles are plain text by the specification; WordPress and others send them escaped all the same.
    return " ".join(unescape(value[:_MAX_TEXT]).split()) or None


def _raw(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > _MAX_HTML:
        return None
    return value


def _address(fields: Mapping[str, Any], name: str, base: str) -> str | None:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return urls.join(value.strip(), base).text
    except Failure:
        return None


def _number(fields: Mapping[str, Any], name: str, most: int) -> int | None:
    """A whole number above 0, also out of `"480"`, `"480px"` and 480.0; percentages say no size."""
    value = fields.get(name)
    if isinstance(value, str):
        digits = value.strip().lower().removesuffix("px").strip()
        whole = digits.partition(".")[0]
        value = int(whole) if whole.isascii() and whole.isdigit() and len(whole) <= 15 else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) or None if 0 < value <= most else None


def _of_xml(snapshot: Snapshot) -> dict[str, str]:
    """The fields of an XML answer (oEmbed §2.3.3).

    A document type is refused before parsing: its entities could expand without bound or name local files.
    """
    text = charset.decode(snapshot.body, snapshot.charset).text.lstrip("\ufeff \t\r\n")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UpstreamError("The site's oEmbed answer declares a document type")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        raise UpstreamError("The site's oEmbed answer is not well-formed XML") from None
    if etree.QName(root).localname != "oembed":
        raise UpstreamError("The site's answer is XML but not oEmbed")
    return {
        etree.QName(child).localname: "".join(map(str, child.itertext()))
        for child in islice(root, _MAX_FIELDS)
        if isinstance(child.tag, str)
    }
