"""A post of the fediverse: by the API of Mastodon, which its kin share, or as ActivityPub.

`GET /api/v1/statuses/ID` needs no token for a public post (Mastodon API, entities Status, MediaAttachment,
Poll, Quote), except on servers that closed it (401, 422). Every server answers the post's own address with
`Accept: application/activity+json` (ActivityPub, ActivityStreams 2.0: Note, Question), except in secure mode.

A remote copy states the address of the origin, which is the permalink. Custom emoji stay the `:names:` that
the API gives. A quoted post is shown where its author accepts that (FEP-044f).
"""

import re

from embedsvc import urls
from embedsvc.errors import DAY
from embedsvc.model import Ask, Author, Finding, Metadata, Provider, Url
from embedsvc.providers import post
from embedsvc.providers.fediverse import note, status
from embedsvc.providers.site import ask_api
from embedsvc.read.posts import plain

ACTIVITY = "application/activity+json"
_TITLE = re.compile(r"(?P<name>.{1,200}?) \(@(?P<handle>[\w.@-]{1,300})\)", re.DOTALL)


def ask_status(url: Url, key: str, provider: Provider) -> Ask[Finding]:
    """The post with the id `key` by the API of the server of `url`."""
    api = urls.join(f"/api/v1/statuses/{key}", url.text)
    return ask_api(api, lambda snapshot: status.from_response(snapshot, provider))


def ask_object(url: Url, provider: Provider, author: Author | None) -> Ask[Finding]:
    """The post at its own address as ActivityPub, which states the author's address but no name."""
    return ask_api(url, lambda snapshot: note.from_response(snapshot, provider, author), accept=ACTIVITY)


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
