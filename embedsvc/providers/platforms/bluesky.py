"""Bluesky: posts by the public AppView, then by oEmbed, then by the preview of their page.

`com.atproto.identity.resolveHandle` turns a handle into the DID, which stays when a handle moves, and
`app.bsky.feed.getPostThread` has the post; both are public.api.bsky.app's, without a key. An error is a 400
with `error` and `message`. Facets count UTF-8 bytes.

The author's will is honoured: an account labelled `!no-unauthenticated` is not shown to readers who aren't
logged in, nor is a quotation that its author detached. `createdAt` can be set at will, `indexedAt` is when
the network first saw the post: where they differ by more than a day, the second is the date.

Shapes: the lexicons app.bsky.feed.defs, app.bsky.embed.* and app.bsky.richtext.facet; the oEmbed answer and
the page as recorded in 2024 and 2026.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote, urlencode

from embedsvc import urls
from embedsvc.errors import (
    DAY,
    Failure,
    Gone,
    NotFound,
    UpstreamError,
    UpstreamRefused,
)
from embedsvc.model import (
    Ask,
    Author,
    Finding,
    Image,
    Media,
    Metadata,
    Provider,
    Quote,
    ReplyTo,
    RunType,
    Snapshot,
    Url,
)
from embedsvc.numbers import pixels
from embedsvc.providers import post, post_preview, quoted_html, webpage
from embedsvc.providers.oembed_answer import ACCEPT, request_url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.dates import dates
from embedsvc.read.markup import json, oembed
from embedsvc.read.markup.json_path import at, items, text
from embedsvc.read.posts import spans
from embedsvc.read.posts.spans import Span

HOME = "https://bsky.app/"
BLUESKY = Provider(name="Bluesky", url=HOME, key="bluesky")
API = "https://public.api.bsky.app/xrpc/"
OEMBED = "https://embed.bsky.app/oembed"

POST = re.compile(
    r"/profile/(?P<who>did(?::|%3A)[\w.:%-]{1,256}|[\w.-]{1,253})/post/(?P<key>[\w.~-]{1,64})"
    r"(?:/(?:liked-by|quotes|reposted-by))?/?(?:\?.*)?"
)
EMBED = re.compile(
    r"/(?:embed/|oembed\?(?:.*&)?url=at(?::|%3A)(?:/|%2F){2})"
    r"(?P<who>did(?:(?::|%3A)[\w.-]{1,128}){2})(?:/|%2F)app\.bsky\.feed\.post(?:/|%2F)(?P<key>\w{1,64})(?:[/?&].*)?",
    re.IGNORECASE,
)
"""The frame of a post, or the oEmbed answer about its at:// address."""
AT_URI = re.compile(r"at://(?P<who>[^/]+)/app\.bsky\.feed\.post/(?P<key>[^/]+)")
PREVIEW = re.compile(r"(?P<name>.{1,200}?)(?: \(@(?P<handle>[\w.-]{1,253})\))?", re.DOTALL)
MARKERS = ("[image or embed]", "[contains quote post or other embedded content]")
"""What Bluesky writes after the words where a post has more than words."""

INVALID_HANDLE = "handle.invalid"
"""The handle of an account whose own no longer leads back to it."""

ERRORS: dict[str, tuple[type[Failure], str]] = {
    "NotFound": (NotFound, "Bluesky has no post at this address."),
    "AccountTakedown": (Gone, "Bluesky has suspended the account of this post."),
    "AccountDeactivated": (Gone, "The account of this post has been deactivated."),
}
UNKNOWN_HANDLE = "Bluesky has no account of this name; it may have a new one."

WARNINGS = {
    "porn": "Adult Content",
    "sexual": "Sexually Suggestive",
    "nudity": "Non-sexual Nudity",
    "graphic-media": "Graphic Media",
    "gore": "Graphic Media",
}
"""Labels, and how Bluesky names them in English."""

LOGGED_IN_ONLY = "!no-unauthenticated"
HIDDEN = frozenset({"!hide", "!takedown"})

T = TypeVar("T")


def flow(url: Url, who: str, key: str) -> SiteFlow:
    """The post by the AppView; where that does not answer, by oEmbed, then by its page."""
    who = unquote(who)
    try:
        if who.startswith("did:"):
            did = who
        else:
            did = yield _ask("com.atproto.identity.resolveHandle", {"handle": who}, _did)
        thread = {"uri": f"at://{did}/app.bsky.feed.post/{key}", "depth": "0", "parentHeight": "1"}
        found: Finding = yield _ask("app.bsky.feed.getPostThread", thread, _from_thread)
    except Failure as failure:
        if failure.answered:
            raise
    else:
        return found
    return (yield from _without_api(url, who, key))


def _without_api(url: Url, who: str, key: str) -> SiteFlow:
    subject = f"at://{who}/app.bsky.feed.post/{key}" if who.startswith("did:") else _permalink(who, key)
    try:
        found: Finding = yield Ask(
            url=request_url(OEMBED, {"format": "json", "url": subject}),
            read=lambda snapshot: _from_oembed(snapshot, who, key),
            method="oembed",
            accept=ACCEPT,
            failures={403: (UpstreamRefused, "Its author shows this post to people with an account only.")},
            share=0.5,
        )
    except Failure:
        page = urls.parse(_permalink(who, key))
        try:
            found = yield Ask(
                url=page,
                read=lambda snapshot: _from_page(snapshot, who, key),
                method="metadata",
                accept=webpage.ACCEPT,
            )
        except Failure as failure:
            if failure.answered:
                return dataclasses.replace(webpage.link(url), provider=BLUESKY)
            raise
    return found


def _ask(method: str, parameters: Mapping[str, str], read: Callable[[Any], T]) -> Ask[T]:
    """A query of the AppView. What it states about the post is the last word: `answered`."""

    def read_response(snapshot: Snapshot) -> T:
        answer = json.loads(snapshot)
        if snapshot.status != 200:
            raise _failure(text(answer, "error") or "", text(answer, "message") or "")
        return read(answer)

    return Ask(
        url=urls.parse(f"{API}{method}?{urlencode(parameters)}"),
        read=read_response,
        method="api",
        accept="application/json",
        read_statuses=frozenset({400}),
        share=0.5,
    )


def _failure(error: str, message: str) -> Failure:
    """What an error of the AppView means. An unknown handle has no error name of its own."""
    if error in ERRORS:
        kind, detail = ERRORS[error]
        return kind(detail, answered=True)
    if "resolve handle" in message or "Profile not found" in message:
        return NotFound(UNKNOWN_HANDLE, answered=True)
    if "Post not found" in message:
        return NotFound(ERRORS["NotFound"][1], answered=True)
    return UpstreamError("Bluesky did not accept the request.")


def _did(answer: Any) -> str:  # noqa: ANN401  (JSON)
    did = text(answer, "did")
    if did is None:
        raise UpstreamError("Bluesky answered without the account.")
    return did


def _from_thread(answer: Any) -> Finding:  # noqa: ANN401  (JSON)
    thread = at(answer, "thread")
    if at(thread, "notFound") is True:
        raise NotFound("Its author has deleted this post, or Bluesky never had it.", answered=True)
    if at(thread, "blocked") is True:
        raise UpstreamRefused("Bluesky does not show this post: an account is blocked.", answered=True)
    found = _from_view(at(thread, "post"), record=at(thread, "post", "record"))
    if found is None:
        raise UpstreamError("Bluesky answered without the post.")
    answered = _reply_to(
        at(thread, "post", "record", "reply", "parent"), at(thread, "parent", "post", "author")
    )
    embed = at(thread, "post", "embed")
    return dataclasses.replace(found, reply_to=answered, quoted=_quoted(embed) or _external(embed, found))


def _from_view(view: Any, *, record: Any) -> Finding | None:  # noqa: ANN401  (JSON)
    """A post without what it quotes; None for another record. Raises UpstreamRefused for a hidden one."""
    address = AT_URI.fullmatch(text(view, "uri") or "")
    if address is None or at(record, "$type") != "app.bsky.feed.post":
        return None
    labels = _labels(view, "labels") | _labels(view, "author", "labels") | _labels(record, "labels", "values")
    if LOGGED_IN_ONLY in labels:
        raise UpstreamRefused("Its author shows this post to people with an account only.", answered=True)
    if HIDDEN & labels:
        raise UpstreamRefused("Bluesky's moderators have hidden this post.", answered=True)
    author = _author(at(view, "author"), address["who"])
    words = _words(record)
    facts = post.metadata(
        BLUESKY,
        words,
        author=author,
        url=_permalink(author.handle or address["who"], address["key"]),
        published=_published(text(record, "createdAt"), text(view, "indexedAt")),
    )
    warnings = dict.fromkeys(WARNINGS[label] for label in WARNINGS if label in labels)
    embeds = [at(view, "embed"), *items(view, "embeds")]
    return Finding(
        kind="post",
        method="api",
        provider=BLUESKY,
        metadata=facts,
        quote=words,
        media=tuple(medium for embed in embeds for medium in _media(embed)),
        content_warning=", ".join(warnings) or None,
        ttl=DAY,
    )


def _labels(value: Any, *path: str) -> frozenset[str]:  # noqa: ANN401  (JSON)
    labels = (label for label in items(value, *path) if at(label, "neg") is not True)
    return frozenset(filter(None, (text(label, "val") for label in labels)))


def _author(profile: Any, did: str) -> Author:  # noqa: ANN401  (JSON)
    """The account by its present handle; by its DID where it has none."""
    stated = text(profile, "handle")
    handle = stated if stated != INVALID_HANDLE else None
    return Author(
        name=text(profile, "displayName") or handle or did,
        handle=handle,
        url=f"{HOME}profile/{handle or did}",
        avatar=text(profile, "avatar"),
    )


def _words(record: Any) -> Quote:  # noqa: ANN401  (JSON)
    words = at(record, "text")
    words = words if isinstance(words, str) else ""
    return post.quote(spans.to_runs(words, _spans(words, items(record, "facets"))), text(record, "langs", 0))


def _spans(words: str, facets: list[Any]) -> Iterator[Span]:
    for facet in facets:
        start, end = at(facet, "index", "byteStart"), at(facet, "index", "byteEnd")
        if not isinstance(start, int) or not isinstance(end, int):
            continue
        stretch, target = spans.from_utf8(words, start, end), _target(at(facet, "features", 0))
        if stretch and target:
            yield Span(*stretch, *target)


def _target(feature: Any) -> tuple[RunType, str] | None:  # noqa: ANN401  (JSON)
    if uri := text(feature, "uri"):
        return "link", uri
    if did := text(feature, "did"):
        return "mention", f"{HOME}profile/{did}"
    if tag := text(feature, "tag"):
        return "tag", f"{HOME}hashtag/{percent_encoded(tag, safe='')}"
    return None


def _media(embed: Any) -> Iterator[Media]:  # noqa: ANN401  (JSON)
    """The pictures or the film of an embed, also where it quotes a post too."""
    for view in (embed, at(embed, "media")):
        for image in items(view, "images"):
            if url := text(image, "fullsize"):
                yield dataclasses.replace(_sized(image), url=url)
        if url := text(view, "playlist"):
            yield dataclasses.replace(_sized(view), type="video", url=url, poster=text(view, "thumbnail"))


def _sized(view: Any) -> Media:  # noqa: ANN401  (JSON)
    width, height = pixels(at(view, "aspectRatio", "width")), pixels(at(view, "aspectRatio", "height"))
    return Media(type="photo", url="", width=width, height=height, alt=text(view, "alt"))


def _quoted(embed: Any) -> Finding | None:  # noqa: ANN401  (JSON)
    """The quoted post, unless its author has detached it, deleted it or does not show it to everybody."""
    with_media = at(embed, "media") is not None
    record = at(embed, "record", "record") if with_media else at(embed, "record")
    try:
        return _from_view(record, record=at(record, "value"))
    except UpstreamRefused:
        return None


def _external(embed: Any, found: Finding) -> Finding | None:  # noqa: ANN401  (JSON)
    """The card of a link that the words do not contain."""
    card = at(embed, "external") or at(embed, "media", "external")
    uri, title = text(card, "uri"), text(card, "title")
    runs = found.quote.runs if found.quote else ()
    if uri is None or title is None or uri in {run.url for run in runs}:
        return None
    try:
        url = urls.parse(uri)
    except Failure:
        return None
    thumb = text(card, "thumb")
    metadata = Metadata(
        title=title,
        description=text(card, "description"),
        canonical_url=url.text,
        image=Image(url=thumb) if thumb else None,
    )
    return dataclasses.replace(webpage.link(url), method="api", metadata=metadata)


def _reply_to(parent: Any, author: Any) -> ReplyTo | None:  # noqa: ANN401  (JSON)
    address = AT_URI.fullmatch(text(parent, "uri") or "")
    if address is None:
        return None
    if author is None:
        return ReplyTo(url=_permalink(address["who"], address["key"]))
    answered = _author(author, address["who"])
    url = _permalink(answered.handle or address["who"], address["key"])
    return ReplyTo(name=answered.name, handle=answered.handle, url=url)


def _published(created: str | None, indexed: str | None) -> str | None:
    stated, seen = dates.parse(created or ""), dates.parse(indexed or "")
    try:
        differ = abs(datetime.fromisoformat(stated or "") - datetime.fromisoformat(seen or "")) > timedelta(
            days=1
        )
    except (ValueError, TypeError):
        return stated or seen
    return seen if differ else stated


def _from_oembed(snapshot: Snapshot, who: str, key: str) -> Finding:
    """The post in the HTML of the answer, whose newlines are those of the post."""
    answer = oembed.parse(snapshot)
    answer = dataclasses.replace(answer, html=(answer.html or "").replace("\n", "<br>"))
    quoted = quoted_html.read(answer)
    handle = quoted_html.handle(quoted, answer)
    runs = list(quoted.runs)
    while runs and (runs[-1].type == "break" or runs[-1].text.strip() in MARKERS):
        runs.pop()
    words = post.quote(runs, quoted.language)
    name = (answer.author_name or "").removesuffix(f" (@{handle})")
    author = (
        Author(name=name or handle or "", handle=handle, url=answer.author_url) if name or handle else None
    )
    facts = post.metadata(
        BLUESKY,
        words,
        author=author,
        url=_permalink(handle or who, key),
        published=dates.parse(quoted.day or ""),
    )
    return Finding(kind="post", method="oembed", provider=BLUESKY, metadata=facts, quote=words, ttl=DAY)


def _from_page(snapshot: Snapshot, who: str, key: str) -> Finding:
    preview = post_preview.read(snapshot, PREVIEW, markers=MARKERS)
    handle = preview.handle or (who if not who.startswith("did:") else None)
    picture = preview.image.url if preview.image else ""
    author = Author(
        name=preview.name,
        handle=handle,
        url=f"{HOME}profile/{handle or who}",
        avatar=picture if "/avatar/" in picture else None,
    )
    facts = post.metadata(
        BLUESKY, preview.quote, author=author, url=_permalink(handle or who, key), published=preview.published
    )
    return Finding(
        kind="post",
        method="metadata",
        provider=BLUESKY,
        metadata=facts,
        quote=preview.quote,
        media=(Media(type="photo", url=picture),) if "/feed_" in picture else (),
        ttl=DAY,
    )


def _permalink(who: str, key: str) -> str:
    return f"{HOME}profile/{who}/post/{key}"


SITES = (
    Site(
        provider=BLUESKY,
        hosts={"bsky.app": POST, "embed.bsky.app": EMBED},
        flow=flow,
        gives={"post": "api"},
        aliases=dict.fromkeys(
            ("fxbsky.app", "bskx.app", "vxbsky.app", "bskye.app", "bsyy.app", "xbsky.app", "cbsky.app"),
            "bsky.app",
        ),
        tracking=("ref_src", "ref_url"),
        retention="full",
        permalinks=(
            Permalink(
                ("embed.bsky.app",),
                r"/embed/(?P<who>did(?::|%3A)[\w:.%-]+|[\w.-]+)/app\.bsky\.feed\.post/(?P<key>\w+)(?:[/?].*)?",
                "https://bsky.app/profile/{who}/post/{key}",
                Example(
                    "https://embed.bsky.app/embed/did:plc:abc234/app.bsky.feed.post/3kabc234?id=1",
                    "https://bsky.app/profile/did:plc:abc234/post/3kabc234",
                ),
            ),
        ),
        examples=(
            "https://bsky.app/profile/ann.example/post/3kabcdefghi2x",
            "https://bsky.app/profile/did:plc:abcdefghijklmnop/post/3kabcdefghi2x?ref_src=embed",
            "https://fxbsky.app/profile/ann.example/post/3kabcdefghi2x",
            "https://embed.bsky.app/embed/did:plc:abcdefghijklmnop/app.bsky.feed.post/3kabcdefghi2x",
            "https://embed.bsky.app/oembed?url=at%3A%2F%2Fdid%3Aplc%3Aabc%2Fapp.bsky.feed.post%2F3kabc",
        ),
    ),
)
