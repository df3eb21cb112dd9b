"""X, formerly Twitter: posts, by the oEmbed answers of publish.x.com and of its older host.

Neither needs a key. The HTML of the answer has the words, their language and direction, and the day. A
missing post is a 404 with an HTML body.

X's developer terms require deletion of posts that were deleted there. They bind whoever accepts them for an
API key; only the open oEmbed answers are used here, so posts are archived in full.
"""

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from embedsvc.errors import DAY, Failure
from embedsvc.model import Ask, Author, Finding, Flow, Metadata, Method, Provider, Quote, Snapshot, Url
from embedsvc.providers import post_preview, quoted_html, webpage
from embedsvc.providers.oembed_answer import ACCEPT, request_url
from embedsvc.providers.site import Site
from embedsvc.read.dates import dates
from embedsvc.read.markup import oembed

HOME = "https://x.com/"
X = Provider(name="X", url=HOME, key="x")
POST = re.compile(
    r"/(?:(?:i(?:/web)?|(?P<who>[A-Za-z0-9_]{1,20}))/status(?:es)?|statuses)/(?P<key>\d{1,19})(?:[/?].*)?",
    re.DOTALL,
)

PREVIEW = re.compile(
    r"(?P<name>.{1,200}?) (?:\(@(?P<handle>\w{1,20})\) )?\w{1,20} (?:X|Twitter)"
    r"(?:: [\"“](?P<words>.*)[\"”])?(?: / (?:X|Twitter))?",
    re.DOTALL,
)
"""The preview title of a post page: `Name (@handle) on X`, or `Name on X: "words"`."""

FIRST_SNOWFLAKE = 29_700_000_000
"""From this id on, the upper bits are milliseconds since SNOWFLAKE_EPOCH."""
SNOWFLAKE_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)

MIRRORS = (
    "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com", "twittpr.com",  # for previews in chats
    "nitter.net", "nitter.poast.org", "nitter.privacydev.net", "nitter.tiekoetter.com", "nitter.cz",
    "nitter.it", "nitter.1d4.us", "nitter.unixfox.eu", "nitter.kavin.rocks", "xcancel.com", "lightbrd.com",
)  # fmt: skip
"""Hosts of others with X's paths."""


def flow(url: Url, who: str | None, key: str) -> Flow:
    """The post by either oEmbed host, then by its own page."""
    path = f"{who or 'i'}/status/{key}"
    refusal: Failure | None = None
    for endpoint, address in (
        ("https://publish.x.com/oembed", f"https://x.com/{path}"),
        ("https://publish.twitter.com/oembed", f"{url.scheme}://{url.host}/{path}"),
    ):
        try:
            post: Finding = yield Ask(
                url=request_url(endpoint, {"url": address, "omit_script": "1", "dnt": "true"}),
                read=lambda snapshot: _from_oembed(snapshot, key),
                method="oembed",
                accept=ACCEPT,
                share=0.4,
            )
        except Failure as failure:
            refusal = failure if failure.stated_by_source else refusal
        else:
            return post
    return (yield from _preview(url, who, key, refusal))


def _preview(url: Url, who: str | None, key: str, refusal: Failure | None) -> Flow:
    """The post from its own page. If that fails too, what an oEmbed host stated about the post counts."""
    try:
        post: Finding = yield Ask(
            url=url,
            read=lambda snapshot: _from_page(snapshot, who, key),
            method="metadata",
            accept=webpage.ACCEPT,
        )
    except Failure as failure:
        if refusal:
            raise refusal from failure
        if failure.answered:
            return dataclasses.replace(webpage.link(url), provider=X)
        raise
    return post


def _from_oembed(snapshot: Snapshot, key: str) -> Finding:
    answer = oembed.parse(snapshot)
    post = quoted_html.read(answer)
    return _finding(
        "oembed",
        name=answer.author_name or post.name,
        handle=quoted_html.handle(post, answer),
        published=_day(post.day, post.language, int(key)),
        quote=quoted_html.quote(post),
        key=key,
    )


def _from_page(snapshot: Snapshot, who: str | None, key: str) -> Finding:
    post = post_preview.read(snapshot, PREVIEW)
    return _finding(
        "metadata",
        name=post.name,
        handle=post.handle or who,
        published=_day(None, None, int(key)),
        quote=post.quote,
        key=key,
    )


def _finding(
    method: Method, *, name: str | None, handle: str | None, published: str | None, quote: Quote, key: str
) -> Finding:
    author = Author(name=name, handle=handle, url=HOME + handle if handle else None) if name else None
    metadata = Metadata(
        authors=(author,) if author else (),
        publisher=X.name,
        published=published,
        language=quote.language,
        direction=quote.direction,
        canonical_url=f"{HOME}{handle or 'i'}/status/{key}",
    )
    return Finding(kind="post", method=method, provider=X, metadata=metadata, quote=quote, ttl=DAY)


def _day(label: str | None, language: str | None, key: int) -> str | None:
    """The labelled day, unless it contradicts the id, which contains the time of posting."""
    labelled = dates.parse(label, languages=("en", language) if language else ("en",)) if label else None
    posted = _posted(key)
    if posted and labelled:
        difference = abs(date.fromisoformat(labelled[:10]) - posted)
        return labelled if difference <= timedelta(days=1) else posted.isoformat()
    return labelled or (posted.isoformat() if posted else None)


def _posted(key: int) -> date | None:
    if key < FIRST_SNOWFLAKE:
        return None
    return (SNOWFLAKE_EPOCH + timedelta(milliseconds=key >> 22)).date()


def _mirrors() -> Iterator[tuple[str, str]]:
    for mirror in MIRRORS:
        yield mirror, "x.com"
        yield f"*.{mirror}", "x.com"


SITES = (
    Site(
        provider=X,
        hosts={"x.com": POST, "twitter.com": POST},
        flow=flow,
        aliases={
            "m.twitter.com": "twitter.com",
            "mobile.twitter.com": "twitter.com",
            "mobile.x.com": "x.com",
            **dict(_mirrors()),
        },
        tracking=("s", "t", "ref_src", "ref_url", "cxt", "cn", "refsrc"),
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
        ),
    ),
)
