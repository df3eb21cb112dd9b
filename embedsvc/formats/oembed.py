"""oEmbed 1.0 (https://oembed.com), as its consumers need it: JSON and XML."""

import re
from typing import Any

from lxml import etree

from embedsvc.formats import block, common
from embedsvc.formats.common import web
from embedsvc.formats.sizes import USUAL_WIDTH, Size, frame, within
from embedsvc.model import Embed, Image
from embedsvc.settings import Images

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


def render(
    embed: Embed,
    *,
    images: Images = "link",
    maxwidth: int | None = None,
    maxheight: int | None = None,
    locale: str | None = None,
) -> dict[str, Any]:
    """The answer as values that JSON has. `version` is a string and `width` always a number; `height` is null
    for text, which is as tall as its words; what is not known is absent.
    """
    shown = common.photo(embed)
    photo = _size(shown) if embed.finding.kind == "photo" and shown else None
    width, height = _bounds(embed, photo, maxwidth, maxheight)
    metadata = embed.finding.metadata
    author = next(iter(metadata.authors), None)
    known = {
        "type": "photo" if photo else "video" if embed.finding.kind in {"video", "audio"} else "rich",
        "version": "1.0",
        "title": common.cut(common.headline(embed) or common.link(embed)),
        "author_name": author and author.name,
        "author_url": author and web(author.url),
        "provider_name": embed.provider.name,
        "provider_url": web(embed.provider.url),
        "cache_age": max(0, round(embed.expires_at - embed.fetched_at)),
        "url": shown.url if photo and shown else None,
        "html": block.render(embed, images=images, maxwidth=maxwidth, maxheight=maxheight, locale=locale),
        **_thumbnail(metadata.image),
    }
    return {name: value for name, value in known.items() if value is not None} | {
        "width": width,
        "height": height,
    }


def xml(answer: dict[str, Any]) -> bytes:
    """The answer as XML (oEmbed 1.0 §2.3.4.2); characters that XML cannot hold are left out."""
    root = etree.Element("oembed")
    for name, value in answer.items():
        if value is not None:
            etree.SubElement(root, name).text = _ILLEGAL.sub("", str(value))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)


def _bounds(
    embed: Embed, photo: Size | None, maxwidth: int | None, maxheight: int | None
) -> tuple[int, int | None]:
    if photo:
        return within(photo, maxwidth, maxheight)
    if player := common.player(embed):
        return frame(player, maxwidth, maxheight)
    return min(maxwidth or USUAL_WIDTH, USUAL_WIDTH), None


def _size(image: Image | None) -> Size | None:
    if image is None or not image.width or not image.height or min(image.width, image.height) < 1:
        return None
    return Size(image.width, image.height)


def _thumbnail(image: Image | None) -> dict[str, Any]:
    """Only with both sizes: a consumer (Drupal) throws the whole answer away otherwise."""
    sizes = _size(image)
    if image is None or sizes is None or web(image.url) is None:
        return {}
    return {"thumbnail_url": image.url, "thumbnail_width": sizes.width, "thumbnail_height": sizes.height}
