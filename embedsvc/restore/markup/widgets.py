"""The quotations and containers that a platform's script turns to a widget, by their classes."""

import re
from collections.abc import Iterator

from embedsvc.restore.markup import addresses
from embedsvc.restore.markup.candidate import Candidate
from embedsvc.restore.markup.elements import Element

_X = re.compile(r"(?:twitter|x)\.com/(?:#!/)?(?:\w+|i/web)/status(?:es)?/\d+")
_REDDIT = re.compile(r"reddit\.com/(?:r|user)/[\w-]+/(?:comments|s)/")
_META = re.compile(r"facebook\.com/|fb\.watch/")
_ANY = re.compile(r"https?://")
_CLASSES = {
    "twitter-tweet": _X,
    "twitter-tweet-rendered": _X,
    "twitter-video": _X,
    "ltag__twitter-tweet": _X,
    "instagram-media": re.compile(r"instagram\.com/(?:[\w.]+/)?(?:p|reels?|tv)/"),
    "tiktok-embed": re.compile(r"tiktok\.com/@[\w.-]+/(?:video|photo)/\d+"),
    "bluesky-embed": re.compile(r"bsky\.app/profile/[^/]+/post/"),
    "text-post-media": re.compile(r"threads\.(?:net|com)/(?:@[\w.]+/post|t)/"),
    "mastodon-embed": re.compile(r"https?://[^/]+/(?:@[^/]+/\d+|users/[^/]+/statuses/\d+)"),
    "reddit-embed-bq": _REDDIT,
    "reddit-card": _REDDIT,
    "imgur-embed-pub": re.compile(r"imgur\.com/"),
    "tumblr-post": re.compile(r"//(?!embed\.)[\w.-]{0,100}tumblr\.com/.*\d{5}"),
    "codepen": re.compile(r"codepen\.io/[\w-]+/pen/\w"),
    "fb-post": _META,
    "fb-video": _META,
    "fb-comment-embed": _META,
    "wp-embedded-content": _ANY,
    "embedly-card": _ANY,
    "iframely-embed": _ANY,
    "onebox": _ANY,
    "substack-post-embed": _ANY,
}
"""By class, what the address of one post looks like: the same widgets show profiles and timelines."""
_VK_POST = re.compile(r"vk_post_(-?\d{1,12}_\d{1,12})")
_X_ID = re.compile(r"\d{5,19}")
_RENDERED = re.compile(r"<iframe\b[^<>]{0,2000}?\sdata-tweet-id\s*=\s*[\"']?(\d{5,19})", re.IGNORECASE)
"""The frame that the script of X puts in the place of a quotation."""


def read(element: Element) -> Candidate | None:
    if post := _VK_POST.fullmatch(element.attributes.get("id", "")):
        return Candidate(
            element.start, element.end or element.inner_start, (f"https://vk.com/wall{post[1]}",), "widget"
        )
    pattern = next((_CLASSES[name] for name in element.classes if name in _CLASSES), None)
    if pattern is None or element.name == "iframe" or element.end is None:
        return None
    found = tuple(address for address in _addresses(element) if pattern.search(address))
    if not found:
        return None
    is_quotation = pattern not in {_ANY, _REDDIT} and "blockquote" in element.name + element.inner
    return Candidate(element.start, element.end, found, "widget", is_quotation=is_quotation)


def _addresses(element: Element) -> Iterator[str]:
    """The last link is that of the date: the ones before are links of the words."""
    yield from addresses.cited(element.inner)
    yield from addresses.in_attributes(element)
    yield from reversed(list(addresses.in_links(element.inner)))
    keys = (element.attributes.get("data-tweet-id", ""), *_RENDERED.findall(element.inner))
    yield from (f"https://x.com/i/status/{key}" for key in keys if _X_ID.fullmatch(key))
