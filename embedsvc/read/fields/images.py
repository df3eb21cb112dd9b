"""Rules for the image of a page, and for its favicon."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from embedsvc.model import Image
from embedsvc.numbers import pixels
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.plain_text import clean
from embedsvc.read.markup.meta import Link

_MAX_ELEMENTS = 200
_MIN_SIDE = 150
"""Pixels: smaller images are logos, avatars and buttons."""
_TOUCH_ICON_SIDE, _VECTOR_SIDE, _ICON_SIDE = 120, 128, 16
"""Assumed sizes of icons that state none (a touch icon, SVG, any other)."""
_MAX_ICON_SIDE = 256
"""A larger icon is no better."""


def open_graph_image(page: PageFacts) -> Image | None:
    """The first `og:image` with the properties that follow it (https://ogp.me/#structured)."""
    found: dict[str, str] = {}
    for name, value in page.head.pairs:
        if not name.startswith("og:image"):
            continue
        if name in {"og:image", "og:image:url", "og:image:secure_url"}:
            if "url" in found and name == "og:image":
                break
            if name != "og:image:url" or "url" not in found:
                found["url"] = value
        else:
            found.setdefault(name.removeprefix("og:image:"), value)
    return _image(page, found.get("url"), found)


def meta_image(*names: str) -> Callable[[PageFacts], Image | None]:
    """An image in meta tags, with `twitter:image:alt` (Twitter Cards)."""

    def rule(page: PageFacts) -> Image | None:
        alt = page.head.first("twitter:image:alt")
        return _image(page, page.head.first(*names), {"alt": alt} if alt else {})

    return rule


def json_ld_image(page: PageFacts) -> Image | None:
    """`image` in JSON-LD, otherwise `thumbnailUrl` (https://schema.org/image)."""
    return _with_absolute_url(page, next(page.json_ld_work.images, None) if page.json_ld_work else None)


def microdata_image(page: PageFacts) -> Image | None:
    """`image` in microdata."""
    return _with_absolute_url(page, next(page.microdata_work.images, None) if page.microdata_work else None)


def link_image(page: PageFacts) -> Image | None:
    """`link rel=image_src`, which Facebook used before Open Graph."""
    return next((Image(url=url) for url in page.linked("image_src")), None)


def visible_image(page: PageFacts) -> Image | None:
    """A large image or a video poster of the article (HTML §4.8.3, §4.8.8)."""
    for element in page.document.root.css("img, video")[:_MAX_ELEMENTS]:
        attributes = element.attributes
        width, height = pixels(attributes.get("width")), pixels(attributes.get("height"))
        is_video = element.tag == "video"
        if not is_video and not (width and height and min(width, height) >= _MIN_SIDE):
            continue
        url = page.document.absolute(attributes.get("poster" if is_video else "src"))
        if url and not page.article.is_elsewhere(element):
            return Image(url=url, width=width, height=height, alt=clean(attributes.get("alt") or "") or None)
    return None


def _image(page: PageFacts, url: str | None, properties: Mapping[str, str]) -> Image | None:
    absolute = page.document.absolute(url)
    if absolute is None:
        return None
    return Image(
        url=absolute,
        width=pixels(properties.get("width")),
        height=pixels(properties.get("height")),
        alt=clean(properties.get("alt", "")) or None,
    )


def _with_absolute_url(page: PageFacts, image: Image | None) -> Image | None:
    url = page.document.absolute(image.url) if image else None
    return replace(image, url=url) if image and url else None


def favicon(page: PageFacts) -> str | None:
    """The largest of the declared icons (HTML §4.6.7.8), the first of equals."""
    icons = page.head.linked("icon", "apple-touch-icon", "apple-touch-icon-precomposed")
    best = max(icons, key=lambda link: min(_icon_side(link), _MAX_ICON_SIDE), default=None)
    return page.document.absolute(best.href) if best else None


def _icon_side(link: Link) -> int:
    first = (link.sizes.split() or [""])[0]
    if "svg" in link.type or first == "any":
        return _VECTOR_SIDE
    return pixels(first.partition("x")[0]) or (_ICON_SIDE if "icon" in link.rel else _TOUCH_ICON_SIDE)
