"""The driver: from a pasted string to an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from embedsvc.errors import Failure
from embedsvc.model import Ask, Embed, Failed, Url
from embedsvc.store import PlatformHealth, WorkerOnlyTier
from tests.support.recorded import NOW, Answer, Web, embed, page, resolve, resolver
from tests.support.sites import SITES
from tests.support.stages import live, pipeline

POST_PAGE = (
    '<meta property="og:title" content="Ann (@ann) on X"><meta property="og:description" content="“Hello.”">'
)
PAGE = "https://news.example/a"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "invalid_url"),
        ("not a url", "invalid_url"),
        ("a" * 10_000, "invalid_url"),
        ("https://news.example/" + "a" * 5_000, "invalid_url"),
        ("javascript:alert(1)", "unsupported_scheme"),
        ("file:///etc/passwd", "unsupported_scheme"),
    ],
)
def test_text_that_is_not_a_link_is_a_failed_value(text: str, code: str) -> None:
    """Nothing is requested, nothing is stored, and the caller's text comes back verbatim."""
    value = resolve(text, {})
    assert isinstance(value, Failed)
    assert (value.code, value.url, value.tried) == (code, text, ())
    assert value.expires_at == value.fetched_at
    assert value.detail


def test_the_text_of_the_caller_comes_back_verbatim() -> None:
    """Tracking parameters are removed from the key and from the request, not from `url`."""
    text = "news.example/a?utm_source=mail#part"
    value = embed(text, {PAGE: page("<title>Words of the page</title>")})
    assert value.url == text
    assert value.tried[0].url == PAGE


@pytest.mark.parametrize(
    "text", ["Words of the page https://news.example/a", "<https://news.example/a>", "(news.example/a)."]
)
def test_of_a_text_the_link_comes_back(text: str) -> None:
    """As it is written there."""
    value = embed(text, {PAGE: page("<title>Words of the page</title>")})
    assert value.url == text.strip("<>().").split()[-1]
    assert value.key == PAGE


def test_a_fragment_that_is_the_address_stays_and_is_not_sent() -> None:
    """It is part of the key; what is requested, tried and recorded has none."""
    web = Web({PAGE: page("<title>Words of the page</title>")})
    value = resolver(web)(PAGE + "#/item/7?token=secret").value
    assert value.key == PAGE + "#/item/7?token=secret"
    assert web.asked == [PAGE]
    assert "secret" not in str(value.tried)


def test_a_link_that_stands_for_another_one_is_cited_by_that_one() -> None:
    """Shorteners end sooner than what they lead to. `url` stays what was pasted."""
    short, video = "https://sho.rt.example/abc", "https://www.youtube.com/watch?v=abcdefghijk"
    asked = "https://www.youtube.com/oembed?" + urlencode({"format": "json", "url": video})
    answer = Answer('{"type": "video", "title": "A film", "author_name": "ann"}', "application/json")
    value = embed(short, {short: Answer("", final=video), asked: answer})
    assert (value.url, value.finding.metadata.title) == (short, "A film")
    assert value.finding.metadata.canonical_url == video
    assert embed(video, {asked: answer}).finding.metadata.canonical_url is None


def test_attempts_have_no_query() -> None:
    """It may contain secrets."""
    value = resolve(PAGE + "?token=secret", {})
    assert "secret" not in str(value.tried)


def test_freshness_stays_within_its_bounds() -> None:
    """Whatever upstream states, an answer is fresh for at least the floor and at most the ceiling."""
    value = embed(PAGE, {PAGE: page("<title>Words of the page</title>")})
    assert value.fetched_at == NOW
    assert 60 <= value.expires_at - NOW <= 30 * 86400


@pytest.mark.parametrize(
    ("status", "seconds"), [(200, 86_400), (410, 3_600), (403, 3_600), (429, 600), (500, 600), (503, 600)]
)
def test_what_stands_in_for_a_better_way_is_fresh_for_a_short_time(status: int, seconds: int) -> None:
    """Where the better way may work again in a few minutes; one that refuses or has nothing will do so again."""
    link = "https://www.reddit.com/r/news/comments/abc123/a_title/"
    asked = "https://www.reddit.com/oembed?" + urlencode({"url": link, "format": "json"})
    answer = Answer('{"type": "rich", "title": "A title", "author_name": "ann"}', "application/json", status)
    value = embed(link, {asked: answer, link: page("<title>A title</title>")})
    assert value.expires_at - NOW == seconds


def test_what_only_completes_an_answer_does_not_shorten_it() -> None:
    """The page fails after oEmbed has given the post."""
    link = "https://www.reddit.com/r/news/comments/abc123/a_title/"
    asked = "https://www.reddit.com/oembed?" + urlencode({"url": link, "format": "json"})
    answer = Answer('{"type": "rich", "title": "A title", "author_name": "ann"}', "application/json")
    assert embed(link, {asked: answer}).expires_at - NOW == 86_400


def test_nothing_is_requested_after_the_deadline() -> None:
    """One deadline limits all the requests that a link needs."""
    ticks = iter([0.0, 11.0, 12.0, 13.0])
    web = Web({PAGE: page()})
    value = resolver(web, monotonic=lambda: next(ticks))(PAGE).value
    assert isinstance(value, Failed)
    assert value.code == "upstream_timeout"
    assert web.asked == []


def test_each_attempt_is_watched_with_its_link() -> None:
    """From the request until the response has been read, so that what is wrong in it counts too."""
    watched: list[tuple[str, str, str | None]] = []

    @contextmanager
    def watch(link: Url, ask: Ask[Any]) -> Iterator[None]:
        try:
            yield
        except Failure as failure:
            watched.append((link.text, ask.url.host, failure.code))
            raise
        watched.append((link.text, ask.url.host, None))

    post = "https://x.com/ann/status/1"
    query = urlencode({"url": post, "omit_script": "1", "dnt": "true"})
    web = Web({f"https://publish.twitter.com/oembed?{query}": Answer("no JSON")})
    pipeline(live(web.fetch, watch=watch))(post)
    assert watched == [
        (post, "publish.x.com", "upstream_unreachable"),
        (post, "publish.twitter.com", "upstream_error"),
        (post, "cdn.syndication.twimg.com", "upstream_unreachable"),
        (post, "x.com", "upstream_unreachable"),
    ]
    watched.clear()
    pipeline(live(Web({PAGE: page()}).fetch, watch=watch))(PAGE)
    assert watched == [(PAGE, urlsplit(PAGE).hostname, None)]


def test_a_way_that_is_skipped_is_an_attempt_with_its_code() -> None:
    """The next way answers. Where there is none, the failure ends when the way is tried again."""
    pages = {f"https://x.com/ann/status/{number}": page(POST_PAGE) for number in range(7)}
    web = Web(pages)
    health = PlatformHealth(WorkerOnlyTier(), SITES.provider_of, lambda: NOW, lambda: 0.0)
    resolve = pipeline(live(web.fetch, clock=lambda: NOW, watch=health.watch))
    for link in list(pages)[:5]:
        resolve(link)
    web.asked.clear()
    value = resolve("https://x.com/ann/status/5").value
    assert isinstance(value, Embed)
    assert value.finding.quote
    assert web.asked == ["https://x.com/ann/status/5"]
    assert [attempt.code for attempt in value.tried] == [*["upstream_unreachable"] * 3, None]

    missing = Web({})
    resolve = pipeline(live(missing.fetch, clock=lambda: NOW, watch=health.watch))
    for number in range(10, 16):
        failed = resolve(f"https://x.com/ann/status/{number}").value
    assert len(missing.asked) == 5
    assert isinstance(failed, Failed)
    assert (failed.code, failed.expires_at) == ("upstream_unreachable", NOW + 30)
    assert len(failed.tried) == 4
