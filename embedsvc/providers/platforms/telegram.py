"""Telegram: posts of public channels, by the page that Telegram makes for frames (`?embed=1`).

It is rendered on the server: `.tgme_widget_message` with `data-post`, the words in `.js-message_text`,
pictures as background images. A missing or hidden post is a 200 with `.tgme_widget_message_error`. Links to
`/c/` lead to private chats. Shape: as Telegram's widget renders posts (core.telegram.org/widgets/post), the
classes as documented by peers; an edit is marked without its time.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from embedsvc import urls
from embedsvc.errors import DAY, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import (
    Author,
    Finding,
    Media,
    Poll,
    PollOption,
    Provider,
    Refused,
    ReplyTo,
    Snapshot,
    Url,
)
from embedsvc.numbers import whole
from embedsvc.providers import post, webpage
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.dates import dates
from embedsvc.read.html import document
from embedsvc.read.html.document import Document
from embedsvc.read.html.tree import Node
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.posts import runs

HOME = "https://t.me/"
TELEGRAM = Provider(name="Telegram", url="https://telegram.org/", key="telegram")
POST = re.compile(
    r"/(?:(?:c/(?P<chat>\d{1,20})|(?:s/)?(?P<channel>[A-Za-z]\w{3,31}))/)?(?:\d{1,10}/)?(?P<key>\d{1,10})/?(?:\?.*)?"
)
CHANNEL = re.compile(r"[a-z][a-z0-9_-]{3,31}", re.IGNORECASE)
"""A channel may be a subdomain too: `channel.t.me/1`."""
BACKGROUND = re.compile(r"background-image:\s*url\(['\"]?(?P<url>[^'\")]{1,2000})")


def flow(url: Url, chat: str | None, channel: str | None, key: str) -> SiteFlow:
    """The post by its frame. There is no other way: the post's page shows its beginning at most."""
    if chat:
        yield Refused("metadata", UpstreamRefused("This is a post of a private chat on Telegram."))
    channel = channel or url.host.removesuffix("t.me").rstrip(".")
    if not CHANNEL.fullmatch(channel):
        return None
    comment = urls.parameter(url.query, "comment")
    query = {"embed": "1", "mode": "tme"} | ({"comment": comment} if comment else {})
    page = f"{HOME}{channel}/{key}"
    permalink = page + (f"?comment={comment}" if comment else "")
    frame = urls.parse(f"{page}?{urlencode(query)}")
    found: Finding = yield webpage.ask(frame, lambda snapshot: _read(snapshot, permalink))
    return found


def _read(snapshot: Snapshot, permalink: str) -> Finding:
    page = document.parse(snapshot)
    if error := page.root.css_first(".tgme_widget_message_error"):
        raise _failure(visible_text(error))
    message = page.root.css_first(".tgme_widget_message")
    if message is None:
        raise UpstreamError("Telegram answered without the post.")
    element = message.css_first(".js-message_text")
    words = post.quote(runs.from_html(element.html or "", page.url) if element else ())
    author = _author(page, message)
    moment = message.css_first(".tgme_widget_message_date time")
    published = dates.parse((moment.attributes.get("datetime") or "") if moment else "")
    return Finding(
        kind="post",
        method="metadata",
        provider=TELEGRAM,
        metadata=post.metadata(TELEGRAM, words, author=author, url=permalink, published=published),
        quote=words,
        media=tuple(_media(page, message)),
        reply_to=_reply_to(page, message),
        poll=_poll(message),
        ttl=DAY,
    )


def _failure(sentence: str) -> NotFound | UpstreamRefused:
    if "not found" in sentence.lower():
        return NotFound("Telegram has no public post at this address.")
    return UpstreamRefused("Telegram shows this post in its own app only.")


def _author(page: Document, message: Node) -> Author | None:
    """The channel; its handle is in the number of the post, `channel/1`."""
    name = message.css_first(".tgme_widget_message_owner_name")
    handle = (message.attributes.get("data-post") or "").partition("/")[0] or None
    shown = visible_text(name) if name else handle
    if not shown:
        return None
    photo = message.css_first(".tgme_widget_message_user_photo img")
    avatar = page.absolute(photo.attributes.get("src")) if photo else None
    return Author(name=shown, handle=handle, url=HOME + handle if handle else None, avatar=avatar)


def _media(page: Document, message: Node) -> Iterator[Media]:
    for photo in message.css(".tgme_widget_message_photo_wrap"):
        if url := page.absolute(_background(photo)):
            yield Media(type="photo", url=url)
    for player in message.css(".tgme_widget_message_video_player"):
        film, thumb = player.css_first("video"), player.css_first(".tgme_widget_message_video_thumb")
        url = page.absolute(film.attributes.get("src")) if film else None
        poster = page.absolute(_background(thumb)) if thumb else None
        if url:
            yield Media(type="video", url=url, poster=poster)


def _background(element: Node) -> str | None:
    found = BACKGROUND.search(element.attributes.get("style") or "")
    return found["url"] if found else None


def _reply_to(page: Document, message: Node) -> ReplyTo | None:
    answered = message.css_first("a.tgme_widget_message_reply")
    if answered is None:
        return None
    name = answered.css_first(".tgme_widget_message_author_name")
    return ReplyTo(
        name=visible_text(name) if name else None, url=page.absolute(answered.attributes.get("href"))
    )


def _poll(message: Node) -> Poll | None:
    """The options with the percentages that Telegram rounds."""
    options = []
    for option in message.css(".tgme_widget_message_poll_option"):
        label = option.css_first(".tgme_widget_message_poll_option_text")
        share = option.css_first(".tgme_widget_message_poll_option_percent")
        percent = whole(visible_text(share).removesuffix("%")) if share else None
        if label:
            options.append(
                PollOption(text=visible_text(label), share=None if percent is None else percent / 100)
            )
    return Poll(options=tuple(options)) if options else None


SITES = (
    Site(
        provider=TELEGRAM,
        hosts={"t.me": POST, "telegram.me": POST, "telegram.dog": POST},
        flow=flow,
        gives={"post": "metadata"},
        tracking=("single",),
        profile=HOME + "{handle}",
        retention="full",
        permalinks=(
            Permalink(
                ("t.me",),
                r"/(?:s/)?(?P<post>\w{4,32}/\d{1,9})\?(?:.*&)?embed=.*",
                "https://t.me/{post}",
                Example("https://t.me/bees/123?embed=1&mode=tme", "https://t.me/bees/123"),
            ),
        ),
        examples=(
            "https://t.me/kremlin_news/123",
            "https://t.me/s/kremlin_news/123",
            "https://telegram.me/kremlin_news/123?single",
            "https://t.me/kremlin_news/5/123",
            "https://kremlin-news.t.me/123",
        ),
    ),
)
