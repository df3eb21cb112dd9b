"""A post of the fediverse: by the API of Mastodon, which its kin share, or as ActivityPub.

`GET /api/v1/statuses/ID` needs no token for a public post (Mastodon API, entities Status, MediaAttachment,
Poll, Quote), except on servers that closed it (401, 422). Every server answers the post's own address with
`Accept: application/activity+json` (ActivityPub, ActivityStreams 2.0: Note, Question), except in secure mode.

A remote copy states the address of the origin, which is the permalink. Custom emoji stay the `:names:` that
the API gives. A quoted post is shown where its author accepts that (FEP-044f).
"""

import dataclasses
import re
from typing import Any
from urllib.parse import urlsplit

from embedsvc import urls
from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import (
    Ask,
    Author,
    Finding,
    Media,
    MediaType,
    Metadata,
    Poll,
    PollOption,
    Provider,
    ReplyTo,
    Snapshot,
    Url,
)
from embedsvc.numbers import pixels
from embedsvc.providers import post
from embedsvc.read.dates import dates
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, count, items, members, text
from embedsvc.read.posts import plain, runs

ACTIVITY = "application/activity+json"
_QUOTE_LINK = re.compile(r'<p class="quote-inline">.{0,2000}?</p>', re.DOTALL)
"""The link to the quoted post, for readers whose software shows no quotation (Mastodon 4.5)."""
_MEDIA: dict[str, MediaType] = {"image": "photo", "gifv": "video", "video": "video", "audio": "audio"}
_TITLE = re.compile(r"(?P<name>.{1,200}?) \(@(?P<handle>[\w.@-]{1,300})\)", re.DOTALL)


def ask_status(url: Url, key: str, provider: Provider) -> Ask[Finding]:
    """The post with the id `key` by the API of the server of `url`."""
    return Ask(
        url=urls.join(f"/api/v1/statuses/{key}", url.text),
        read=lambda snapshot: _from_status_response(snapshot, provider),
        method="api",
        accept="application/json",
        share=0.5,
    )


def ask_object(url: Url, provider: Provider, author: Author | None) -> Ask[Finding]:
    """The post at its own address as ActivityPub, which states the author's address but no name."""
    return Ask(
        url=url,
        read=lambda snapshot: _from_object(snapshot, provider, author),
        method="api",
        accept=ACTIVITY,
        share=0.5,
    )


def from_preview(url: Url, facts: Metadata, provider: Provider) -> Finding | None:
    """The post from the preview of its page, titled `Name (@handle)`; None for another title."""
    title = _TITLE.fullmatch(facts.title or "")
    if title is None or not facts.description:
        return None
    words = post.quote(plain.to_runs(facts.description), facts.language)
    found = post.metadata(
        provider,
        words,
        author=Author(name=title["name"], handle=title["handle"], url=_account(url, title["handle"])),
        url=facts.canonical_url or url.text,
        published=facts.published,
    )
    return Finding(kind="post", method="metadata", provider=provider, metadata=found, quote=words, ttl=DAY)


def author_of(url: Url, facts: Metadata) -> Author | None:
    """The author by the title of the page, otherwise by its path (`/@ann/1`, `/p/ann/1`)."""
    if title := _TITLE.fullmatch(facts.title or ""):
        return Author(name=title["name"], handle=title["handle"], url=_account(url, title["handle"]))
    named = re.match(r"/(?:@|p/|users/)([\w.-]{1,100})/", url.path)
    handle = f"{named[1]}@{url.host}" if named else None
    return Author(name=handle, handle=handle, url=_account(url, handle)) if handle else None


def _account(url: Url, handle: str) -> str:
    return urls.join(f"/@{handle.removesuffix('@' + url.host)}", url.text).text


def _from_status_response(snapshot: Snapshot, provider: Provider) -> Finding:
    status = json.loads(snapshot)
    status = at(status, "reblog") or status
    found = _from_status(status, snapshot.url, provider)
    if found is None:
        raise UpstreamError("The server answered without the post.")
    return dataclasses.replace(found, quoted=_quoted(status, snapshot.url, provider))


def _from_status(status: Any, base: str, provider: Provider) -> Finding | None:  # noqa: ANN401  (JSON)
    """A status without what it quotes; None for what is none."""
    url, content = text(status, "url") or text(status, "uri"), at(status, "content")
    if url is None or not isinstance(content, str):
        return None
    words = post.quote(runs.from_html(_QUOTE_LINK.sub("", content), base), text(status, "language"))
    facts = post.metadata(
        provider,
        words,
        author=_author(at(status, "account"), base),
        url=url,
        published=dates.parse(text(status, "created_at") or ""),
        modified=dates.parse(text(status, "edited_at") or ""),
    )
    media = tuple(filter(None, map(_medium, items(status, "media_attachments"))))
    return Finding(
        kind="post",
        method="api",
        provider=provider,
        metadata=facts,
        quote=words,
        media=media,
        reply_to=_reply_to(status, base),
        poll=_poll(at(status, "poll")),
        content_warning=_warning(status, "spoiler_text", media),
        ttl=DAY,
    )


def _quoted(status: Any, base: str, provider: Provider) -> Finding | None:  # noqa: ANN401  (JSON)
    """Mastodon wraps a quoted status in a Quote with its state; Akkoma and others give the status itself."""
    quote = at(status, "quote") or at(status, "pleroma", "quote")
    if at(quote, "state") is None:
        return _from_status(quote, base, provider)
    return (
        _from_status(at(quote, "quoted_status"), base, provider) if at(quote, "state") == "accepted" else None
    )


def _author(account: Any, base: str) -> Author | None:  # noqa: ANN401  (JSON)
    handle = _handle(account, base)
    name = text(account, "display_name") or text(account, "username") or handle
    if name is None:
        return None
    return Author(name=name, handle=handle, url=text(account, "url"), avatar=text(account, "avatar"))


def _handle(account: Any, base: str) -> str | None:  # noqa: ANN401  (JSON)
    """`ann@server`: accounts of the server itself have only `ann` in `acct`."""
    handle = text(account, "acct")
    return handle if handle is None or "@" in handle else f"{handle}@{urlsplit(base).hostname}"


def _medium(attachment: Any) -> Media | None:  # noqa: ANN401  (JSON)
    kind, url = _MEDIA.get(text(attachment, "type") or ""), text(attachment, "url")
    if kind is None or url is None:
        return None
    size = at(attachment, "meta", "original")
    return Media(
        type=kind,
        url=url,
        width=pixels(at(size, "width")),
        height=pixels(at(size, "height")),
        alt=text(attachment, "description"),
        poster=text(attachment, "preview_url") if kind == "video" else None,
    )


def _warning(stated: Any, name: str, media: tuple[Media, ...]) -> str | None:  # noqa: ANN401  (JSON)
    """The words of the author, otherwise that the pictures are marked as sensitive."""
    return text(stated, name) or (post.SENSITIVE if media and at(stated, "sensitive") is True else None)


def _reply_to(status: Any, base: str) -> ReplyTo | None:  # noqa: ANN401  (JSON)
    """The answered author by the mention of the same account, or the author of a thread."""
    key, account = text(status, "in_reply_to_id"), text(status, "in_reply_to_account_id")
    if key is None:
        return None
    people = [at(status, "account"), *items(status, "mentions")]
    answered = next((person for person in people if account and text(person, "id") == account), None)
    account_name = text(answered, "acct")
    if account_name is None:
        return None
    name = text(answered, "display_name") or text(answered, "username")
    url = urls.join(f"/@{account_name}/{key}", base).text
    return ReplyTo(name=name, handle=_handle(answered, base), url=url)


def _poll(poll: Any) -> Poll | None:  # noqa: ANN401  (JSON)
    stated = [(text(option, "title"), count(option, "votes_count")) for option in items(poll, "options")]
    votes = count(poll, "voters_count") or count(poll, "votes_count")
    return _shares(stated, votes, text(poll, "expires_at"))


def _shares(stated: list[tuple[str | None, int | None]], votes: int | None, ends: str | None) -> Poll | None:
    """The options of a poll, each with its votes, as shares of all votes."""
    options = tuple(
        PollOption(text=label, share=min(own / votes, 1.0) if own is not None and votes else None)
        for label, own in stated
        if label
    )
    return Poll(options=options, ends=dates.parse(ends or "")) if options else None


def _from_object(snapshot: Snapshot, provider: Provider, author: Author | None) -> Finding:
    """A Note or a Question of ActivityStreams."""
    note = json.loads(snapshot)
    content = at(note, "content")
    if text(note, "type") not in {"Note", "Question"} or not isinstance(content, str):
        raise UpstreamError("The server answered without the post.")
    language = next(iter(members(note, "contentMap")), None)
    words = post.quote(runs.from_html(_QUOTE_LINK.sub("", content), snapshot.url), language)
    facts = post.metadata(
        provider,
        words,
        author=author,
        url=text(note, "url") or text(note, "id") or snapshot.url,
        published=dates.parse(text(note, "published") or ""),
        modified=dates.parse(text(note, "updated") or ""),
    )
    answered = text(note, "inReplyTo")
    options = items(note, "oneOf") or items(note, "anyOf")
    counts = [count(option, "replies", "totalItems") for option in options]
    votes = count(note, "votersCount") or sum(filter(None, counts))
    media = tuple(filter(None, map(_attached, items(note, "attachment"))))
    return Finding(
        kind="post",
        method="api",
        provider=provider,
        metadata=facts,
        quote=words,
        media=media,
        reply_to=ReplyTo(url=answered) if answered else None,
        poll=_shares(
            [(text(option, "name"), own) for option, own in zip(options, counts, strict=True)],
            votes,
            text(note, "endTime"),
        ),
        content_warning=_warning(note, "summary", media),
        ttl=DAY,
    )


def _attached(attachment: Any) -> Media | None:  # noqa: ANN401  (JSON)
    kind = _MEDIA.get((text(attachment, "mediaType") or "").partition("/")[0])
    url = text(attachment, "url")
    if kind is None or url is None:
        return None
    width, height = pixels(at(attachment, "width")), pixels(at(attachment, "height"))
    return Media(type=kind, url=url, width=width, height=height, alt=text(attachment, "name"))
