"""`/v1/embed`: formats, headers, caching and problems."""

import pytest
from werkzeug.test import TestResponse

from tests.support.known_answers import BAD, BROKEN, GONE, POST, REDIRECTS_TO_SCRIPT, client


def get(path: str, **headers: str) -> TestResponse:
    return client().get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def ask(url: str, path: str = "/v1/embed", **query: str) -> TestResponse:
    return client().get(path, query_string={"url": url, **query})


def test_a_link_becomes_json_with_its_block() -> None:
    """With the caller's own URL, the metadata, the block and the source."""
    answer = ask(POST)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    embed = answer.get_json()
    assert (embed["url"], embed["kind"], embed["provider"]["key"]) == (POST, "post", "x")
    assert embed["html"].startswith("<figure")
    assert embed["source"]["method"] == "oembed"


def test_html_is_only_the_fragment() -> None:
    """By its own path or by the Accept header; markup of upstream is escaped in it."""
    by_address = ask(POST, "/v1/embed.html")
    by_header = client().get("/v1/embed", query_string={"url": POST}, headers={"Accept": "text/html"})
    assert by_address.content_type == by_header.content_type == "text/html; charset=utf-8"
    assert by_address.text == by_header.text == ask(POST).get_json()["html"]
    assert "<script" not in by_address.text
    assert "&lt;script&gt;" in by_address.text


@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [
        ("*/*", 200, "application/json"),
        ("application/json", 200, "application/json"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", 200, "text/html"),
        ("text/html;q=0.1,application/json", 200, "application/json"),
        ("image/png", 406, "application/problem+json"),
    ],
)
def test_the_accept_header_chooses(accept: str, status: int, media_type: str) -> None:
    """RFC 9110 §12.5.1; an unavailable type is not_acceptable."""
    answer = client().get("/v1/embed", query_string={"url": POST}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (status, media_type)


def test_a_response_may_be_cached_while_it_is_fresh() -> None:
    """RFC 9111 and 5861: its lifetime, its age, and how long it may be served stale."""
    answer = ask(POST)
    assert answer.headers["Cache-Control"] == (
        "public, max-age=3600, stale-while-revalidate=3600, stale-if-error=86400"
    )
    assert answer.headers["Age"] == "90"
    assert answer.headers["X-Cache"] == "hit"
    assert set(answer.headers["Vary"].split(", ")) == {"Accept", "Accept-Language", "Origin"}


def test_an_unchanged_response_is_not_sent_again() -> None:
    """A strong ETag over the body, and 304 without a body when it matches."""
    first = ask(POST)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = client().get("/v1/embed", query_string={"url": POST}, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert ask(POST, "/v1/embed.html").headers["ETag"] != tag


def test_head_is_get_without_the_body() -> None:
    """The same headers (RFC 9110 §9.3.2)."""
    head = client().head("/v1/embed", query_string={"url": POST})
    whole = ask(POST)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_failed_link_is_a_problem_that_can_still_be_published() -> None:
    """RFC 9457, with the attempts and a plain link block; caches store it until the failure expires."""
    answer = ask(GONE)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    problem = answer.get_json()
    assert problem["code"] == "not_found"
    assert problem["status"] == 404
    assert problem["type"] == "/problems#not_found"
    assert problem["title"]
    assert problem["detail"]
    assert problem["tried"] == [
        {"method": "metadata", "url": "https://site.example/gone", "code": "not_found"}
    ]
    assert problem["html"].startswith("<figure")
    assert answer.headers["Cache-Control"] == "public, max-age=600"


def test_a_dangerous_link_gets_no_block() -> None:
    """A javascript: link gets a code and is never repeated as HTML."""
    answer = ask(BAD)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (400, "unsupported_scheme")
    assert "html" not in problem
    assert answer.headers["Cache-Control"] == "public, max-age=0"


def test_a_link_with_a_dangerous_redirect_can_still_be_published() -> None:
    """The link itself is safe to publish."""
    answer = ask(REDIRECTS_TO_SCRIPT).get_json()
    assert answer["code"] == "unsupported_scheme"
    assert REDIRECTS_TO_SCRIPT in answer["html"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/embed", 400, "invalid_request"),
        ("/v1/embed?url=", 400, "invalid_request"),
        ("/v1/embed?url=%20", 400, "invalid_request"),
        (f"/v1/embed?url={POST}&maxwidth=wide", 400, "invalid_request"),
        (f"/v1/embed?url={POST}&maxwidth=0", 400, "invalid_request"),
        (f"/v1/embed?url={POST}&maxwidth=-1", 400, "invalid_request"),
        (f"/v1/embed?url={POST}&maxwidth=99999999999999", 400, "invalid_request"),
        (f"/v1/embed?url={POST}&maxwidth=%D9%A3", 400, "invalid_request"),
        (f"/v1/embed?url={POST}&locale=../../etc", 400, "invalid_request"),
        ("/v1/nothing", 404, "no_such_route"),
    ],
)
def test_an_invalid_request_is_a_problem(path: str, status: int, code: str) -> None:
    """With a code, and never stored by a cache."""
    answer = get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["code"] == code
    assert answer.headers["Cache-Control"] == "no-store"


def test_unknown_parameters_are_ignored() -> None:
    """oEmbed consumers send dnt, theme, lang and more."""
    assert ask(POST, dnt="1", theme="dark", format="whatever").status_code == 200


def test_another_method_is_not_allowed() -> None:
    """With Allow (RFC 9110 §15.5.6)."""
    answer = client().delete("/v1/embed")
    assert (answer.status_code, answer.get_json()["code"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


def test_an_internal_error_reveals_nothing() -> None:
    """internal_error, without the message of the exception."""
    answer = ask(BROKEN)
    assert (answer.status_code, answer.get_json()["code"]) == (500, "internal_error")
    assert "s3cret" not in answer.text
    assert "RuntimeError" not in answer.text


@pytest.mark.parametrize("url", [POST, GONE, BAD])
def test_every_response_is_hardened_and_readable_from_any_origin(url: str) -> None:
    """A browser sniffs no types, sends no referrer and runs nothing; any page may read it."""
    headers = ask(url).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Access-Control-Allow-Origin"] == "*"
