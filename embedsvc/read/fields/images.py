"""Rules for the image of a page, and for its favicon.

A page often states several images. Its own order counts, but an image that fills a card precedes one that
states that it is small, and a picture precedes a logo.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from math import inf

from embedsvc.model import Image
from embedsvc.numbers import pixels
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html import pictures, tree
from embedsvc.read.html.plain_text import clean, clean_address
from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.markup.meta import Link

Candidates = Callable[[PageFacts], Iterable[Image]]
Rule = Callable[[PageFacts], Image | None]

_MAX_CANDIDATES = 50
_MAX_ELEMENTS = 200
_MAX_LEVELS = 4
_MIN_SIDE = 150
"""Pixels: smaller images are logos, avatars and buttons."""
_MIN_LONE_SIDE = 300
"""Pixels of the one side that is known."""
_MIN_ICON_SIDE = 32
"""Pixels: smaller images are no pictures at all, but counters and bullets."""
_CARD_WIDTH, _LARGE_CARD_WIDTH = 800, 1200
"""Pixels of an image that fills a card, and of one that does on a dense screen."""
_TOUCH_ICON_SIDE, _VECTOR_SIDE, _ICON_SIDE = 120, 128, 16
"""Assumed sizes of icons that state none (a touch icon, SVG, any other)."""
_MAX_ICON_SIDE = 256
"""A larger icon is no better."""
_SYMBOL = (
    "(?:android-chrome|apple-touch-icon|avatar|badge|emoji|favicon|gravatar|icon|logo|logotype|no-?image|smiley|"
    "sprite)"
)
_SYMBOL_FILE = re.compile(
    rf"(?:[a-z\d]{{1,30}}[-_.]){{0,2}}{_SYMBOL}s?(?:[-_.@](?:[\dx]{{1,9}}|[a-z]{{1,7}})){{0,3}}\.[a-z]{{3,4}}"
)
"""The file of an image that stands for a site or a person."""
_DEFAULT_FILE = re.compile(
    r"(?:[a-z\d]{1,20}[-_])?default(?:[-_](?:card|cover|image|img|og|open-?graph|share|social|thumb|thumbnail)){0,3}"
    r"\.[a-z]{3,4}"
)
"""The file of an image that stands for any page of a site."""
_OTHER_FILE = re.compile(
    r".*\.(?:aac|avi|css|docx?|flv|html?|ico|js|json|m3u8|m4[av]|mkv|mov|mp[34]|mpd|mpeg|og[agv]|pdf|pptx?|txt|wav|"
    r"webm|xlsx?|xml|zip)"
    r"|(?:.*[-_])?favicon[^/]*"
    r"|(?:.*[-_])?(?:coming[-_]?soon|not[-_]?(?:available|found)|unavailable)\.[a-z]{3,4}"
    r"|(?:beacon|collect|counter|hit|impression|pixel|px|tr|track|tracker)(?:\.(?:gif|php|png))?|\.[a-z]{3,4}"
)
"""A file that is no picture of a page: a video, a document, an icon, a notice that there is none, or a
request that counts readers.
"""
_PLACEHOLDERS = re.compile(
    r"https?://(?:[\w-]{1,30}\.)?(?:dummyimage\.com|fakeimg\.pl|loremflickr\.com|lorempixel\.com|picsum\.photos|"
    r"placehold\.(?:co|it)|placeholder\.com|placekitten\.com)/",
    re.IGNORECASE,
)
"""Services for pictures in drafts."""
_OTHER_NAMES = (
    "image", "parsely-image-url", "sailthru.image.full", "cxenseparse:image", "thumbnailurl", "thumbnail",
    "sailthru.image.thumb",
)  # fmt: skip
_PORTRAITS = "gravatar.com/avatar/"
_SYMBOL_CLASS = re.compile(rf"(?<![a-z]){_SYMBOL}(?![a-z])|author|profile|userpic|wp-smiley", re.IGNORECASE)
_FILE_NAME = re.compile(r"[\w.-]+\.(?:avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_LEAD_CLASS = re.compile(
    r"(?<![a-z])(?:hero|lead|cover|feature|featured|masthead|banner|billboard|splash|jumbotron)(?![a-z])|"
    r"(?:article|post|entry|page|story)[_-]{0,2}(?:header|head|image|thumb|thumbnail|media)",
    re.IGNORECASE,
)
_BACKGROUNDS = "[style*='background'], [data-bg], [data-background], [data-background-image]"
_HIDDEN = re.compile(r"\bdisplay\s*+:\s*+none\b", re.IGNORECASE)
_PICTURE_TAGS = frozenset({"img", "picture"})
_ILLUSTRATION_TAGS = frozenset({"figure", "picture"})


def first_that_fills_card(candidates: Candidates) -> Rule:
    """The first of several pictures that is no logo and not stated to be small; the widest if the first is
    narrower than a card.
    """
    return lambda page: _choose(candidates(page), enough=_CARD_WIDTH)


def largest(candidates: Candidates) -> Rule:
    """The same for versions of one picture: the largest, the wider shape of equals."""
    return lambda page: _choose(candidates(page), enough=inf)


def _choose(candidates: Iterable[Image], *, enough: float) -> Image | None:
    images = filter(_fills_card, islice(candidates, _MAX_CANDIDATES))
    first = next(images, None)
    if first is None or first.width is None or first.width >= enough:
        return first
    return max(chain([first], images), key=_fit)


def _fit(image: Image) -> tuple[int, bool]:
    """How well an image fills a card: by its width up to that of a large one, then by its shape."""
    width, height = image.width or 0, image.height or 0
    return min(width, _LARGE_CARD_WIDTH), width > height


def _fills_card(image: Image) -> bool:
    sides = filter(None, (image.width, image.height))
    is_card = (image.width or 0) >= _CARD_WIDTH  # a card that is made of a logo
    return all(side >= _MIN_SIDE for side in sides) and (is_card or not _is_symbol(image.url))


def any_image(page: PageFacts) -> Image | None:
    """The first stated image that is larger than a counter, for pages that have only a small picture or a
    logo.
    """
    stated = (
        open_graph,
        *map(meta, ("twitter:image", "twitter:image:src")),
        json_ld,
        microdata,
        other_meta,
        linked,
    )
    images = chain.from_iterable(candidates(page) for candidates in stated)
    return next(
        (each for each in images if min(each.width or _MIN_SIDE, each.height or _MIN_SIDE) >= _MIN_ICON_SIDE),
        None,
    )


def open_graph(page: PageFacts) -> Iterator[Image]:
    """Each `og:image` with the properties that follow it (https://ogp.me/#structured)."""
    found: dict[str, str] = {}
    for name, value in page.head.pairs:
        if not name.startswith("og:image"):
            continue
        if name in {"og:image", "og:image:url", "og:image:secure_url"}:
            if "url" in found and name == "og:image":
                yield from _image(page, found.get("url"), found)
                found = {}
            if name != "og:image:url" or "url" not in found:
                found["url"] = clean_address(value)
        else:
            found.setdefault(name.removeprefix("og:image:"), value)
    yield from _image(page, found.get("url"), found)


def meta(*names: str) -> Candidates:
    """Images in meta tags, with `twitter:image:alt` (Twitter Cards)."""

    def candidates(page: PageFacts) -> Iterator[Image]:
        properties = {
            name: value
            for name in ("alt", "width", "height")
            if (value := page.head.first(f"twitter:image:{name}"))
        }
        for url in page.head.addresses(*names):
            yield from _image(page, url, properties)

    return candidates


def other_meta(page: PageFacts) -> Iterator[Image]:
    """Images in the meta tags of schema.org, Parse.ly, Sailthru, Cxense and of search engines."""
    return chain.from_iterable(_image(page, url, {}) for url in page.head.addresses(*_OTHER_NAMES))


def json_ld(page: PageFacts) -> Iterator[Image]:
    """`image` in JSON-LD, then `thumbnailUrl` (https://schema.org/image)."""
    return _with_absolute_urls(page, page.json_ld_work.images if page.json_ld_work else ())


def microdata(page: PageFacts) -> Iterator[Image]:
    """`image` in microdata."""
    return _with_absolute_urls(page, page.microdata_work.images if page.microdata_work else ())


def linked(page: PageFacts) -> Iterator[Image]:
    """`link rel=image_src`, which Facebook used before Open Graph."""
    return (Image(url=url) for url in page.linked("image_src") if not _is_no_picture(url))


def visible_image(page: PageFacts) -> Image | None:
    """A large image or a video poster of the article (HTML §4.8.3, §4.8.8), the picture that the page loads
    first, or the one behind its header.
    """
    return _illustration(page) or _unlabelled(page, _lead_addresses(page))


def _lead_addresses(page: PageFacts) -> Iterator[str]:
    root = page.document.root
    yield from map(pictures.preloaded, root.css("link[rel~='preload' i]")[:_MAX_ELEMENTS])
    for element in root.css(_BACKGROUNDS)[:_MAX_ELEMENTS]:
        name = f"{element.id or ''} {element.attributes.get('class') or ''}"
        if _LEAD_CLASS.search(name) and not page.article.is_elsewhere(element):
            yield pictures.background(element)


def _unlabelled(page: PageFacts, stated: Iterable[str]) -> Image | None:
    urls = filter(None, map(page.document.absolute, stated))
    pictured = (url for url in urls if not _is_symbol(url) and not pictures.file_name(url).endswith(".svg"))
    return next((Image(url=url) for url in pictured), None)


def _illustration(page: PageFacts) -> Image | None:
    for element in page.document.root.css("img, amp-img, video")[:_MAX_ELEMENTS]:
        attributes = element.attributes
        is_video = element.tag == "video"
        if not is_video and not _may_be_illustration(element):
            continue
        stated = (
            iter([attributes.get("poster") or attributes.get("data-poster") or ""])
            if is_video
            else pictures.addresses(element)
        )
        url = next(filter(None, map(page.document.absolute, stated)), None)
        width, height = pixels(attributes.get("width")), pixels(attributes.get("height"))
        is_drawing = url is not None and not (width and height) and pictures.file_name(url).endswith(".svg")
        if url and not is_drawing and not _is_symbol(url) and not page.article.is_elsewhere(element):
            return Image(url=url, width=width, height=height, alt=_alt(attributes.get("alt")))
    return None


def _is_symbol(url: str) -> bool:
    name = pictures.file_name(url)
    return _PORTRAITS in url or any(each.fullmatch(name) for each in (_SYMBOL_FILE, _DEFAULT_FILE))


def _is_no_picture(url: str) -> bool:
    if pictures.is_blank(url) or _PLACEHOLDERS.match(url):
        return True
    return _OTHER_FILE.fullmatch(pictures.file_name(url)) is not None


def _may_be_illustration(image: Node) -> bool:
    """Whether an `img` is large: by its sizes, or by how it is put into the page where it lacks one."""
    attributes = image.attributes
    sides = [side for name in ("width", "height") if (side := pixels(attributes.get(name)))]
    if any(side < _MIN_SIDE for side in sides) or _SYMBOL_CLASS.search(attributes.get("class") or ""):
        return False
    if _HIDDEN.search(attributes.get("style") or ""):
        return False
    if len(sides) == 2 or any(side >= _MIN_LONE_SIDE for side in sides):
        return True
    around = (each.tag for each in islice(ancestors(image), _MAX_LEVELS))
    return (
        pictures.is_late(image) or not _ILLUSTRATION_TAGS.isdisjoint(around) or _is_for_other_browsers(image)
    )


def _is_for_other_browsers(image: Node) -> bool:
    """Whether an `img` is the one without scripts of the `img` before it."""
    parent = image.parent
    if parent is None or parent.tag != "noscript":
        return False
    before = next((each for each in tree.preceding_siblings(parent) if each.is_element_node), None)
    return before is not None and before.tag in _PICTURE_TAGS


def _image(page: PageFacts, url: str | None, properties: Mapping[str, str]) -> Iterator[Image]:
    absolute = page.document.absolute(url)
    if absolute is not None and not _is_no_picture(absolute):
        width, height = (pixels(properties.get(name)) for name in ("width", "height"))
        yield Image(url=absolute, width=width, height=height, alt=_alt(properties.get("alt")))


def _alt(text: str | None) -> str | None:
    """An alternative text; None for one that only names a file."""
    cleaned = clean(text or "")
    return None if _FILE_NAME.fullmatch(cleaned) else cleaned or None


def _with_absolute_urls(page: PageFacts, images: Iterable[Image]) -> Iterator[Image]:
    for image in images:
        url = page.document.absolute(image.url)
        if url and not _is_no_picture(url):
            yield replace(image, url=url)


def favicon(page: PageFacts) -> str | None:
    """The largest of the declared icons (HTML §4.6.7.8), the first of equals."""
    icons = page.head.linked("icon", "apple-touch-icon", "apple-touch-icon-precomposed")
    best = max(icons, key=lambda link: min(_icon_side(link), _MAX_ICON_SIDE), default=None)
    return page.document.absolute(clean_address(best.href)) if best else None


def _icon_side(link: Link) -> int:
    first = (link.sizes.split() or [""])[0]
    if "svg" in link.type or first == "any":
        return _VECTOR_SIDE
    return pixels(first.partition("x")[0]) or (_ICON_SIDE if "icon" in link.rel else _TOUCH_ICON_SIDE)
