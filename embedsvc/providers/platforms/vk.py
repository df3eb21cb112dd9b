"""VK: posts of walls by their page, films and clips by the preview of theirs; it has no oEmbed, and its API
needs a key.

Shape of a wall post: as RSSHub and yt-dlp read it, `.wall_post_text` with the words,
`.PostHeaderTitle__authorName`, `.rel_date` with the second as `time` while it is recent, otherwise a date in
the language of the page. A deleted or hidden post is a 200 with `.message_page_body`. A widget needs a hash
that only VK knows, the player of a film (`video_ext.php`) does not.
"""

import re
from collections.abc import Iterator

from embedsvc.errors import DAY, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import Author, Finding, Media, Player, Provider, Snapshot, Url
from embedsvc.providers import player, post, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.player import PORTRAIT, WIDESCREEN, Item
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.read.dates import dates
from embedsvc.read.html import document
from embedsvc.read.html.document import Document
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.posts import runs
from embedsvc.safe import PlayerHost
from embedsvc.urls import parse

VK = Provider(name="VK", url="https://vk.com/", key="vk")
PAGE = re.compile(
    r"/(?:[\w./@-]{1,128}\?(?:.*&)?[wz]=|playlist/[\w-]{1,40}/)?"
    r"(?:wall(?P<wall>-?\d{1,12}_\d{1,12})|(?P<form>video|clip)(?P<owner>-?\d{1,12})_(?P<video>\d{1,12}))"
    r"(?:(?:%2F|[/?&])(?!(?:.*&)?reply=).*)?",
    re.DOTALL,
)
"""A page or what a page of lists shows above itself: `/club1?w=wall-1_2`. With `reply` it is a comment."""
GONE = re.compile(r"(?i)deleted|removed|not found|удал[её]н|не найден|видалено")


def flow(
    url: Url,
    wall: str | None = None,
    form: str | None = None,
    owner: str | None = None,
    video: str | None = None,
) -> SiteFlow:
    """A post of a wall, a film or a clip; None where a post's page has no words."""
    if wall is None:
        host = "vkvideo.ru" if url.host.endswith("vkvideo.ru") else "vk.com"
        return _film(host, form or "video", owner or "", video or "")
    permalink = f"{VK.url}wall{wall}"
    ask = webpage.ask(parse(permalink), lambda response: _read(response, permalink), share=0.5)
    return first_answer(ask, last_word=(NotFound, UpstreamRefused))


def _film(host: str, form: str, owner: str, video: str) -> SiteFlow:
    return player.flow(
        Item(
            provider=VK,
            kind="video",
            page=f"https://{host}/{form}{owner}_{video}",
            player=Player(
                url=f"https://{host}/video_ext.php?oid={owner}&id={video}",
                aspect_ratio=PORTRAIT if form == "clip" else WIDESCREEN,
            ),
        )
    )


def _read(response: Snapshot, permalink: str) -> Finding:
    page = document.parse(response)
    if message := page.root.css_first(".message_page_body"):
        raise _withheld(visible_text(message))
    element = page.root.css_first(".wall_post_text")
    if element is None:
        raise UpstreamError("VK responded without the words of the post.", answered=True)
    words = post.quote(runs.from_html(element.html or "", page.url))
    return Finding(
        kind="post",
        method="metadata",
        provider=VK,
        metadata=post.metadata(VK, words, author=_author(page), url=permalink, published=_published(page)),
        quote=words,
        media=tuple(_photos(page)),
        ttl=DAY,
    )


def _withheld(sentence: str) -> NotFound | UpstreamRefused:
    if GONE.search(sentence):
        return NotFound("VK has no public post at this address, or it was deleted.")
    return UpstreamRefused("The author of this post shows it to some users of VK only.", ends_source=True)


def _author(page: Document) -> Author | None:
    name = page.root.css_first(".PostHeaderTitle__authorName")
    link = page.root.css_first("a.PostHeaderTitle__authorLink, .PostHeaderTitle a, a.author")
    named = name or link
    if named is None:
        return None
    profile = page.absolute(link.attributes.get("href")) if link else None
    return Author(name=visible_text(named), url=profile)


def _published(page: Document) -> str | None:
    """The second if the page has it, otherwise the day; VK shows times in the zone of Moscow, unstated."""
    date = page.root.css_first(".rel_date, .PostHeaderSubtitle__item")
    if date is None:
        return None
    return dates.parse(date.attributes.get("time") or "") or dates.parse(visible_text(date))


def _photos(page: Document) -> Iterator[Media]:
    for image in page.root.css("img.PhotoPrimaryAttachment__imageElement, .MediaGrid__imageElement"):
        if url := page.absolute(image.attributes.get("src")):
            yield Media(type="photo", url=url, alt=image.attributes.get("alt") or None)


SITES = (
    Site(
        provider=VK,
        hosts={"vk.com": PAGE, "vkvideo.ru": PAGE},
        flow=flow,
        gives={"post": "metadata", "video": "metadata"},
        aliases={
            **dict.fromkeys(("m.vk.com", "www.vk.com", "new.vk.com", "vk.ru", "m.vk.ru"), "vk.com"),
            "m.vkvideo.ru": "vkvideo.ru",
        },
        retention="full",
        permalinks=(
            Permalink(
                ("vk.com",),
                r"/widget_post\.php\?(?:.*&)?owner_id=(?P<owner>-?\d+)&(?:.*&)?post_id=(?P<post>\d+)(?:&.*)?",
                "https://vk.com/wall{owner}_{post}",
                Example(
                    "https://vk.com/widget_post.php?app=0&owner_id=-123&post_id=456&hash=abc",
                    "https://vk.com/wall-123_456",
                ),
            ),
            Permalink(
                ("vk.com",),
                r"/video_ext\.php\?(?:.*&)?oid=(?P<owner>-?\d+)&(?:.*&)?id=(?P<video>\d+)(?:&.*)?",
                "https://vk.com/video{owner}_{video}",
                Example(
                    "https://vk.com/video_ext.php?oid=-123&id=456&hash=abc", "https://vk.com/video-123_456"
                ),
            ),
            Permalink(
                ("vkvideo.ru",),
                r"/video_ext\.php\?(?:.*&)?oid=(?P<owner>-?\d+)&(?:.*&)?id=(?P<video>\d+)(?:&.*)?",
                "https://vkvideo.ru/video{owner}_{video}",
                Example(
                    "https://vkvideo.ru/video_ext.php?oid=-123&id=456&hash=abc",
                    "https://vkvideo.ru/video-123_456",
                ),
            ),
        ),
        players=(
            PlayerHost("vk.com", "/video_ext.php", "video"),
            PlayerHost("vkvideo.ru", "/video_ext.php", "video"),
        ),
        examples=(
            "https://vk.com/wall1_45616",
            "https://m.vk.com/newsroom?w=wall-123_456",
            "https://vk.com/video-123_456",
            "https://vk.ru/clip-123_456",
            "https://vkvideo.ru/video-123_456",
        ),
    ),
)
