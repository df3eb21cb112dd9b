"""A post as the AppView shows it: the lexicons app.bsky.feed.defs, app.bsky.embed.* and
app.bsky.richtext.facet.

The author's will is honoured: an account labelled `!no-unauthenticated` is not shown to readers who aren't
logged in, nor is a quotation that its author detached. `createdAt` can be set at will, `indexedAt` is when
the network first saw the post: where they differ by more than a day, the second is the date.
"""

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote as percent_encoded

from embedsvc import urls
from embedsvc.errors import DAY, Failure, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import Finding, Image, Media, Metadata, Quote, ReplyTo, RunType
from embedsvc.numbers import pixels
from embedsvc.providers import post, webpage
from embedsvc.providers.platforms.bluesky.facts import AT_URI, BLUESKY, HOME, author_of, permalink
from embedsvc.read.dates import dates
from embedsvc.read.markup.json_path import at, items, text
from embedsvc.read.posts import spans
from embedsvc.read.posts.spans import Span

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


def from_thread(answer: Any) -> Finding:  # noqa: ANN401  (JSON)
    """The post of a thread, with what it answers and quotes. Raises the failure that the thread states."""
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
    author = author_of(at(view, "author"), address["who"])
    words = _words(record)
    facts = post.metadata(
        BLUESKY,
        words,
        author=author,
        url=permalink(author.handle or address["who"], address["key"]),
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
        return ReplyTo(url=permalink(address["who"], address["key"]))
    answered = author_of(author, address["who"])
    url = permalink(answered.handle or address["who"], address["key"])
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
