"""Bot checks that come with the status of an error."""

import pytest

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Ask
from embedsvc.net.transport import Transport
from tests.support.upstream import Play, Upstream, answer, dripping, loopback

CHALLENGE = "<html><head><title>Wait</title></head><body><script>window._cf_chl_opt={}</script></body></html>"
TITLED = "<html><head><title>Vercel Security Checkpoint</title></head><body><p>Checking</p></body></html>"


def code(play: Play) -> str:
    """The code of the failure that a response gives."""
    with Upstream(play) as server:
        ask = Ask(url=urls.parse(server.url()), read=lambda snapshot: snapshot, method="metadata")
        with pytest.raises(Failure) as failure:
            Transport(loopback(server)).fetch(ask, 1.0)
        return failure.value.code


@pytest.mark.parametrize(
    "status", ["405 Method Not Allowed", "429 Too Many Requests", "503 Service Unavailable"]
)
@pytest.mark.parametrize("body", [CHALLENGE, TITLED])
def test_a_bot_check_is_a_refusal_whatever_its_status(status: str, body: str) -> None:
    """429 does not mean that the site wants fewer requests, nor 503 that it is down."""
    assert code(answer(body, status=status)) == "upstream_refused"


def test_a_header_of_a_bot_check_needs_no_body() -> None:
    """Not even a 404 ends the source then."""
    headers = "CF-Mitigated: challenge\r\n"
    assert code(answer("No", "text/plain", status="404 Not Found", headers=headers)) == "upstream_refused"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("429 Too Many Requests", "rate_limited"),
        ("503 Service Unavailable", "upstream_error"),
        ("404 No", "not_found"),
    ],
)
def test_other_error_pages_mean_their_status(status: str, expected: str) -> None:
    """Also where they load the sensor of a vendor."""
    page = (
        '<html><head><title>Out of order</title><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">'
        "</script></head><body><h1>Out of order</h1></body></html>"
    )
    assert code(answer(page, status=status)) == expected


def test_the_page_of_a_404_does_not_undo_it() -> None:
    """Its sentences may be about anything."""
    body = "<html><head><title>Captcha</title></head><body><p>Verify you are human</p></body></html>"
    assert code(answer(body, status="404 Not Found")) == "not_found"


def test_an_error_page_that_never_ends_means_its_status() -> None:
    """What cannot be read is no bot check."""
    start = b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n\r\n"
    assert code(dripping(start, b"<p>")) == "upstream_error"
