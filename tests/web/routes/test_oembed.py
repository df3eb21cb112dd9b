"""`/oembed`, for consumers of oEmbed 1.0."""

import pytest
from lxml import etree
from werkzeug.test import TestResponse

from tests.support.known_answers import BAD, GONE, POST, VIDEO, client


def ask(url: str, **query: str) -> TestResponse:
    return client().get("/oembed", query_string={"url": url, **query})


def test_the_answer_has_the_required_members() -> None:
    """oEmbed 1.0 §2.3.4: version is a string, width a number, and the block is the html."""
    answer = ask(POST, format="json", maxwidth="400", maxheight="977", dnt="1")
    fields = answer.get_json()
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert (fields["type"], fields["version"], fields["width"], fields["height"]) == (
        "rich",
        "1.0",
        400,
        None,
    )
    assert fields["html"].startswith("<figure")
    assert fields["provider_name"] == "X"


def test_a_video_has_the_requested_width() -> None:
    """And its height in proportion."""
    fields = ask(VIDEO, maxwidth="100").get_json()
    assert (fields["type"], fields["width"], fields["height"]) == ("video", 100, 75)


def test_xml_has_the_same_members() -> None:
    """§2.3.4.2; markup is escaped."""
    answer = ask(POST, format="xml")
    assert answer.content_type == "text/xml; charset=utf-8"
    fields = {child.tag: child.text for child in etree.fromstring(answer.data)}
    assert fields["version"] == "1.0"
    assert fields["html"] == ask(POST).get_json()["html"]


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
def test_a_failure_has_its_status(query: dict[str, str], status: int, code: str) -> None:
    """Consumers look at the status; the body is a problem as on other routes."""
    answer = client().get("/oembed", query_string=query)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["code"] == code


def test_an_unchanged_response_is_not_sent_again() -> None:
    """The caching rules are those of the other routes."""
    tag = ask(POST).headers["ETag"]
    again = client().get("/oembed", query_string={"url": POST}, headers={"If-None-Match": tag})
    assert again.status_code == 304
