"""Mastodon and its kin, on any server: Akkoma, GoToSocial, Misskey, Pixelfed, Pleroma.

The page is read first, since only it shows the software; then the status API, then ActivityPub, then what the
page itself has. If it is a copy of another server's post, that server is asked too. Software is recognised by
its own marks: `<div id="mastodon">`, a generator.
"""

import re
from functools import partial

from embedsvc.errors import Failure
from embedsvc.model import Finding, Provider, Url
from embedsvc.providers import fediverse
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow, first_answer
from embedsvc.providers.webpage import Page
from embedsvc.read.html.document import Document
from embedsvc.read.markup import meta
from embedsvc.urls import ANY_HOST, parse

POST = re.compile(
    r"https?://[^/]+(?:/web|/deck)?"
    r"/(?:@[\w.@-]{1,300}/(?:statuses/|posts/)?|users/[\w.-]{1,100}/statuses/|notice/|notes/|objects/|p/[\w.-]{1,100}/)"
    r"(?P<key>[\w-]{1,64})/?(?:[?#].*)?"
)
SOFTWARE: tuple[tuple[str, str, str, tuple[bytes, ...]], ...] = (
    ("Akkoma", "https://akkoma.social/", "akkoma.social", (b"To use Akkoma",)),
    ("GoToSocial", "https://gotosocial.org/", "gotosocial.org", ()),
    ("Misskey", "https://misskey-hub.net/", "misskey-hub.net", ()),
    ("Pixelfed", "https://pixelfed.org/", "pixelfed.org", (b'content="pixelfed"', b"/api/pixelfed/")),
    ("Pleroma", "https://pleroma.social/", "pleroma.social", (b"To use Pleroma",)),
    ("Mastodon", "https://joinmastodon.org/", "joinmastodon.org", (b'id="mastodon"', b"id='mastodon'")),
)
"""Name, home page and its host, and what its pages contain besides a generator of that name."""


def recognise(page: Document, *, name: str, marks: tuple[bytes, ...]) -> bool:
    """Whether this is the page of a post, made by the software of this name."""
    if not POST.fullmatch(page.url):
        return False
    stated = meta.parse(page).first("generator", "application-name") or ""
    return page.contains(*marks) or stated.lower().startswith(name.lower())


def flow(url: Url, page: Page, *, provider: Provider) -> SiteFlow:
    """The post by the API, as ActivityPub, or from its page."""
    match = POST.fullmatch(url.text)
    author = fediverse.author_of(url, page.metadata)
    asks = [fediverse.ask_status(url, match["key"], provider)] if match else []
    found = yield from first_answer(*asks, fediverse.ask_object(url, provider, author))
    if isinstance(found, Finding):
        return (yield from _at_origin(url, found, provider))
    return fediverse.from_preview(url, page.metadata, provider)


def _at_origin(url: Url, copy: Finding, provider: Provider) -> SiteFlow:
    """The post as the author's own server has it, since any server can state anything of others; the copy
    where that server does not answer.
    """
    try:
        origin = parse(copy.metadata.canonical_url or "")
    except Failure:
        return copy
    match = POST.fullmatch(origin.text)
    if match is None or origin.host == url.host:
        return copy
    return (yield from first_answer(fediverse.ask_status(origin, match["key"], provider))) or copy


PERMALINKS = (
    Permalink(
        (ANY_HOST,),
        r"/@(?P<who>[\w.@-]{1,100})/(?P<post>\d{5,22})/embed/?(?:\?.*)?",
        "/@{who}/{post}",
        Example(
            "https://mastodon.example/@bees/112345678901234567/embed",
            "https://mastodon.example/@bees/112345678901234567",
        ),
    ),
    Permalink(
        (ANY_HOST,),
        r"/users/(?P<who>\w{1,100})/statuses/(?P<post>\d{5,22})/embed/?(?:\?.*)?",
        "/@{who}/{post}",
        Example(
            "https://mastodon.example/users/bees/statuses/112345678901234567/embed",
            "https://mastodon.example/@bees/112345678901234567",
        ),
    ),
)
"""Of Mastodon alone, so that no two platforms state the same."""

SITES = tuple(
    Site(
        provider=Provider(name=name, url=home, key=name.lower()),
        hosts={host: None},
        flow=partial(flow, provider=Provider(name=name, url=home, key=name.lower())),
        recognise=partial(recognise, name=name, marks=marks),
        gives={"post": "api"},
        permalinks=PERMALINKS if name == "Mastodon" else (),
        retention="full",
    )
    for name, home, host, marks in SOFTWARE
)
