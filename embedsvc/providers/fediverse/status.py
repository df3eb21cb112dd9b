"""A post as the API of Mastodon has it: the entities Status, Account, MediaAttachment, Poll and Quote
(https://docs.joinmastodon.org/entities/).
"""

import dataclasses
from typing import Any
from urllib.parse import urlsplit

from embedsvc import urls
from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Author, Finding, Media, Poll, Provider, ReplyTo, Snapshot
from embedsvc.numbers import pixels
from embedsvc.providers import post
from embedsvc.providers.fediverse.parts import MEDIA, shares, warning, words
from embedsvc.read.dates import dates
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import at, count, items, text


def from_response(snapshot: Snapshot, provider: Provider) -> Finding:
    """The post, or the one that it boosts. Raises UpstreamError for another answer."""
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
    quote = words(content, base, text(status, "language"))
    facts = post.metadata(
        provider,
        quote,
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
        quote=quote,
        media=media,
        reply_to=_reply_to(status, base),
        poll=_poll(at(status, "poll")),
        content_warning=warning(status, "spoiler_text", media),
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
    kind, url = MEDIA.get(text(attachment, "type") or ""), text(attachment, "url")
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
    return shares(stated, votes, text(poll, "expires_at"))
