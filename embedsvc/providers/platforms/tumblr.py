"""Tumblr: posts by the first version of its API, which needs no key; their page and oEmbed where that fails.

`https://BLOG.tumblr.com/api/read/json?id=ID&debug=1` has the post in HTML, by type: the words of a text are
in `regular-body`, of a picture in `photo-caption`, and so on (Tumblr API v1).
"""

import re
from typing import Any

from embedsvc import urls
from embedsvc.errors import DAY, Failure, UpstreamError
from embedsvc.model import Author, Finding, Media, Metadata, Provider, Snapshot, Url
from embedsvc.numbers import pixels
from embedsvc.providers import oembed_answer, post, post_preview, webpage
from embedsvc.providers.oembed_answer import request_url
from embedsvc.providers.site import Site, SiteFlow, ask_api, first_answer
from embedsvc.read.dates import dates
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, items, text
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.read.posts import runs

TUMBLR = Provider(name="Tumblr", url="https://www.tumblr.com/", key="tumblr")
OEMBED = "https://www.tumblr.com/oembed/1.0"
POST = re.compile(
    r"/(?:post/|(?:dashboard/)?(?:blog/(?:view/)?)?(?P<blog>[\w-]{1,64})/)?(?P<key>\d{5,20})(?:/[^?]*)?(?:\?.*)?",
    re.DOTALL,
)
WORDS = (
    "regular-title", "regular-body", "photo-caption", "quote-text", "quote-source", "link-text",
    "link-description", "conversation-text", "video-caption", "audio-caption", "question", "answer",
)  # fmt: skip
"""What the types of posts call their words, in reading order."""


def flow(url: Url, blog: str | None, key: str) -> SiteFlow:
    """The post by the API of its blog, otherwise by oEmbed."""
    if blog is None and url.host in {"tumblr.com", "www.tumblr.com"}:
        return None
    host = f"{blog}.tumblr.com" if blog else url.host
    api = urls.parse(f"https://{host}/api/read/json?id={key}&debug=1")
    return (yield from first_answer(ask_api(api, _read))) or (yield from _by_oembed(url))


def _by_oembed(url: Url) -> SiteFlow:
    """The blog by oEmbed, completed from the page; the page alone where oEmbed fails."""
    request = request_url(OEMBED, {"url": url.text, "format": "json"})
    try:
        answer: OEmbed = yield oembed_answer.ask(request, method="oembed", share=0.5)
    except Failure:
        return None
    facts = oembed_answer.metadata(answer)
    try:
        page: Metadata = yield webpage.ask(url, post_preview.page_metadata)
    except Failure:
        pass  # recorded by the driver; oEmbed is enough
    else:
        facts = oembed_answer.completed(facts, page)
    return Finding(kind="rich", method="oembed", provider=TUMBLR, metadata=facts, markup=answer.html, ttl=DAY)


def _read(snapshot: Snapshot) -> Finding:
    answer = json.loads(snapshot)
    stated = at(answer, "posts", 0)
    url, blog = text(stated, "url-with-slug") or text(stated, "url"), text(answer, "tumblelog", "name")
    if url is None or blog is None:
        raise UpstreamError("Tumblr answered without the post.")
    markup = "".join(f"<p>{part}</p>" for name in WORDS if (part := text(stated, name)))
    words = post.quote(runs.from_html(markup, url))
    author = Author(
        name=text(answer, "tumblelog", "title") or blog, handle=blog, url=f"https://{blog}.tumblr.com/"
    )
    published = dates.parse(str(at(stated, "unix-timestamp") or "") or text(stated, "date-gmt") or "")
    return Finding(
        kind="post",
        method="api",
        provider=TUMBLR,
        metadata=post.metadata(TUMBLR, words, author=author, url=url, published=published),
        quote=words,
        media=tuple(_photos(stated)),
        ttl=DAY,
    )


def _photos(stated: Any) -> list[Media]:  # noqa: ANN401  (JSON)
    """All pictures of a set, or the only one."""
    photos = items(stated, "photos") or [stated]
    return [
        Media(type="photo", url=url, width=pixels(at(photo, "width")), height=pixels(at(photo, "height")))
        for photo in photos
        if (url := text(photo, "photo-url-1280"))
    ]


SITES = (
    Site(
        provider=TUMBLR,
        hosts={"tumblr.com": POST},
        flow=flow,
        gives={"post": "api"},
        tracking=("source",),
        retention="full",
        examples=(
            "https://ann.tumblr.com/post/165326273724/a-title",
            "https://www.tumblr.com/ann/165326273724/a-title?source=share",
            "https://www.tumblr.com/blog/view/ann/165326273724",
            "https://www.tumblr.com/dashboard/blog/ann/165326273724",
            "https://ann.tumblr.com/165326273724",
        ),
    ),
)
