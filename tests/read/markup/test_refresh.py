import pytest

from embedsvc.read.html import document
from embedsvc.read.markup import refresh
from embedsvc.read.markup.refresh import Refresh
from tests.support.pages import page, snapshot

A = "https://a.example/b"


def found(head: str = "", *headers: str) -> list[Refresh]:
    lines = tuple(("refresh", line) for line in headers)
    return list(refresh.find(document.parse(snapshot(page(head), headers=lines))))


@pytest.mark.parametrize(
    ("content", "reference", "delay"),
    [
        (f"0;URL={A}", A, 0),
        (f"0; url='{A}'", A, 0),
        (f"0.5, Url = {A}", A, 0),
        (f"10 {A}", A, 10),
        ("2;/c", "/c", 2),
    ],
)
def test_the_tag_and_the_header(content: str, reference: str, delay: int) -> None:
    """Both have the same syntax (HTML §4.2.5.3)."""
    expected = [Refresh(reference, delay, is_for_noscript=False)]
    assert found(f'<meta http-equiv="Refresh" content="{content}">') == expected
    assert found("", content) == expected


@pytest.mark.parametrize("content", ["0", "", "soon", "; url=/c"])
def test_what_names_no_url(content: str) -> None:
    """A page that only reloads itself leads nowhere."""
    assert found(f'<meta http-equiv="refresh" content="{content}">', content) == []


def test_all_are_found_and_those_for_browsers_without_scripts_are_marked() -> None:
    """The header comes first."""
    tag = '<meta http-equiv=refresh content="0;url=%s">'
    assert found(f"<noscript>{tag % '/n'}</noscript>{tag % '/t'}", "0;url=/h") == [
        Refresh("/h", 0, is_for_noscript=False),
        Refresh("/n", 0, is_for_noscript=True),
        Refresh("/t", 0, is_for_noscript=False),
    ]
