"""oEmbed 1.0 responses (https://oembed.com) as providers really send them, and the links to them in pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any, Literal

from lxml import etree

from embedsvc import media_types, urls
from embedsvc.errors import Failure, UnsupportedScheme, UpstreamError
from embedsvc.model import Snapshot
from embedsvc.numbers import pixels, positive
from embedsvc.read.html import charset
from embedsvc.read.html.document import Document
from embedsvc.read.html.plain_text import clean, clean_address
from embedsvc.read.markup import json, meta, wrapping

Type = Literal["photo", "video", "link", "rich"]

MAX_LINKS = 5
_MAX_FIELDS = 200
_MAX_AUTHORS = 20
_MAX_CACHE_AGE = 10**12
_MAX_TEXT = 2_000
_MAX_HTML = 500_000
_ESCAPED_TAG = re.compile(r"\s*&lt;[A-Za-z]")
"""How markup begins that was escaped for XML and once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OEmbed:
    """A response (oEmbed §2.3.4): sizes in pixels, `cache_age` in seconds, `html` untrusted.

    Fields of a wrong type are None.
    """

    type: Type
    title: str | None = None
    author_names: tuple[str, ...] = ()
    """One by the specification; some providers give a list."""
    author_url: str | None = None
    provider_name: str | None = None
    provider_url: str | None = None
    cache_age: int | None = None
    thumbnail_url: str | None = None
    thumbnail_width: int | None = None
    thumbnail_height: int | None = None
    url: str | None = None
    """The image of a photo. Responses of other types put the URL of their page here."""
    html: str | None = None
    width: int | None = None
    height: int | None = None
    description: str | None = None
    """Not in the specification, but sent by Vimeo, TikTok and WordPress plug-ins."""
    license: str | None = None
    """The URL of the licence, otherwise its name. Not in the specification, but sent by Flickr."""

    @property
    def author_name(self) -> str | None:
        return next(iter(self.author_names), None)


def parse(snapshot: Snapshot) -> OEmbed:
    """A response in JSON or XML. Raises UpstreamError for anything else, and for an empty response."""
    text = wrapping.without_preamble(charset.decode(snapshot.body, snapshot.charset).text)
    fields = _parse_xml(text) if text.startswith("<") else json.value(text)
    if isinstance(fields, list) and len(fields) == 1:  # as endpoints for several URLs answer for one
        fields = fields[0]
    if not isinstance(fields, Mapping) or not fields:
        raise UpstreamError("The oEmbed response of the site is empty.")
    response = _from_fields(fields, snapshot.url)
    if response is None:
        raise UpstreamError("The oEmbed response of the site is empty.")
    return response


def links(document: Document) -> tuple[str, ...]:
    """The URLs of the oEmbed responses that a page links to (oEmbed §4), JSON before XML, at most five.

    `alternative` is Flickr's misspelling of `alternate`, copied by others. URLs of other schemes are
    included, so that requesting one fails with its scheme in the message.
    """
    found: list[tuple[bool, str]] = []
    for link in meta.links(document):
        parts = media_types.parts_of(link.type.split(";")[0].strip())
        if "oembed" not in parts or not {"alternate", "alternative"} & link.rel:
            continue
        if url := _link_target(link.href, document.base):
            found.append(("xml" in parts, url))
    found.sort(key=lambda link: link[0])
    return tuple(dict.fromkeys(url for _, url in found))[:MAX_LINKS]


def _link_target(href: str, base: str) -> str | None:
    try:
        return urls.join(href.strip(), base).text
    except UnsupportedScheme:
        return href.strip()
    except Failure:
        return None


def _from_fields(fields: Mapping[str, Any], base: str) -> OEmbed | None:
    """None for a response without a title, markup, an image and an author."""
    html = _html(fields, "html")
    image = _url(fields, "url", base)
    title = _text(fields, "title")
    author_names = tuple(_author_names(fields))
    if title is None and html is None and image is None and not author_names:
        return None
    return OEmbed(
        type=_type(fields, default="rich" if html else "link"),
        title=title,
        author_names=author_names,
        author_url=_url(fields, "author_url", base),
        provider_name=_text(fields, "provider_name"),
        provider_url=_url(fields, "provider_url", base),
        cache_age=positive(fields.get("cache_age"), _MAX_CACHE_AGE),
        thumbnail_url=_url(fields, "thumbnail_url", base),
        thumbnail_width=pixels(fields.get("thumbnail_width")),
        thumbnail_height=pixels(fields.get("thumbnail_height")),
        url=image,
        html=html,
        width=pixels(fields.get("width")),
        height=pixels(fields.get("height")),
        description=_text(fields, "description"),
        license=_url(fields, "license_url", base) or _text(fields, "license"),
    )


def _type(fields: Mapping[str, Any], *, default: Type) -> Type:
    match (_text(fields, "type") or "").lower():
        case "photo" | "video" | "link" | "rich" as known:
            return known
    return default


def _author_names(fields: Mapping[str, Any]) -> Iterator[str]:
    """The names in `author_name`: a text, or the list or the objects that some providers give instead."""
    stated = fields.get("author_name")
    for value in (stated if isinstance(stated, list) else [stated])[:_MAX_AUTHORS]:
        name = value.get("name") if isinstance(value, Mapping) else value
        if isinstance(name, str) and (name := clean(name[:_MAX_TEXT])):
            yield name


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    # By the specification titles are plain text, but WordPress and others escape them.
    return clean(value[:_MAX_TEXT]) or None


def _html(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > _MAX_HTML:
        return None
    is_escaped = "<" not in value and _ESCAPED_TAG.match(value)
    return unescape(value) if is_escaped else value


def _url(fields: Mapping[str, Any], name: str, base: str) -> str | None:
    value = fields.get(name)
    reference = clean_address(value) if isinstance(value, str) else ""
    if not reference:
        return None
    try:
        return urls.join(reference, base).text
    except Failure:
        return None


def _parse_xml(text: str) -> dict[str, str]:
    """The fields of an XML response (oEmbed §2.3.3).

    A document type is refused before parsing, because its entities could expand without bound or name local
    files.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UpstreamError("The oEmbed response of the site declares a document type.")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        raise UpstreamError("The oEmbed response of the site is not well-formed XML.") from None
    if etree.QName(root).localname != "oembed":
        raise UpstreamError("The response of the site is XML but not oEmbed.")
    return {
        etree.QName(child).localname: "".join(map(str, child.itertext()))
        for child in islice(root, _MAX_FIELDS)
        if isinstance(child.tag, str)
    }
