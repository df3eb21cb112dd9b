"""Redirect and AMP pages of Google."""

import pytest

from tests.support.sites import normalise


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://www.google.com/url?sa=t&url=https://news.example/a", "https://news.example/a"),
        ("https://www.google.co.uk/url?q=https://news.example/a", "https://news.example/a"),
        ("https://google.com.eg/amp/s/news.example/a", "https://news.example/a"),
        ("https://www.google.com/amp/news.example/a", "http://news.example/a"),
        ("https://news-example.cdn.ampproject.org/v/s/news.example/a", "https://news.example/a"),
    ],
)
def test_the_target_stands_for_the_redirect(text: str, target: str) -> None:
    """On every country's domain."""
    assert normalise(text).text == target


@pytest.mark.parametrize(
    "text",
    [
        "https://www.google.com/search?q=https://news.example/a",
        "https://google.news.example/url?q=https://other.example/a",
        "https://notgoogle.com/url?q=https://news.example/a",
    ],
)
def test_other_pages_stay(text: str) -> None:
    """A search is a page of its own, and so are other sites' pages of that path."""
    assert normalise(text).text == text
