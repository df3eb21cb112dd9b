"""Embeds as elements of HTML, in an article in HTML or Markdown."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from embedsvc.restore.markup import boxes, components, frames, loaders, widgets
from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.elements import ATTRIBUTES, Element, Elements
from embedsvc.restore.markup.permalinks import NAMES, platform_in
from embedsvc.restore.stretches import Stretch, outside

_COMMONEST = (
    r"br|li|ul|ol|td|tr|th|h[1-6]|strong|em|i|b|svg|g|use|button|input|option|time|nav"
    r"|header|footer|main|article|head|body|html|title|picture|source|table|tbody|label|form|small|u|sup|noscript|style|img|link"
    r"|meta|path"
)
"""Elements that embed nothing themselves: the search need not stop at them."""
_NAME_AND_REST = rf"([a-zA-Z][a-zA-Z0-9:-]*+)(?=[\s/>]){ATTRIBUTES}>"
_COMMON = ("a", "p")
"""Elements that embed something only where the source has one of their signs."""
_ELEMENTS = frozenset(
    {"blockquote", "iframe", "figure", "script", "object", "embed", "oembed", "fb:post", "fb:video"}
    | {name for name in NAMES if name.isalpha() and len(name) > 1}
)
_BOX = (
    *("embed", "onebox", "media", "video", "player", "tweet", "fb-", "vk_post", "card", "-post"),
    *("data-canonical-url", "data-attrs", "data-trix-", "data-block-json", "data-settings", "data-npf"),
    *("borlabs", "BorlabsCookie"),
)
_SIGNS = {
    **dict.fromkeys(("div", "span", "section", "aside"), _BOX),
    "p": ("codepen",),
    "a": ("embedPin", "embedly-card", "data-flickr-embed", "spreaker-player"),
    "script": ("telegram", "gist.github", "embed.nicovideo", "buzzsprout"),
}
"""What the start tags of elements for anything contain if they may be around an embed."""


_OURS = '<figure class="embed '
"""What is around a block of this service has no other embed."""


def find(
    source: str, closed: Sequence[Stretch] = (), untagged: Sequence[Stretch] = ()
) -> Iterator[Candidate]:
    """In order, none inside another, and none that begins inside a closed stretch. No tags are in `untagged`
    stretches.
    """
    elements = Elements(source)
    waiting = deque(closed)
    position = 0
    for tag in _tags(source, list(outside(untagged, len(source)))):
        while waiting and waiting[0][1] <= tag.start():
            waiting.popleft()
        if tag.start() < position or (waiting and waiting[0][0] < tag.start()):
            continue
        name = tag[1].lower()
        if name not in _ELEMENTS and name not in _SIGNS and "-" not in name:
            continue
        if not _may_embed(name, tag[0]):
            continue
        candidate = _read(Element(elements, tag[1], *tag.span()))
        if candidate and source.find(_OURS, candidate.start + 1, candidate.end) < 0:
            yield candidate
            position = candidate.end


def _tags(source: str, stretches: Iterable[Stretch]) -> Iterator[re.Match[str]]:
    """Those that may begin an embed."""
    skipped = tuple(
        name
        for name in _COMMON
        if not any(source.find(sign, *stretch) >= 0 for stretch in stretches for sign in _SIGNS[name])
    )
    tag = _tag(skipped)
    return chain.from_iterable(tag.finditer(source, *stretch) for stretch in stretches)


@cache
def _tag(skipped: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join((_COMMONEST, *skipped))
    return re.compile(rf"<(?=[a-zA-Z])(?!(?:{names})[\s>]){_NAME_AND_REST}")


def _may_embed(name: str, tag: str) -> bool:
    if name not in _SIGNS:
        return True
    for sign in _SIGNS[name]:  # any() takes three times as long, and pages have thousands of these elements
        if sign in tag:
            return True
    return name != "script" and "data-" in tag and platform_in(tag) is not None


def _read(element: Element) -> Candidate | None:
    return (
        _ours(element)
        or widgets.read(element)
        or boxes.read(element, find)
        or frames.read(element)
        or components.read(element)
        or loaders.read(element)
        or _widget_link(element)
    )


def _ours(element: Element) -> Candidate | None:
    """A block of this service stays as it is."""
    if element.name == "figure" and "embed" in element.classes and element.end:
        return Candidate(element.start, element.end, (), "block")
    return None


def _widget_link(element: Element) -> Candidate | None:
    """A link that the script of Pinterest, Flickr or Spreaker turns to what it leads to."""
    attributes = element.attributes
    is_widget = (
        attributes.get("data-pin-do") == "embedPin"
        or "data-flickr-embed" in attributes
        or "spreaker-player" in element.classes
    )
    address = attributes.get("href")
    if element.name == "a" and is_widget and address and element.end:
        return Candidate(element.start, element.end, (address,), "widget")
    return None
