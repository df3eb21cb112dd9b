"""`/v1/embed`, as programs see it."""

import pytest
from werkzeug.test import TestResponse

from tests.support.house import BAD, BROKEN, GONE, LEADS_ASTRAY, POST, client


def get(path: str, **headers: str) -> TestResponse:
    return client().get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def ask(url: str, path: str = "/v1/embed", **query: str) -> TestResponse:
    return client().get(path, query_string={"url": url, **query})


def test_a_link_becomes_json_with_its_block() -> None:
    """The Embed is told whole: the caller's own URL, the facts, the block and the citation."""
    answer = ask(POST)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    told = answer.get_json()
    assert (told["url"], told["kind"], told["provider"]["key"]) == (POST, "post", "x")
    assert told["html"].startswith("<figure")
    assert told["source"]["method"] == "oembed"


def test_html_is_the_fragment_alone() -> None:
    """By its own address or by the Accept header; what was foreign is text in it."""
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
    """RFC 9110 §12.5.1; what cannot be given is not_acceptable."""
    answer = client().get("/v1/embed", query_string={"url": POST}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (status, media_type)


def test_an_answer_tells_caches_how_long_it_holds() -> None:
    """RFC 9111 and 5861: its whole time, its age, and how long it may be used past its end."""
    answer = ask(POST)
    assert answer.headers["Cache-Control"] == (
        "public, max-age=3600, stale-while-revalidate=3600, stale-if-error=86400"
    )
    assert answer.headers["Age"] == "90"
    assert answer.headers["X-Cache"] == "hit"
    assert set(answer.headers["Vary"].split(", ")) == {"Accept", "Accept-Language", "Origin"}


def test_an_unchanged_answer_is_not_sent_again() -> None:
    """A strong ETag over the body, and 304 without a body for who has it."""
    first = ask(POST)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = client().get("/v1/embed", query_string={"url": POST}, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert ask(POST, "/v1/embed.html").headers["ETag"] != tag


def test_head_is_get_without_the_body() -> None:
    """The same headers, nothing after them (RFC 9110 §9.3.2)."""
    head = client().head("/v1/embed", query_string={"url": POST})
    whole = ask(POST)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_failed_link_is_a_problem_that_can_still_be_published() -> None:
    """RFC 9457, with what was tried and the plain link block; kept by caches for the failure's own time."""
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


def test_a_link_that_nobody_should_follow_gets_no_block() -> None:
    """A javascript: link is told by its code and never repeated as HTML."""
    answer = ask(BAD)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (400, "unsupported_scheme")
    assert "html" not in problem
    assert answer.headers["Cache-Control"] == "public, max-age=0"


def test_a_sound_link_that_leads_astray_can_still_be_published() -> None:
    """Only where it leads is wrong: the link itself is as good as any."""
    answer = ask(LEADS_ASTRAY).get_json()
    assert answer["code"] == "unsupported_scheme"
    assert LEADS_ASTRAY in answer["html"]


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
def test_a_request_that_cannot_be_understood_is_a_problem(path: str, status: int, code: str) -> None:
    """Each with its code, and never kept by a cache."""
    answer = get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["code"] == code
    assert answer.headers["Cache-Control"] == "no-store"


def test_unknown_parameters_are_left_alone() -> None:
    """Consumers send dnt, theme, lang and more."""
    assert ask(POST, dnt="1", theme="dark", format="whatever").status_code == 200


def test_another_method_is_told_which_are_taken() -> None:
    """RFC 9110 §15.5.6 wants Allow."""
    answer = client().delete("/v1/embed")
    assert (answer.status_code, answer.get_json()["code"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


def test_a_fault_of_ours_tells_nothing_of_the_inside() -> None:
    """internal_error, without the exception's words."""
    answer = ask(BROKEN)
    assert (answer.status_code, answer.get_json()["code"]) == (500, "internal_error")
    assert "s3cret" not in answer.text
    assert "RuntimeError" not in answer.text


@pytest.mark.parametrize("url", [POST, GONE, BAD])
def test_every_answer_is_hardened_and_readable_from_any_origin(url: str) -> None:
    """A browser guesses no types, sends no referrer, runs nothing; any page may read."""
    headers = ask(url).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Access-Control-Allow-Origin"] == "*"
