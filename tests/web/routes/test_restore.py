"""`/v1/restore` over HTTP, with the responses of the demo in the place of the network."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.support.serving import POST, TIMEOUT, Served, serving

SECRET = "a-secret-of-the-tests"
READER = "another-secret-of-the-tests"
DECAYED = (
    "<p>The bridge opens on Monday at noon https://t.co/AbCdEf1234</p>\n"
    "<p>&mdash; Harbour Office (@HarbourOffice) March 5, 2021</p>"
)
LINK = f"<p>Before.</p>\n<p>{POST}</p>\n<p>Behind &amp; beyond.</p>"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("restore"), "--workers", "1") as started:
        yield started


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    keys = f"cms:{SECRET}:restore,reader:{READER}:read"
    with serving(tmp_path_factory.mktemp("guarded"), "--workers", "1", EMBEDSVC_API_KEYS=keys) as started:
        yield started


def post(served: Served, body: object, **headers: str) -> requests.Response:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.post(
        served.address + "v1/restore",
        data,
        headers={"Content-Type": "application/json", **named},
        timeout=TIMEOUT,
    )


def test_a_decayed_post_becomes_a_block_and_a_find(served: Served) -> None:
    answer = post(served, {"html": f"<h1>News</h1>\n{DECAYED}\n<p>End.</p>", "offline": True})
    restored = answer.json()
    (find,) = restored["finds"]
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(restored) == {"output", "format", "finds"}
    assert restored["format"] == "html"
    assert restored["output"] == f"<h1>News</h1>\n{find['html']}\n<p>End.</p>"
    assert (find["kind"], find["handle"], find["published"]) == ("post", "HarbourOffice", "2021-03-05")
    assert (find["status"], find["url"]) == ("unidentified", None)


def test_a_bare_link_becomes_what_it_resolves_to(served: Served) -> None:
    """Everything around it stays as it is."""
    restored = post(served, {"html": LINK}).json()
    before, _, after = restored["output"].partition("<figure")
    assert before == "<p>Before.</p>\n"
    assert after.endswith("</figure>\n<p>Behind &amp; beyond.</p>")
    assert "Telephone conversation" in after
    assert [attempt["code"] for attempt in restored["finds"][0]["tried"]] == [None, None]


def test_offline_asks_nothing(served: Served) -> None:
    restored = post(served, {"html": LINK, "offline": True}).json()
    assert "Telephone conversation" not in restored["output"]
    assert {attempt["method"] for find in restored["finds"] for attempt in find["tried"]} <= {"paste"}


@pytest.mark.parametrize(("markup", "result"), [("text", "html"), ("markdown", "markdown"), ("html", "html")])
def test_the_format_is_that_of_the_output(served: Served, markup: str, result: str) -> None:
    assert post(served, {markup: "Words alone.", "offline": True}).json()["format"] == result


def test_accept_html_gives_the_output_alone(served: Served) -> None:
    answer = post(served, {"html": DECAYED, "offline": True}, Accept="text/html")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text == post(served, {"html": DECAYED, "offline": True}).json()["output"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert post(served, {"html": DECAYED}, Accept="image/png").json()["code"] == "not_acceptable"


def test_the_locale_is_the_language_of_dates(served: Served) -> None:
    restored = post(served, {"html": DECAYED, "offline": True, "locale": "de"}).json()
    assert "5. März 2021" in restored["output"]


def test_an_article_of_2_mib_is_restored(served: Served) -> None:
    """However its JSON escapes it: two bytes of UTF-8 are six of JSON."""
    paragraph = "<p>" + "ж" * 500 + "</p>\n"
    article = paragraph * (2 * 2**20 // len(paragraph.encode()))
    answer = post(served, json.dumps({"html": article, "offline": True}).encode())
    assert answer.json()["output"] == article


@pytest.mark.parametrize(
    "body", [{"html": "x" * (2 * 2**20 + 1)}, b"x" * (8 * 2**20 + 1)], ids=["article", "body"]
)
def test_more_is_too_large(served: Served, body: Any) -> None:
    answer = post(served, body)
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"html": ""},
        {"text": " \n\t"},
        {"html": None},
        {"html": 5},
        {"html": "a", "text": "b"},
        {"html": "a", "url": 5},
        {"html": "a\0"},
        {"html": "a", "offline": "yes"},
        {"html": "a", "sanitize": 1},
        {"html": "a", "offline": 0},
        {"html": "a", "locale": "nonsense language"},
        {"html": "a", "locale": 1},
        [],
        b"not json",
        b'{"html":' + b"[" * 100_000,
        b'{"html":"\xff"}',
    ],
    ids=lambda body: repr(body)[:30],
)
def test_what_is_no_article_is_an_invalid_request(served: Served, body: Any) -> None:
    answer = post(served, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert answer.json()["detail"]


def test_the_whole_article_is_sanitised_where_asked(served: Served) -> None:
    article = {"html": f"<p onclick='x()'>Words.</p>\n{DECAYED}\n<script>x()</script>", "offline": True}
    assert "<script>" in post(served, article).json()["output"]
    restored = post(served, {**article, "sanitize": True}).json()
    assert restored["output"].startswith("<p>Words.</p>\n<figure")
    assert "x()" not in restored["output"]
    assert restored["finds"][0]["html"] in restored["output"]


def test_markdown_cannot_be_sanitised(served: Served) -> None:
    answer = post(served, {"markdown": "Words.", "sanitize": True})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


def test_null_is_the_default_of_each_member(served: Served) -> None:
    given = {
        "html": "<p>a</p>",
        "text": None,
        "markdown": None,
        "url": None,
        "sanitize": None,
        "offline": None,
        "locale": None,
    }
    assert post(served, given).json()["output"] == "<p>a</p>"


def test_a_form_of_another_page_is_refused(served: Served) -> None:
    """A form cannot send application/json, so no page makes a browser show an article of its own from here."""
    answer = post(served, {"html": DECAYED}, Content_Type="text/plain", Accept="text/html")
    assert answer.json()["code"] == "invalid_request"


def test_a_lone_surrogate_does_no_harm(served: Served) -> None:
    article = b'{"text":"A lone \\ud800 surrogate.","offline":true}'
    assert post(served, article).status_code == 200
    assert post(served, article, Accept="text/html").status_code == 200


def test_it_needs_the_scope_restore(guarded: Served) -> None:
    """Where there are keys; `read` does not include it."""
    body = {"html": DECAYED, "offline": True}
    assert post(guarded, body).status_code == 401
    assert post(guarded, body, X_Api_Key=READER).json()["code"] == "forbidden"
    assert post(guarded, body, X_Api_Key=SECRET).status_code == 200
    assert guarded.embed(X_Api_Key=SECRET).status_code == 403
