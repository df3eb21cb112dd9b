"""The driver: from a pasted string to an answer."""

import pytest

from embedsvc.model import Failed
from tests.support.recorded import NOW, Web, embed, page, resolve, resolver

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


def test_attempts_have_no_query() -> None:
    """It may contain secrets."""
    value = resolve(PAGE + "?token=secret", {})
    assert "secret" not in str(value.tried)


def test_freshness_stays_within_its_bounds() -> None:
    """Whatever upstream states, an answer is fresh for at least the floor and at most the ceiling."""
    value = embed(PAGE, {PAGE: page("<title>Words of the page</title>")})
    assert value.fetched_at == NOW
    assert 60 <= value.expires_at - NOW <= 30 * 86400


def test_nothing_is_requested_after_the_deadline() -> None:
    """One deadline limits all the requests that a link needs."""
    ticks = iter([0.0, 11.0, 12.0, 13.0])
    web = Web({PAGE: page()})
    value = resolver(web, monotonic=lambda: next(ticks))(PAGE).value
    assert isinstance(value, Failed)
    assert value.code == "upstream_timeout"
    assert web.asked == []
