"""The pictures and films of a block, which readers load from the media proxy if it is on, and avatars."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from embedsvc.formats import common
from embedsvc.formats import sizes as size
from embedsvc.formats.block.page import Page, lines, linked, phrases_of
from embedsvc.formats.common import cut
from embedsvc.model import Image, Media
from embedsvc.safe import SafeHTML, element, is_valid

MAX_MEDIA = 20
AVATAR = 40
"""Pixels of a side."""
_PLAYLISTS = (".m3u8", ".mpd")
"""Lists of a film's parts (RFC 8216, ISO 23009-1), which are not the film."""


def thumbnail(page: Page, width: int) -> Iterator[SafeHTML]:
    """The picture of what plays, no wider than its player. The title beside it names it."""
    image = common.still(page.embed)
    if image is None:
        return
    fitting = size.fitting(image, width)
    shown = _shown(
        page, image.url, "", _pixels(fitting.width, fitting.height) if fitting else {"width": width}
    )
    if shown:
        yield shown
        yield element("br", {})


def of_card(page: Page, image: Image) -> SafeHTML:
    """The picture of a card leads to the original."""
    name, sizes = cut(image.alt or phrases_of(page).medium("photo")), _pixels(image.width, image.height)
    shown = _shown(page, image.url, name, sizes)
    if shown is None and page.options.images == "direct" and not page.options.media.is_on:
        shown = element("img", {"src": image.url, "alt": name, **sizes}, trusted=image.url)
    link = linked(page.link, shown) if shown else linked(image.url, name)
    return element("p", {"class": "embed-picture"}, link)


def of_post(page: Page) -> Iterator[SafeHTML]:
    """The pictures and films of a post; several pictures side by side. What the author warns of is not shown,
    but a link.
    """
    media = page.embed.finding.media[:MAX_MEDIA]
    pictures = [None if page.embed.finding.content_warning else _preview(page, medium) for medium in media]
    shown = [
        _medium(page, medium, picture) for medium, picture in zip(media, pictures, strict=True) if picture
    ]
    if len(shown) > 1:
        yield element("div", {"class": "embed-gallery"}, *lines(*shown))
    else:
        yield from shown
    for medium, picture in zip(media, pictures, strict=True):
        if picture is None:
            yield _medium(page, medium, _medium_name(page, medium))


def _medium(page: Page, medium: Media, content: str) -> SafeHTML:
    """A link to the file, which readers load from the media proxy if it is on."""
    url = common.web(medium.url)
    if url and (address := page.options.media.address(url)):
        url = page.link if urlsplit(url).path.lower().endswith(_PLAYLISTS) else address
    is_film = medium.type == "video" and isinstance(content, SafeHTML)
    name = "embed-media embed-film" if is_film else "embed-media"
    return element("p", {"class": name}, linked(url, content))


def _preview(page: Page, medium: Media) -> SafeHTML | None:
    """A photo itself, a film by its poster; None for what is not shown."""
    url = medium.url if medium.type == "photo" else medium.poster
    return _shown(page, url, _medium_name(page, medium), _pixels(medium.width, medium.height))


def _medium_name(page: Page, medium: Media) -> str:
    return cut(medium.alt or phrases_of(page).medium(medium.type))


def avatar(page: Page) -> Iterator[SafeHTML]:
    """Of the first author, who is named beside it."""
    author = next(iter(page.embed.finding.metadata.authors), None)
    side: dict[str, str | int] = {"class": "embed-avatar", "width": AVATAR, "height": AVATAR}
    shown = _shown(page, author.avatar, "", side) if author else None
    if shown:
        yield shown


def _shown(page: Page, url: str | None, alt: str, attributes: Mapping[str, str | int]) -> SafeHTML | None:
    """A picture that readers load from the media proxy; None without a proxy or a picture."""
    source = page.options.media.address(url) if url else None
    if source is None:
        return None
    return element("img", {"src": source, "alt": alt, **attributes}, media=page.options.media)


def _pixels(width: int | None, height: int | None) -> dict[str, int]:
    sizes = {"width": width, "height": height}
    return {name: pixels for name, pixels in sizes.items() if pixels and is_valid("img", name, str(pixels))}
