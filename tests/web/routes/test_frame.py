"""`/frame`, for pages that show the block in a frame."""

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.support.known_answers import BAD, BROKEN, GONE, POST, VIDEO, client


def ask(url: str, **query: str) -> TestResponse:
    return client().get("/frame", query_string={"url": url, **query})


def test_the_page_is_the_block() -> None:
    """The same as everywhere, with the style sheet and the scripts that it needs; links open outside."""
    answer = ask(POST)
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")
    assert client().get("/v1/embed.html", query_string={"url": POST}).text in answer.text
    page = html.document_fromstring(answer.text)
    assert page.xpath("//link/@href") == ["/static/embed.css", "/static/frame.css"]
    assert page.xpath("//script/@src") == ["/static/embed.js", "/static/frame.js"]
    assert page.xpath("//base/@target") == ["_blank"]
    assert page.xpath("//script/text() | //style | //@style") == []


def test_every_site_may_frame_it() -> None:
    """And it loads nothing but its own files and players."""
    answer = ask(POST)
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert "frame-ancestors" not in policy
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "https://www.youtube-nocookie.com" in policy["frame-src"].split()
    assert "X-Frame-Options" not in answer.headers


def test_it_is_cached_like_other_responses() -> None:
    """RFC 9111 and 5861, with a strong ETag."""
    answer = ask(POST)
    assert (
        answer.headers["Cache-Control"]
        == client().get("/v1/embed", query_string={"url": POST}).headers["Cache-Control"]
    )
    again = client().get(
        "/frame", query_string={"url": POST}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_a_failure_is_its_link_with_its_status() -> None:
    """A reader sees the plain link, not JSON."""
    answer = ask(GONE)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert '<figure class="embed embed-link">' in answer.text
    assert "frame-ancestors" not in answer.headers["Content-Security-Policy"]
    assert "max-age" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("query", "status"),
    [({}, 400), ({"url": BAD}, 400), ({"url": POST, "locale": "!"}, 400), ({"url": BROKEN}, 500)],
)
def test_what_has_no_block_is_a_problem(query: dict[str, str], status: int) -> None:
    answer = client().get("/frame", query_string=query)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_dates_and_sizes_follow_the_parameters() -> None:
    assert 'data-width="200" data-height="150"' in ask(VIDEO, maxwidth="200").text
    assert ask(POST, locale="de").text != ask(POST, locale="en").text
