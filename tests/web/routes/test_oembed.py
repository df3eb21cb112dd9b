"""`/oembed`, for consumers of oEmbed 1.0."""

from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree, html
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


def test_a_frame_of_anything_but_a_player_is_our_page() -> None:
    """Of this very link, absolute, in the requested language."""
    frame = html.fragment_fromstring(ask(POST, **{"as": "frame", "locale": "ar"}).get_json()["html"])
    assert frame.tag == "iframe"
    address = urlsplit(frame.get("src"))
    assert (address.scheme, address.netloc, address.path) == ("http", "localhost", "/frame")
    assert parse_qs(address.query) == {"url": [POST], "locale": ["ar"]}
    assert client().get(f"/frame?{address.query}").status_code == 200


@pytest.mark.parametrize(
    ("form", "start"),
    [("static", "<figure "), ("", "<figure "), ("frame", '<iframe src="https://'), ("link", "<a href=")],
)
def test_the_consumer_chooses_the_html(form: str, start: str) -> None:
    """The block by default; the same in XML."""
    assert ask(VIDEO, **{"as": form}).get_json()["html"].startswith(start)
    fields = {
        child.tag: child.text for child in etree.fromstring(ask(VIDEO, **{"as": form, "format": "xml"}).data)
    }
    assert (fields["html"] or "").startswith(start)


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
        ({"url": POST, "as": "picture"}, 400, "invalid_request"),
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


@pytest.mark.parametrize("host", ["a b", "evil.example/x?", "ex\\ample", 'a"><script>', "host:99999", "a@b"])
def test_a_host_that_is_none_is_an_invalid_request(host: str) -> None:
    """The address of the frame has the request's own host."""
    answer = client().get("/oembed", query_string={"url": POST, "as": "frame"}, headers={"Host": host})
    assert (answer.status_code, answer.get_json()["code"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "host", ["xn--bcher-kva.example", "xn--bcher-kva.example:8080", "[2001:db8::1]:8080"]
)
def test_the_frame_has_the_host_as_the_request_writes_it(host: str) -> None:
    """An internationalised name stays in ASCII: in letters it would be no host of a URL, and no pictures be shown."""
    answer = client().get("/oembed", query_string={"url": POST, "as": "frame"}, headers={"Host": host})
    (frame,) = html.fragment_fromstring(answer.get_json()["html"], create_parent=True)
    assert frame.get("src", "").startswith(f"http://{host}/frame?url=")


def test_an_unchanged_response_is_not_sent_again() -> None:
    """The caching rules are those of the other routes."""
    tag = ask(POST).headers["ETag"]
    again = client().get("/oembed", query_string={"url": POST}, headers={"If-None-Match": tag})
    assert again.status_code == 304
