import pytest

from embedsvc.read.html import document
from embedsvc.read.markup import refresh
from tests.support.pages import snapshot


@pytest.mark.parametrize(
    ("content", "url"),
    [
        ("0;URL=https://a.example/b", "https://a.example/b"),
        ("0; url='https://a.example/b'", "https://a.example/b"),
        ("2;/c", "https://page.example/c"),
        ("30;https://a.example/b", None),
        ("0", None),
        ("0;url=https://page.example/", None),
        ("0;url=javascript:alert(1)", None),
    ],
)
def test_only_an_immediate_refresh_to_another_page_counts(content: str, url: str | None) -> None:
    """A page that reloads itself, or leaves time to read, is not a shortener."""
    tag = f'<meta http-equiv="Refresh" content="{content}">'
    assert refresh.target(document.parse(snapshot(tag, url="https://page.example/"))) == url
