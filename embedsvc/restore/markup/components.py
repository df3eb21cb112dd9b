"""Elements that HTML does not have: AMP components, custom elements of editors and pages, `oembed`, the
components of MDX, and the tags of wikis.

https://amp.dev/documentation/components/,
https://ckeditor.com/docs/ckeditor5/latest/features/media-embed.html,
https://www.drupal.org/project/url_embed, https://guides.rubyonrails.org/action_text_overview.html
"""

import re
from collections.abc import Iterator

from embedsvc.restore.markup import addresses
from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.elements import Element
from embedsvc.restore.markup.permalinks import permalink, platform_in

_IDS = (
    *("data-tweetid", "data-tweet-id", "data-videoid", "data-video-id", "data-shortcode", "data-trackid"),
    *(
        "data-gistid",
        "data-src",
        "data-id",
        "data-playlistid",
        "tweetid",
        "tweet-id",
        "videoid",
        "video-id",
        "video",
        "id",
    ),
    *("youtubeid", "vimeoid", "instagramid", "url", "shortcode"),
)
_EMBEDS = re.compile(r"\b(?:o?embed|media|video|url|attachment|player|widget|post)\b")
"""In the name of a custom element of no platform that embeds something."""
_OEMBED = frozenset({"oembed", "o-embed"})


def read(element: Element) -> Candidate | None:
    platform = platform_in(element.name)
    if platform is None and not _EMBEDS.search(element.name):
        return None
    found = tuple(_addresses(element, platform))
    if not found:
        return None
    end = element.end or element.inner_start
    return Candidate(element.start, end, found, "component", of_platform=element.name not in _OEMBED)


def ids(element: Element, platform: str) -> Iterator[str]:
    """The addresses that the ids in the attributes of an element of a platform make."""
    user = element.attributes.get("data-user")
    for name in _IDS:
        if address := permalink(platform, element.attributes.get(name, ""), user):
            yield address


def _addresses(element: Element, platform: str | None) -> Iterator[str]:
    yield from addresses.in_attributes(element)
    if platform:
        yield from ids(element, platform)
    inside = re.sub(r"</[^<>]*>$", "", element.inner).strip()
    if address := addresses.web_address(inside) or (platform and permalink(platform, inside)):
        yield address
