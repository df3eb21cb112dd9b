"""The paste page, without its script."""

import re

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.support.known_answers import BAD, GONE, POST, VIDEO, client


def show(url: str) -> TestResponse:
    return client().get("/", query_string={"url": url})


def tree(answer: TestResponse) -> html.HtmlElement:
    return html.document_fromstring(answer.text)


def test_the_empty_page_asks_for_a_link_and_offers_examples() -> None:
    """The form needs no script."""
    page = tree(client().get("/"))
    (form,) = page.forms
    assert (form.method, form.action) == ("POST", "/")
    assert page.xpath("//label[@for='url']")
    assert page.xpath("//nav[@class='examples']//a/@href") == [
        "/?url=https://x.com/Newsroom/status/1354104000000000001"
    ]


def test_a_pasted_link_shows_the_block_and_its_html() -> None:
    """The block is rendered as a preview, and its HTML is in a field to copy."""
    answer = show(POST)
    page = tree(answer)
    assert answer.status_code == 200
    (figure,) = page.xpath("//div[@class='preview']/figure")
    (code,) = page.xpath("//textarea[@id='code']/text()")
    assert code.startswith("<figure")
    assert html.fragment_fromstring(code).text_content() == figure.text_content()
    assert page.xpath("//input[@id='url']/@value") == [POST]


@pytest.mark.parametrize("text", ["{}", "A title and {}", "<{}>."])
def test_a_posted_link_has_a_page_of_its_own(text: str) -> None:
    """Which can be reloaded and shared."""
    answer = client().post("/", data={"url": text.format(POST)})
    assert answer.status_code == 303
    assert client().get(answer.headers["Location"]).text.count(POST) > 1


def test_nothing_posted_is_the_empty_page() -> None:
    """Nothing is wrong with it."""
    answer = client().post("/", data={"url": " "})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize(
    ("text", "status", "code", "sentence"),
    [
        ("Words of an article. " * 5_000, 400, "invalid_url", "more than 4096 characters"),
        ("كلمات المقال. " * 5_000, 400, "invalid_url", "more than 4096 characters"),
        ("Words. " * 200_000, 413, "request_too_large", "Paste the link alone"),
        ("just some words", 400, "invalid_url", "contains no link"),
        ("https://a.example/ https://b.example/", 400, "invalid_url", "https://b.example/"),
    ],
)
def test_a_posted_text_without_one_link_is_explained(
    text: str, status: int, code: str, sentence: str
) -> None:
    """Also an article, which would fit into no address."""
    answer = client().post("/", data={"url": text})
    page = tree(answer)
    assert answer.status_code == status
    assert page.xpath("//section[@class='problem']//code/text()") == [code]
    assert sentence in page.xpath("string(//section[@class='problem'])")
    assert page.forms


def test_a_posted_link_that_fits_into_no_address_is_answered_at_once() -> None:
    """Percent-encoded once more it would be too long for a request line."""
    link = "https://site.example/?" + "a=&" * 1_300
    answer = client().post("/", data={"url": link + "b"})
    assert answer.status_code == 400
    assert tree(answer).xpath("//section[@class='problem']//code/text()") == ["invalid_url"]


@pytest.mark.parametrize(
    ("url", "status", "code"), [(GONE, 404, "not_found"), (BAD, 400, "unsupported_scheme")]
)
def test_a_failure_is_explained(url: str, status: int, code: str) -> None:
    """With its code; a block is offered for a safe link only."""
    answer = show(url)
    page = tree(answer)
    assert answer.status_code == status
    assert page.xpath("//section[@class='problem']//code/text()") == [code]
    assert len(page.xpath("//div[@class='preview']/figure")) == (1 if url == GONE else 0)


def test_what_is_pasted_cannot_become_markup() -> None:
    """Neither in the field nor in the explanation."""
    hostile = '"><script>alert(1)</script>'
    answer = client().get("/", query_string={"url": hostile})
    assert "<script>alert" not in answer.text


def test_only_the_pages_own_style_and_script_run() -> None:
    """Each response has another nonce, and only players may be framed (CSP 3)."""
    first, second = show(VIDEO), show(VIDEO)
    policy = dict(part.split(" ", 1) for part in first.headers["Content-Security-Policy"].split("; "))
    nonce = re.findall(r"'nonce-([^']+)'", policy["script-src"])
    assert set(tree(first).xpath("//script/@nonce | //link[@rel='stylesheet']/@nonce")) == set(nonce)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "https://www.youtube-nocookie.com" in policy["frame-src"].split()
    assert "unsafe" not in first.headers["Content-Security-Policy"]
    assert first.headers["Content-Security-Policy"] != second.headers["Content-Security-Policy"]
    assert first.headers["Cache-Control"] == "no-store"
    assert tree(first).xpath("//*[@style or @onclick or @onload]") == []


def test_every_code_is_explained() -> None:
    """The `type` of a problem is the address of a row of this page."""
    kind = client().get("/v1/embed").get_json()["type"]
    path, _, fragment = kind.partition("#")
    assert tree(client().get(path)).xpath(f"//tr[@id='{fragment}']")


@pytest.mark.parametrize(
    "name", ["embed.css", "embed.js", "frame.css", "frame.js", "page.css", "paste.js", "icon.svg"]
)
def test_static_files(name: str) -> None:
    """Served by the service itself, stored by browsers for an hour."""
    answer = client().get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=3600" in answer.headers["Cache-Control"]
    answer.close()
