"""Boxes around one embed: the figures and wrappers of editors, whose attributes or content name what is
embedded.
"""

import binascii
import html
import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator

from embedsvc.restore.markup import addresses, components
from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.elements import Element
from embedsvc.restore.markup.permalinks import permalink, platform_in

_NAMES = frozenset({"figure", "div", "span", "section", "aside"})
_CLASSES = re.compile(
    r"(?:^|\s)(?:wp-block-embed\S*|kg-embed-card|wp-embedded-content|media|embed-responsive\S*|video-container"
    r"|embed-container|jetpack-video-wrapper|embed-youtube|embed-vimeo|embed-twitter|fluid-width-video-wrapper"
    r"|iframely-responsive|element-tweet|element-video|element-embed|mce-preview-object|fr-video|graf--iframe"
    r"|tmblr-embed|onebox-result)(?:\s|$)"
)
_BUTTON = re.compile(
    r"share|social|follow|subscribe|button|btn|icon|menu|link|\bfb-(?:page|like|group|comments|save)",
    re.IGNORECASE,
)
"""Classes of what leads to a platform without showing anything of it."""
_STATED = (
    "data-oembed-url",
    "data-ephox-embed-iri",
    "data-onebox-src",
    "data-canonical-url",
    "data-embed-url",
)
"""Attributes that name what an editor embedded, whatever the class."""
_DATA = ("data-attrs", "data-trix-attachment", "data-block-json", "data-settings", "data-npf", "data-embed")
"""Attributes that hold it as JSON: of Substack, Trix, Squarespace, Elementor, Tumblr."""
_KEYS = {
    "url": "",
    "href": "",
    "uri": "",
    "youtube_url": "",
    "vimeo_url": "",
    "dailymotion_url": "",
    "content": "",
    "html": "",
    "videoId": "youtube",
    "instagram_id": "instagram",
    "tweet_id": "x",
}
"""Members of such JSON: an address, a fragment of HTML, or the id of a platform's post."""
_MOST_DATA = 20_000
_ENCODED = "data-borlabs-cookie-content"
_ENCODED_INSIDE = re.compile(r"<script type=\"text/template\">([A-Za-z0-9+/=\s]{20,20000})</script>")
"""Where Borlabs Cookie keeps an embed, in base64, until a reader consents: version 3 and version 2."""

Find = Callable[[str], Iterator[Candidate]]


def read(element: Element, find: Find) -> Candidate | None:
    """`find` gives the embeds inside."""
    if element.name not in _NAMES or element.end is None:
        return None
    found = tuple(_stated(element)) or _encoded(element, find)
    if not found and _CLASSES.search(element.attributes.get("class", "")):
        found = _only(element, find)
    if not found:
        return None
    return Candidate(element.start, element.end, found, "figure", of_platform=not _is_stated(element))


def _is_stated(element: Element) -> bool:
    return any(name in element.attributes for name in _STATED) or "wp-block-embed" in element.classes


def _stated(element: Element) -> Iterator[str]:
    attributes = element.attributes
    for name in _STATED:
        if address := addresses.web_address(attributes.get(name, "")):
            yield address
    for name in _DATA:
        if name in attributes:
            yield from _in_json(attributes[name])
    classes = attributes.get("class", "")
    platform = None if _BUTTON.search(classes) else platform_in(classes)
    if platform and any(name.startswith("data-") or name == "videoid" for name in attributes):
        yield from addresses.in_attributes(element)
        yield from components.ids(element, platform)


def _in_json(text: str) -> Iterator[str]:
    try:
        members = json.loads(text) if len(text) <= _MOST_DATA else None
    except (ValueError, RecursionError):
        return
    if not isinstance(members, dict):
        return
    for name, platform in _KEYS.items():
        value = members.get(name)
        if not isinstance(value, str):
            continue
        address = permalink(platform, value) if platform else addresses.web_address(value)
        if address:
            yield address
        elif "<" in value:
            yield from map(html.unescape, addresses.WEB.findall(value))


def _only(element: Element, find: Find) -> tuple[str, ...]:
    """The addresses of the one embed inside, or the link that is all its text."""
    inside = _embeds(element.inner, find)
    if len(inside) == 1:
        return inside[0]
    address = None if inside else addresses.alone(element.inner)
    return (address,) if address else ()


def _encoded(element: Element, find: Find) -> tuple[str, ...]:
    """The addresses of the one embed that waits for a consent."""
    text = element.attributes.get(_ENCODED, "")
    if not text and "BorlabsCookie" in element.classes:
        template = _ENCODED_INSIDE.search(element.inner)
        text = template[1] if template else ""
    if not text or len(text) > _MOST_DATA:
        return ()
    try:
        source = b64decode(text).decode()
    except (binascii.Error, ValueError):
        return ()
    inside = _embeds(source, find)
    return inside[0] if len(inside) == 1 else ()


def _embeds(source: str, find: Find) -> list[tuple[str, ...]]:
    """The addresses of each embed in a fragment."""
    return [candidate.addresses for candidate in find(source) if candidate.addresses]
