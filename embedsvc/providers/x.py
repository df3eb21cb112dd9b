"""X, formerly Twitter: statuses, by the oEmbed answers of publish.x.com and its older host.

Neither host wants a key. The answer's HTML holds the words, their language and direction, and the day;
a missing status is a 404 whose body is HTML.
"""

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta

from embedsvc.errors import DAY, Failure, Gone, NotFound, UpstreamError, UpstreamRefused
from embedsvc.model import Ask, Author, Finding, Flow, Metadata, Provider, Quote, Snapshot, Url
from embedsvc.providers import webpage
from embedsvc.providers.oembed_answer import ACCEPT, request
from embedsvc.providers.site import Site
from embedsvc.read.dates import dates
from embedsvc.read.html import document
from embedsvc.read.language import direction_of, script_of
from embedsvc.read.markup import meta, oembed
from embedsvc.read.posts import blockquote, plain

HOME = "https://x.com/"
X = Provider(name="X", url=HOME, key="x")
STATUS = re.compile(
    r"/(?:(?:i(?:/web)?|(?P<handle>[A-Za-z0-9_]{1,20}))/status(?:es)?|statuses)/(?P<id>\d{1,19})(?:[/?].*)?",
    re.DOTALL,
)
ADMITS = (NotFound, Gone, UpstreamRefused)
"""Failures that say something of the status itself, and not of the way to it."""

PREVIEW = re.compile(
    r"(?P<name>.{1,200}?) (?:\(@(?P<handle>\w{1,20})\) )?\w{1,20} (?:X|Twitter)"
    r"(?:: [\"“](?P<words>.*)[\"”])?(?: / (?:X|Twitter))?",
    re.DOTALL,
)
"""The title that X shows to programs that preview links: `Name (@handle) on X`, or `Name on X: "words"`."""

FIRST_SNOWFLAKE = 29_700_000_000
"""From this id on, the upper bits count milliseconds from SNOWFLAKE_EPOCH."""
SNOWFLAKE_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)


def flow(url: Url) -> Flow:
    """The status by either host, else by its own page."""
    handle, identifier = _names(url)
    path = f"{handle or 'i'}/status/{identifier}"
    told: Failure | None = None
    for endpoint, status in (
        ("https://publish.x.com/oembed", f"https://x.com/{path}"),
        ("https://publish.twitter.com/oembed", f"{url.scheme}://{url.host}/{path}"),
    ):
        try:
            post: Finding = yield _ask(endpoint, status, int(identifier))
        except Failure as failure:
            told = failure if isinstance(failure, ADMITS) else told
        else:
            return post
    return (yield from _preview(url, told))


def _preview(url: Url, told: Failure | None) -> Flow:
    """The status as its own page shows it to programs that preview links; where that fails too, what the
    other ways told of the status counts.
    """
    try:
        post: Finding = yield Ask(
            url=url,
            read=lambda snapshot: _of_page(snapshot, url),
            method="metadata",
            accept=webpage.ACCEPT,
        )
    except Failure as failure:
        if told:
            raise told from failure
        if failure.answered:
            return dataclasses.replace(webpage.link(url), provider=X)
        raise
    return post


def _names(url: Url) -> tuple[str | None, str]:
    match = SITE.match(url)
    if match is None:
        raise ValueError(url.text)
    return match["handle"], match["id"]


def _ask(endpoint: str, status: str, identifier: int) -> Ask[Finding]:
    return Ask(
        url=request(endpoint, {"url": status, "omit_script": "1", "dnt": "true"}),
        read=lambda snapshot: _finding(snapshot, identifier),
        method="oembed",
        accept=ACCEPT,
        share=0.4,
    )


def _finding(snapshot: Snapshot, identifier: int) -> Finding:
    """The status of an oEmbed answer; raises UpstreamError for an answer without its words."""
    answer = oembed.parse(snapshot)
    quoted = blockquote.parse(answer.html or "")
    if quoted is None:
        raise UpstreamError("X answered without the words of the status.")
    handle = quoted.handle or (answer.author_url or "").rstrip("/").rpartition("/")[2] or None
    name = answer.author_name or quoted.name
    metadata = Metadata(
        authors=(_author(name, handle),) if name else (),
        publisher=X.name,
        published=_day(quoted.day, quoted.language, identifier),
        language=quoted.language,
        direction=quoted.direction,
        canonical_url=f"{HOME}{handle or 'i'}/status/{identifier}",
    )
    quote = Quote(runs=quoted.runs, language=quoted.language, direction=quoted.direction)
    return Finding(kind="post", method="oembed", provider=X, metadata=metadata, quote=quote, ttl=DAY)


def _of_page(snapshot: Snapshot, url: Url) -> Finding:
    """The status that a page's title and description hold; raises UpstreamError for a page without one."""
    page = document.parse(snapshot)
    head = meta.parse(page)
    match = PREVIEW.fullmatch((head.first("og:title", "twitter:title") or "")[:5000])
    words: str | None = match and (match["words"] or head.first("og:description", "twitter:description"))
    if match is None or not words:
        raise UpstreamError("X shows no words of the status on its page.", answered=True)
    named, identifier = _names(url)
    handle = match["handle"] or named
    metadata = Metadata(
        authors=(_author(match["name"], handle),),
        publisher=X.name,
        published=_day(None, None, int(identifier)),
        canonical_url=f"{HOME}{handle or 'i'}/status/{identifier}",
    )
    if words.startswith("“") and words.endswith("”"):
        words = words[1:-1]
    quote = Quote(runs=plain.to_runs(words), direction=direction_of(script_of(words)))
    return Finding(kind="post", method="metadata", provider=X, metadata=metadata, quote=quote, ttl=DAY)


def _author(name: str, handle: str | None) -> Author:
    return Author(name=name, handle=handle, url=HOME + handle if handle else None)


def _day(label: str | None, language: str | None, identifier: int) -> str | None:
    """The day that the answer names, unless the id, which holds the moment of posting, speaks against it."""
    named = dates.parse(label, languages=("en", language) if language else ("en",)) if label else None
    posted = _posted(identifier)
    if posted and named:
        apart = abs(date.fromisoformat(named[:10]) - posted)
        return named if apart <= timedelta(days=1) else posted.isoformat()
    return named or (posted.isoformat() if posted else None)


def _posted(identifier: int) -> date | None:
    if identifier < FIRST_SNOWFLAKE:
        return None
    return (SNOWFLAKE_EPOCH + timedelta(milliseconds=identifier >> 22)).date()


SITE = Site(
    hosts={"x.com": STATUS, "twitter.com": STATUS},
    flow=flow,
    examples=(
        "https://x.com/KremlinRussia_E/status/1354104000000000001",
        "https://twitter.com/KremlinRussia_E/status/1354104000000000001?s=20&t=abc",
        "https://mobile.twitter.com/KremlinRussia_E/statuses/1354104000000000001",
        "https://x.com/KremlinRussia_E/status/1354104000000000001/photo/1",
        "https://x.com/i/status/1354104000000000001",
        "https://x.com/i/web/status/1354104000000000001",
    ),
)
