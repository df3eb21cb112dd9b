"""Bluesky: posts by the public AppView, then by oEmbed, then by the preview of their page.

`com.atproto.identity.resolveHandle` turns a handle into the DID, which stays when a handle moves, and
`app.bsky.feed.getPostThread` has the post (`view`); both are public.api.bsky.app's, without a key. An error
is a 400 with `error` and `message`. The other two are read by `previews`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import unquote, urlencode

from embedsvc import urls
from embedsvc.errors import Failure, Gone, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import Ask, Finding, Snapshot, Url
from embedsvc.providers import webpage
from embedsvc.providers.oembed_answer import ACCEPT, request_url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.platforms.bluesky.facts import BLUESKY, permalink
from embedsvc.providers.platforms.bluesky.previews import from_oembed, from_page
from embedsvc.providers.platforms.bluesky.view import from_thread
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup import json
from embedsvc.read.markup.json_path import text

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

ERRORS: dict[str, tuple[type[Failure], str]] = {
    "NotFound": (NotFound, "Bluesky has no post at this address."),
    "AccountTakedown": (Gone, "Bluesky has suspended the account of this post."),
    "AccountDeactivated": (Gone, "The account of this post has been deactivated."),
}
UNKNOWN_HANDLE = "Bluesky has no account of this name; it may have a new one."

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
        found: Finding = yield _ask("app.bsky.feed.getPostThread", thread, from_thread)
    except Failure as failure:
        if failure.answered:
            raise
    else:
        return found
    return (yield from _without_api(url, who, key))


def _without_api(url: Url, who: str, key: str) -> SiteFlow:
    subject = f"at://{who}/app.bsky.feed.post/{key}" if who.startswith("did:") else permalink(who, key)
    try:
        found: Finding = yield Ask(
            url=request_url(OEMBED, {"format": "json", "url": subject}),
            read=lambda snapshot: from_oembed(snapshot, who, key),
            method="oembed",
            accept=ACCEPT,
            failures={403: (UpstreamRefused, "Its author shows this post to people with an account only.")},
            share=0.5,
        )
    except UpstreamRefused:
        raise  # the page would show a notice of that in place of the words
    except Failure:
        page = urls.parse(permalink(who, key))
        try:
            found = yield webpage.ask(page, lambda snapshot: from_page(snapshot, who, key))
        except Failure as failure:
            if failure.answered:
                return webpage.link(url, BLUESKY)
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


SITES = (
    Site(
        provider=BLUESKY,
        hosts={"bsky.app": POST, "embed.bsky.app": EMBED},
        flow=flow,
        gives={"post": "api"},
        aliases=dict.fromkeys(
            (
                *("fxbsky.app", "bskx.app", "vxbsky.app", "bskye.app", "bsyy.app", "xbsky.app", "cbsky.app"),
                *("blacksky.community", "bskyx.app", "deer.social", "main.bsky.dev"),
            ),
            "bsky.app",
        ),
        tracking=("ref_src", "ref_url"),
        profile="https://bsky.app/profile/{handle}",
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
            "https://deer.social/profile/ann.example/post/3kabcdefghi2x",
            "https://embed.bsky.app/embed/did:plc:abcdefghijklmnop/app.bsky.feed.post/3kabcdefghi2x",
            "https://embed.bsky.app/oembed?url=at%3A%2F%2Fdid%3Aplc%3Aabc%2Fapp.bsky.feed.post%2F3kabc",
        ),
    ),
)
