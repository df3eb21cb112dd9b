"""The rules of the plainer fields. Those for titles, authors and dates have files of their own."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from embedsvc.model import Direction, Image
from embedsvc.read import language
from embedsvc.read.fields.page import Page
from embedsvc.read.html.document import words
from embedsvc.read.markup import schema_org
from embedsvc.read.markup.meta import Link, clean
from embedsvc.urls import site

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_MOST_FEEDS = 10
_MOST_IMAGES = 200
_LARGE = 150
"""Pixels: smaller ones are logos, avatars and buttons."""
_MOST_KEYWORDS = 100
_MOST_PARAGRAPHS = 60
_SHORTEST_PARAGRAPH = 64
_LONGEST_PARAGRAPH = 1_000
_LICENSES = re.compile(r"https?://(?:creativecommons\.org|opendatacommons\.org|www\.gnu\.org)/\S{1,200}")


def meta_text(*names: str) -> Callable[[Page], str | None]:
    """The first of these meta tags: Open Graph, Twitter Cards, HTML §4.2.5.1, Dublin Core, Highwire."""

    def rule(page: Page) -> str | None:
        return page.head.first(*names)

    return rule


def json_ld(name: str) -> Callable[[Page], Any]:
    """A property of the page's work in JSON-LD (https://schema.org/CreativeWork), by its name in `Work`."""

    def rule(page: Page) -> Any:  # noqa: ANN401
        return getattr(page.work, name) if page.work else None

    return rule


def microdata(name: str) -> Callable[[Page], Any]:
    """A property of the page's own work in microdata (HTML §5), by its name in `Work`."""

    def rule(page: Page) -> Any:  # noqa: ANN401
        return getattr(page.item, name) if page.item else None

    return rule


def structured_image(page: Page) -> Image | None:
    """`image` of JSON-LD, then `thumbnailUrl` (https://schema.org/image)."""
    return _resolved(page, page.work.image if page.work else None)


def item_image(page: Page) -> Image | None:
    """`image` of microdata."""
    return _resolved(page, page.item.image if page.item else None)


def _resolved(page: Page, image: Image | None) -> Image | None:
    address = page.document.absolute(image.url) if image else None
    return replace(image, url=address) if image and address else None


def structured_license(page: Page) -> str | None:
    """`license` of JSON-LD (https://schema.org/license)."""
    return page.document.absolute(page.work.license) if page.work else None


def structured_based_on(page: Page) -> str | None:
    """`isBasedOn` of JSON-LD (https://schema.org/isBasedOn)."""
    address = page.document.absolute(page.work.based_on) if page.work else None
    return address if address and _is_elsewhere(address, page) else None


def twitter_site(page: Page) -> str | None:
    """`twitter:site`, the site's account, without its @ (Twitter Cards)."""
    handle = (page.head.first("twitter:site") or "").strip().lstrip("@")
    return handle if handle and "/" not in handle and not handle.isdigit() else None


def first_paragraph(page: Page) -> str | None:
    """The first paragraph of at least 64 characters outside headers, navigation and forms."""
    for element in page.document.root.css("p")[:_MOST_PARAGRAPHS]:
        content = words(element)
        if len(content) >= _SHORTEST_PARAGRAPH and not page.article.is_elsewhere(element):
            return content[:_LONGEST_PARAGRAPH]
    return None


def open_graph_image(page: Page) -> Image | None:
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


def meta_image(*names: str) -> Callable[[Page], Image | None]:
    """An image in meta tags, with `twitter:image:alt` (Twitter Cards)."""

    def rule(page: Page) -> Image | None:
        alt = page.head.first("twitter:image:alt")
        return _image(page, page.head.first(*names), {"alt": alt} if alt else {})

    return rule


def link_image(page: Page) -> Image | None:
    """`link rel=image_src`, as Facebook read it before Open Graph."""
    return next((Image(url=url) for url in _linked(page, "image_src")), None)


def image_seen(page: Page) -> Image | None:
    """A large image or video poster of the article, for want of a declared one (HTML §4.8.3, §4.8.8)."""
    for element in page.document.root.css("img, video")[:_MOST_IMAGES]:
        said = element.attributes
        width, height = schema_org.size(said.get("width")), schema_org.size(said.get("height"))
        is_poster = element.tag == "video"
        if not is_poster and not (width and height and min(width, height) >= _LARGE):
            continue
        address = page.document.absolute(said.get("poster" if is_poster else "src"))
        if address and not page.article.is_elsewhere(element):
            return Image(url=address, width=width, height=height, alt=clean(said.get("alt") or "") or None)
    return None


def _image(page: Page, url: str | None, facts: dict[str, str]) -> Image | None:
    address = page.document.absolute(url)
    if address is None:
        return None
    width, height = schema_org.size(facts.get("width")), schema_org.size(facts.get("height"))
    return Image(url=address, width=width, height=height, alt=clean(facts.get("alt", "")) or None)


def html_language(page: Page) -> str | None:
    """`lang` of the root or the body (HTML §3.2.6.2), unless the letters contradict it."""
    said = (root.attributes.get(name) for root in page.document.roots for name in ("lang", "xml:lang"))
    return _believed(said, page)


def meta_language(*names: str) -> Callable[[Page], str | None]:
    """A language in meta tags (HTML §4.2.5.3, Dublin Core, Open Graph), unless the letters contradict it."""

    def rule(page: Page) -> str | None:
        return _believed(page.head.all(*names), page)

    return rule


def structured_language(page: Page) -> str | None:
    """`inLanguage` of JSON-LD (https://schema.org/inLanguage), unless the letters contradict it."""
    return _believed([page.work.language if page.work else None], page)


def script_language(page: Page) -> str | None:
    """The language where the letters leave no doubt."""
    return language.language_of(page.sample, page.script)


def _believed(said: Iterator[str | None] | list[str | None], page: Page) -> str | None:
    script = page.script
    for text in said:
        tag = language.tag_of(text)
        if tag and (script is None or language.can_be(tag, script)):
            return tag
    return None


def script_direction(page: Page) -> Direction | None:
    """The direction of the letters that the title is written in: a page's own `dir` is often its theme's."""
    return language.direction_of(page.script)


def html_direction(page: Page) -> Direction | None:
    """`dir` of the root or the body (HTML §3.2.6.4)."""
    for root in page.document.roots:
        match (root.attributes.get("dir") or "").lower():
            case "ltr":
                return "ltr"
            case "rtl":
                return "rtl"
    return None


def canonical_link(page: Page) -> str | None:
    """`link rel=canonical` (RFC 6596), on the same site and not its home page."""
    return next((url for url in page.canonical if _is_this_page(url, page)), None)


def canonical_meta(page: Page) -> str | None:
    """`og:url` (https://ogp.me), under the same conditions."""
    address = page.document.absolute(page.head.first("og:url"))
    return address if address and _is_this_page(address, page) else None


def canonical_structured(page: Page) -> str | None:
    """`url` or `mainEntityOfPage` of JSON-LD, under the same conditions."""
    address = page.document.absolute(page.work.url) if page.work else None
    return address if address and _is_this_page(address, page) else None


def final_url(page: Page) -> str | None:
    """Where the page was found after all redirects, for want of its own word."""
    return page.document.absolute(page.document.url)


def _is_this_page(address: str, page: Page) -> bool:
    """Nobody may name another site's page as his own, and a home page is no address of an article."""
    here, there = urlsplit(page.document.url), urlsplit(address)
    is_home = not there.path.strip("/") and not there.query
    return site(there.hostname or "") == page.site and (not is_home or not here.path.strip("/"))


def canonical_elsewhere(page: Page) -> str | None:
    """`link rel=canonical` to another site: the page says that it republishes (RFC 6596 §3)."""
    return next((url for url in page.canonical if _is_elsewhere(url, page)), None)


def _linked(page: Page, rel: str) -> Iterator[str]:
    return (url for link in page.head.linked(rel) if (url := page.document.absolute(link.href)))


def syndication_source(page: Page) -> str | None:
    """`syndication-source` and `original-source`, Google News' tags of 2010."""
    address = page.document.absolute(
        page.head.first("syndication-source", "original-source", "dcterms.source")
    )
    return address if address and _is_elsewhere(address, page) else None


def source_link_seen(page: Page) -> str | None:
    """A visible link to the original off the site: "Original Article", "المصدر"."""
    return page.terms.source


def _is_elsewhere(address: str, page: Page) -> bool:
    there = urlsplit(address)
    is_home = not there.path.strip("/") and not there.query
    return site(there.hostname or "") != page.site and not is_home


def keywords(*names: str) -> Callable[[Page], tuple[str, ...]]:
    """Keywords in meta tags, one a tag or a comma list (HTML §4.2.5.1; https://ogp.me `article:tag`)."""

    def rule(page: Page) -> tuple[str, ...]:
        said = list(page.head.all(*names))
        listed = [word for text in said for word in re.split("[,،;、]", text)] if len(said) < 2 else said
        return tuple(dict.fromkeys(word.strip() for word in listed if word.strip()))[:_MOST_KEYWORDS]

    return rule


def favicon(page: Page) -> str | None:
    """The best of the declared icons (HTML §4.6.7.8): a touch icon or a large one, then the first."""
    icons = page.head.linked("icon", "apple-touch-icon", "apple-touch-icon-precomposed")
    best = max(icons, key=lambda link: min(_pixels(link), 256), default=None)
    return page.document.absolute(best.href) if best else None


def _pixels(link: Link) -> int:
    first = (link.sizes.split() or [""])[0]
    stated = schema_org.size(first.partition("x")[0])
    if "svg" in link.type or first == "any":
        return 128
    return stated or (120 if "icon" not in link.rel else 16)


def license_link(page: Page) -> str | None:
    """`rel=license` on a link or an anchor (HTML §4.6.7.9)."""
    for url in _linked(page, "license"):
        return url
    return page.terms.license


def license_meta(page: Page) -> str | None:
    """A licence's address in Dublin Core's rights."""
    said = " ".join(page.head.all("dcterms.license", "dcterms.rights", "dc.rights", "copyright"))
    found = _LICENSES.search(said)
    return found[0] if found else None


def feeds(page: Page) -> tuple[str, ...]:
    """`link rel=alternate` of a feed's type (RSS Autodiscovery; RFC 4287)."""
    links = [link for link in page.head.linked("alternate", "feed") if link.type in _FEED_TYPES]
    found = (page.document.absolute(link.href) for link in links[:_MOST_FEEDS])
    return tuple(dict.fromkeys(url for url in found if url))


def content_tier(page: Page) -> bool | None:
    """`article:content_tier` (Facebook's subscription tags): `free`, `metered` or `locked`."""
    match (page.head.first("article:content_tier") or "").lower():
        case "free":
            return True
        case "locked" | "metered":
            return False
    return None


def doi(*names: str) -> Callable[[Page], str | None]:
    """A DOI in meta tags (Highwire Press, PRISM, Dublin Core)."""

    def rule(page: Page) -> str | None:
        return next((found for text in page.head.all(*names) if (found := schema_org.doi_of(text))), None)

    return rule
