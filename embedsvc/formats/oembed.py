"""The Embed as an oEmbed 1.0 answer (https://oembed.com), in JSON and XML."""

import re
from typing import Any, Literal

from lxml import etree

from embedsvc.formats import block, common, frame, sizes
from embedsvc.formats.addresses import readable
from embedsvc.formats.common import web
from embedsvc.formats.options import RenderOptions
from embedsvc.formats.sizes import DEFAULT_WIDTH, Size, within
from embedsvc.model import Embed, Image
from embedsvc.safe import SafeHTML

Form = Literal["static", "frame", "link"]
"""What `html` is: the block, one iframe, or a plain link."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


def render(embed: Embed, options: RenderOptions, *, form: Form = "static", page: str = "") -> dict[str, Any]:
    """The answer as JSON values. `version` is a string and `width` always a number; `height` is null for
    text, whose height is unknown; other unknown values are absent. `page` is the URL of our page with the
    block, for a frame.
    """
    shown = common.photo(embed)
    photo = sizes.known(shown) if embed.finding.kind == "photo" and shown and form == "static" else None
    plays = embed.finding.kind in {"video", "audio"} and form != "link"
    title = common.cut(common.headline(embed) or str(readable(common.link(embed))))
    width, height = _size_shown(embed, photo, options, form)
    metadata = embed.finding.metadata
    author = next(iter(metadata.authors), None)
    known = {
        "type": "photo" if photo else "video" if plays else "rich",
        "version": "1.0",
        "title": title,
        "author_name": author and author.name,
        "author_url": author and web(author.url),
        "provider_name": embed.provider.name,
        "provider_url": web(embed.provider.url),
        "cache_age": max(0, round(embed.expires_at - embed.fetched_at)),
        "url": shown.url if photo and shown else None,
        "html": _html(embed, options, form, page),
        **_thumbnail(metadata.image, options),
    }
    return {name: value for name, value in known.items() if value is not None} | {
        "width": width,
        "height": height,
    }


def xml(answer: dict[str, Any]) -> bytes:
    """The answer as XML (oEmbed 1.0 §2.3.4.2), without characters that XML does not allow."""
    root = etree.Element("oembed")
    for name, value in answer.items():
        if value is not None:
            etree.SubElement(root, name).text = _NOT_XML.sub("", str(value))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)


def _html(embed: Embed, options: RenderOptions, form: Form, page: str) -> SafeHTML:
    match form:
        case "static":
            return block.render(embed, options)
        case "frame":
            return frame.render(embed, options, page)
        case "link":
            return block.plain_link(embed)


def _size_shown(
    embed: Embed, photo: Size | None, options: RenderOptions, form: Form
) -> tuple[int, int | None]:
    if photo:
        return within(photo, options.maxwidth, options.maxheight)
    if form == "frame" or (form == "static" and common.player(embed, options.players)):
        return frame.size(embed, options)
    return min(options.maxwidth or DEFAULT_WIDTH, DEFAULT_WIDTH), None


def _thumbnail(image: Image | None, options: RenderOptions) -> dict[str, Any]:
    """From the media proxy, if it is on. Only with both sizes: Drupal discards the whole answer otherwise."""
    size = sizes.known(image) if image else None
    if image is None or size is None or web(image.url) is None:
        return {}
    url = options.media.address(image.url) or image.url
    return {"thumbnail_url": url, "thumbnail_width": size.width, "thumbnail_height": size.height}
