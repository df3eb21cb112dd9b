"""`/oembed`, as a CMS sees it."""

import pytest
from lxml import etree
from werkzeug.test import TestResponse

from tests.support.house import BAD, GONE, POST, VIDEO, client


def ask(url: str, **query: str) -> TestResponse:
    return client().get("/oembed", query_string={"url": url, **query})


def test_the_answer_has_what_every_consumer_needs() -> None:
    """oEmbed 1.0 §2.3.4: version is a string, width a number, and the block is the html."""
    answer = ask(POST, format="json", maxwidth="400", maxheight="977", dnt="1")
    told = answer.get_json()
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert (told["type"], told["version"], told["width"], told["height"]) == ("rich", "1.0", 400, None)
    assert told["html"].startswith("<figure")
    assert told["provider_name"] == "X"


def test_a_film_is_as_large_as_was_asked() -> None:
    """A frame shrinks in proportion."""
    told = ask(VIDEO, maxwidth="100").get_json()
    assert (told["type"], told["width"], told["height"]) == ("video", 100, 75)


def test_xml_says_the_same() -> None:
    """§2.3.4.2; what was markup in the text is text in it."""
    answer = ask(POST, format="xml")
    assert answer.content_type == "text/xml; charset=utf-8"
    told = {child.tag: child.text for child in etree.fromstring(answer.data)}
    assert told["version"] == "1.0"
    assert told["html"] == ask(POST).get_json()["html"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"url": POST, "format": "yaml"}, 501, "format_not_supported"),
        ({"url": POST, "maxwidth": "wide"}, 400, "invalid_request"),
        ({"url": POST, "maxheight": "0"}, 400, "invalid_request"),
        ({}, 400, "invalid_request"),
        ({"url": GONE}, 404, "not_found"),
        ({"url": GONE, "format": "xml"}, 404, "not_found"),
        ({"url": BAD}, 400, "unsupported_scheme"),
    ],
)
def test_a_failure_is_told_by_its_status(query: dict[str, str], status: int, code: str) -> None:
    """Consumers look at the status; the body is a problem as everywhere."""
    answer = client().get("/oembed", query_string=query)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["code"] == code


def test_an_unchanged_answer_is_not_sent_again() -> None:
    """The caching rules are those of the other faces."""
    tag = ask(POST).headers["ETag"]
    again = client().get("/oembed", query_string={"url": POST}, headers={"If-None-Match": tag})
    assert again.status_code == 304
