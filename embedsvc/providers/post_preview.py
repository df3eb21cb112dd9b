"""A post from its own page: the title, description and picture that platforms give to link previews."""

import re
from dataclasses import dataclass

from embedsvc.errors import DAY, UpstreamError
from embedsvc.model import Author, Finding, Image, Metadata, Provider, Quote, Snapshot, Url
from embedsvc.providers import post, webpage
from embedsvc.read import fields
from embedsvc.read.dates import dates
from embedsvc.read.html import document
from embedsvc.read.html.document import Document
from embedsvc.read.markup import meta
from embedsvc.read.markup.meta import Head
from embedsvc.read.posts import plain

MAX_TITLE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A post as a link preview shows it."""

    name: str
    handle: str | None
    quote: Quote
    published: str | None
    image: Image | None


def read(
    snapshot: Snapshot,
    title: re.Pattern[str],
    *,
    description: re.Pattern[str] | None = None,
    markers: tuple[str, ...] = (),
) -> Preview:
    """Reads a post page. `title` and `description` match what the page gives as such; their groups are `name`
    and, where the platform has them there, `handle`, `day` and `words`. Without `words` the description
    contains the post. `markers` are what the platform may write after the words.

    Raises UpstreamError if the page shows no post, or the failure of a wall.
    """
    page = webpage.open_page(snapshot).document
    head = meta.parse(page)
    match = title.fullmatch((head.first("og:title", "twitter:title") or "")[:MAX_TITLE])
    stated = head.first("og:description", "twitter:description") or ""
    around = description.match(stated[:MAX_TITLE]) if description else None
    groups = (around.groupdict() if around else {}) | (match.groupdict() if match else {})
    words = groups.get("words") or (stated if match else None)
    for marker in markers:
        words = words and words.removesuffix(marker).rstrip()
    if not words or not match:
        raise UpstreamError("The page of the post shows none of its words.", answered=True)
    if words.startswith("“") and words.endswith("”"):
        words = words[1:-1]
    return Preview(
        name=match["name"],
        handle=groups.get("handle") or (around and around.groupdict().get("handle")),
        quote=post.quote(plain.to_runs(words)),
        published=dates.parse(head.first("article:published_time") or groups.get("day") or ""),
        image=_image(page, head),
    )


def finding(preview: Preview, url: Url, provider: Provider, profile: str | None = None) -> Finding:
    """The post; `profile` is the address of an account, with `{handle}`."""
    address = profile.format(handle=preview.handle) if profile and preview.handle else None
    author = Author(name=preview.name, handle=preview.handle, url=address)
    facts = post.metadata(provider, preview.quote, author=author, url=url.text, published=preview.published)
    return Finding(
        kind="post", method="metadata", provider=provider, metadata=facts, quote=preview.quote, ttl=DAY
    )


def card(snapshot: Snapshot) -> Metadata:
    """What a page shows in link previews. Raises UpstreamError for one without a title."""
    page = document.parse(snapshot)
    head = meta.parse(page)
    title = head.first("og:title", "twitter:title")
    if not title:
        raise UpstreamError("The page has no preview.", answered=True)
    return Metadata(
        title=title,
        description=head.first("og:description", "twitter:description", "description"),
        image=_image(page, head),
    )


def page_metadata(snapshot: Snapshot) -> Metadata:
    """What the page of a post states. Raises the failure of a wall."""
    return fields.from_facts(webpage.open_page(snapshot).page)


def _image(page: Document, head: Head) -> Image | None:
    url = page.absolute(head.first("og:image", "twitter:image"))
    return Image(url=url, alt=head.first("og:image:alt", "twitter:image:alt")) if url else None
