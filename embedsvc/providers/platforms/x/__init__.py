"""X, formerly Twitter: posts, by oEmbed merged with what X's own embeds are made from (`syndication`).

The oEmbed answers of publish.x.com (and of its older host) have the words in HTML with their language and
direction, and the day; a missing post is a 404 with an HTML body, a protected or age-restricted one a 403
with a JSON `error`. The syndication has the exact time and much else. Either may fail to find a post that the
other has. `EMBEDSVC_X_SYNDICATION=off` leaves the second out.

Shapes: oEmbed as recorded 2015 to 2026.

X's developer terms require deletion of posts that were deleted there. They bind whoever accepts them for an
API key; only open answers are used here, so posts are archived in full.
"""

import dataclasses
import re
from collections.abc import Iterator

from embedsvc import urls
from embedsvc.errors import DAY, Failure, UpstreamError, UpstreamRefused, for_status
from embedsvc.model import Ask, Finding, Flow, Metadata, Quote, Snapshot, Url
from embedsvc.providers import post, post_preview, quoted_html, webpage
from embedsvc.providers.oembed_answer import ACCEPT, completed, request_url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.platforms.x import syndication
from embedsvc.providers.platforms.x.facts import HOME, X, author, day, permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup import json, oembed
from embedsvc.read.markup.json_path import text

OEMBED = "https://publish.x.com/oembed"
OLDER_OEMBED = "https://publish.twitter.com/oembed"

OWN_PAGES = (
    "about|account|compose|download|explore|hashtag|home|i|intent|jobs|login|logout|messages|notifications"
    "|oauth|privacy|rules|search|settings|share|signup|tos|who_to_follow|widgets"
)
"""First segments of X's own pages, which no account has as its name."""
PAGE = re.compile(
    r"/(?:(?:i(?:/web)?|(?P<who>[A-Za-z0-9_]{1,20}))/status(?:es)?|statuses)/(?P<key>\d{1,19})(?:[/?].*)?"
    rf"|/(?P<account>(?!(?:{OWN_PAGES})\b)[A-Za-z0-9_]{{1,15}})/?(?:\?.*)?"
    r"|/(?P<shown>(?:i/(?:article|events|lists|moments|spaces|broadcasts|communities)"
    r"|[A-Za-z0-9_]{1,15}/(?:article|lists))/\w{1,64})"
    r"/?(?:\?.*)?",
    re.DOTALL,
)
"""A post, an account, or a list, an event and the like."""
ANSWER = re.compile(
    r"/(?:tweet-result|1(?:\.1)?/statuses/oembed\.json)\?(?:.*&)?id=(?P<key>\d{1,19})(?:&.*)?"
)
"""An answer about a post, pasted in its place."""

POST_HOST = re.compile(r"(?:^|\.)(?:x|twitter)\.com$")

PREVIEW = re.compile(
    r"(?P<name>.{1,200}?) (?:\(@(?P<handle>\w{1,20})\) )?\w{1,20} (?:X|Twitter)"
    r"(?:: [\"“](?P<words>.*)[\"”])?(?: / (?:X|Twitter))?",
    re.DOTALL,
)
"""The preview title of a post page: `Name (@handle) on X`, or `Name on X: "words"`."""

MIRRORS = (
    "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com", "twittpr.com",  # for previews in chats
    "nitter.net", "nitter.poast.org", "nitter.privacydev.net", "nitter.tiekoetter.com", "nitter.cz",
    "nitter.it", "nitter.1d4.us", "nitter.unixfox.eu", "nitter.kavin.rocks", "xcancel.com", "lightbrd.com",
)  # fmt: skip
"""Hosts of others with X's paths."""


def flow(
    url: Url,
    who: str | None = None,
    key: str | None = None,
    account: str | None = None,
    shown: str | None = None,
    *,
    x_syndication: bool,
) -> SiteFlow:
    """A post; a card of anything else that is linked. Other hosts of X have ordinary pages."""
    if key is None and url.host.removeprefix("www.") not in {"x.com", "twitter.com"}:
        return None
    if key is None:
        return (yield from _card(url, account, shown))
    return (yield from _post(url, who, key, syndicated=x_syndication))


def _post(url: Url, who: str | None, key: str, *, syndicated: bool) -> Flow:
    """The post by either oEmbed host, completed by syndication; by its own page if none of them has it."""
    path = f"{who or 'i'}/status/{key}"
    link = url.text if POST_HOST.search(url.host) else HOME + path
    found: Finding | None = None
    refusals: list[Failure] = []
    for ask in _asks(url, key, (HOME + path, link), syndicated=syndicated):
        if found and ask.method == "oembed":
            continue
        try:
            answer: Finding = yield ask
        except Failure as failure:
            if failure.answered and not found:
                raise
            refusals += [failure] if failure.stated_by_source else []
        else:
            found = _merged(found, answer) if found else answer
    return found or (yield from _preview(urls.parse(link), who, key, refusals[-1] if refusals else None))


def _asks(url: Url, key: str, links: tuple[str, str], *, syndicated: bool) -> Iterator[Ask[Finding]]:
    for endpoint, link in zip((OEMBED, OLDER_OEMBED), links, strict=True):
        yield _ask_oembed(request_url(endpoint, {"url": link, "omit_script": "1", "dnt": "true"}), key)
    if url.path.endswith("/oembed.json"):
        yield _ask_oembed(url, key)
    if syndicated:
        yield syndication.ask(key)


def _ask_oembed(url: Url, key: str) -> Ask[Finding]:
    return Ask(
        url=url,
        read=lambda snapshot: _from_oembed(snapshot, key),
        method="oembed",
        accept=ACCEPT,
        read_statuses=frozenset({403}),
        share=0.4,
    )


def _preview(url: Url, who: str | None, key: str, refusal: Failure | None) -> Flow:
    """The post from its own page. If that fails too, what the other answers stated about the post counts."""
    try:
        found: Finding = yield webpage.ask(url, lambda snapshot: _from_page(snapshot, who, key))
    except Failure as failure:
        if refusal:
            raise refusal from failure
        if failure.answered:
            return webpage.link(url, X)
        raise
    return found


def _merged(first: Finding, syndicated: Finding) -> Finding:
    """The words by oEmbed, with the real addresses of its links, and all else that syndication has."""
    first_words, other_words = (found.quote or Quote(runs=()) for found in (first, syndicated))
    links = {run.text: run.url for run in other_words.runs if run.type == "link"}
    runs = tuple(dataclasses.replace(run, url=links.get(run.url or "", run.url)) for run in first_words.runs)
    if len(first_words.text) <= len(other_words.text):
        runs = syndication.marked(runs, is_cut=other_words.text.endswith("…"))
    known = completed(
        dataclasses.replace(first.metadata, authors=(), published=syndicated.metadata.published),
        syndicated.metadata,
    )
    return dataclasses.replace(
        syndicated,
        method=first.method,
        metadata=known,
        quote=first.quote and dataclasses.replace(first.quote, runs=runs),
    )


def _card(url: Url, account: str | None, shown: str | None) -> Flow:
    """An account, a list or an event by the preview of its page; without one, by its address."""
    named = f"@{account}" if account else shown
    card = Finding(
        kind="link",
        method="link",
        provider=X,
        metadata=Metadata(
            title=f"{named} on X", publisher=X.name, canonical_url=HOME + str(account or shown)
        ),
    )
    try:
        preview: Metadata = yield webpage.ask(url, post_preview.card, share=0.8)
    except Failure as failure:
        if failure.answered:
            return card
        raise
    return dataclasses.replace(card, method="metadata", metadata=completed(preview, card.metadata))


def _from_oembed(snapshot: Snapshot, key: str) -> Finding:
    if failure := for_status(snapshot.status):
        _raise_refusal(snapshot)
        raise failure(f"The site answered with status {snapshot.status}.")
    answer = oembed.parse(snapshot)
    quoted = quoted_html.read(answer)
    words = quoted_html.quote(quoted)
    by = author(answer.author_name or quoted.name, quoted_html.handle(quoted, answer))
    published = day(quoted.day, quoted.language, int(key))
    facts = post.metadata(X, words, author=by, url=permalink(by, key), published=published)
    return Finding(kind="post", method="oembed", provider=X, metadata=facts, quote=words, ttl=DAY)


def _raise_refusal(snapshot: Snapshot) -> None:
    """A refusal in JSON is about the post; one in HTML is about who asks."""
    try:
        sentence = (text(json.loads(snapshot), "error") or "").lower()
    except UpstreamError:
        return
    if "suspended" in sentence:
        raise UpstreamRefused("X has suspended the account of this post.", ends_source=True)
    if "not authorized" in sentence:
        raise UpstreamRefused("This post is protected, or X shows it to adults with an account only.")


def _from_page(snapshot: Snapshot, who: str | None, key: str) -> Finding:
    preview = post_preview.read(snapshot, PREVIEW)
    by = author(preview.name, preview.handle or who)
    published = day(None, None, int(key))
    facts = post.metadata(X, preview.quote, author=by, url=permalink(by, key), published=published)
    return Finding(kind="post", method="metadata", provider=X, metadata=facts, quote=preview.quote, ttl=DAY)


def _mirrors() -> Iterator[tuple[str, str]]:
    for mirror in MIRRORS:
        yield mirror, "x.com"
        yield f"*.{mirror}", "x.com"


SITES = (
    Site(
        provider=X,
        hosts={
            "x.com": PAGE,
            "twitter.com": PAGE,
            "api.twitter.com": ANSWER,
            "syndication.twimg.com": ANSWER,
        },
        flow=flow,
        settings=("x_syndication",),
        aliases={
            "m.twitter.com": "twitter.com",
            "mobile.twitter.com": "twitter.com",
            "mobile.x.com": "x.com",
            **dict(_mirrors()),
        },
        tracking=("s", "t", "ref_src", "ref_url", "cxt", "cn", "refsrc"),
        permalinks=(
            Permalink(
                ("platform.twitter.com", "platform.x.com"),
                r"/embed/(?:Tweet|index)\.html\?(?:.*&)?(?:id|tweetId)=(?P<key>\d{1,19})(?:&.*)?",
                "https://x.com/i/status/{key}",
                Example(
                    "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1354104000000000001&theme=light",
                    "https://x.com/i/status/1354104000000000001",
                ),
            ),
            Permalink(
                ("twitter.com", "x.com"),
                r"/i/(?:videos(?:/tweet)?|cards/tfw/v1)/(?P<key>\d{1,19})(?:[/?].*)?",
                "https://x.com/i/status/{key}",
                Example(
                    "https://twitter.com/i/videos/tweet/1354104000000000001",
                    "https://x.com/i/status/1354104000000000001",
                ),
            ),
        ),
        profile=HOME + "{handle}",
        retention="full",
        gives={"post": "oembed"},
        examples=(
            "https://x.com/KremlinRussia_E/status/1354104000000000001",
            "https://twitter.com/KremlinRussia_E/status/1354104000000000001?s=20&t=abc",
            "https://mobile.twitter.com/KremlinRussia_E/statuses/1354104000000000001",
            "https://x.com/KremlinRussia_E/status/1354104000000000001/photo/1",
            "https://x.com/i/status/1354104000000000001",
            "https://x.com/i/web/status/1354104000000000001",
            "https://fxtwitter.com/KremlinRussia_E/status/1354104000000000001",
            "https://x.com/KremlinRussia_E",
            "https://x.com/i/events/1354104000000000001",
            "https://x.com/i/lists/1354104000000000001",
            "https://cdn.syndication.twimg.com/tweet-result?id=1354104000000000001&lang=en",
        ),
    ),
)
