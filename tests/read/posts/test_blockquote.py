"""Quotations, frames, refreshes and plain text: the shapes that platforms give content in."""

import pytest

from embedsvc.model import Run, Snapshot
from embedsvc.read.html.document import parse
from embedsvc.read.markup import refresh
from embedsvc.read.posts import blockquote, iframe, plain


def test_a_quotation_is_words_attribution_and_day() -> None:
    """X's and Bluesky's shapes differ in where the name stands."""
    x = blockquote.parse(
        '<blockquote><p lang="en" dir="ltr">Hello</p>&mdash; A. Name (@name) <a href="https://x.com/name/1">May 1, 2020</a>'
    )
    bluesky = blockquote.parse(
        '<blockquote><p lang="">Hello</p>&mdash; <a href="https://b.example">A. Name (@name.example)</a> '
        '<a href="https://b.example/1">2020-05-01T10:00:00Z</a></blockquote><script src="x"></script>'
    )
    assert x is not None
    assert bluesky is not None
    assert (x.name, x.handle, x.day, x.language, x.direction) == (
        "A. Name",
        "name",
        "May 1, 2020",
        "en",
        "ltr",
    )
    assert (bluesky.name, bluesky.handle, bluesky.day) == ("A. Name", "name.example", "2020-05-01T10:00:00Z")
    assert bluesky.language is None


@pytest.mark.parametrize(
    "markup", ["", "<p>Hello</p>", "<blockquote></blockquote>", "<blockquote><p> </p></blockquote>"]
)
def test_markup_without_words_is_no_quotation(markup: str) -> None:
    """Nothing is made up where a platform sends an empty shell."""
    assert blockquote.parse(markup) is None


def test_a_quotation_nested_without_end_is_bounded() -> None:
    """A hostile answer costs no more than a long one."""
    found = blockquote.parse("<blockquote>" * 5_000 + "<p>x</p>")
    assert found is None or found.runs == (Run(type="text", text="x"),)


def test_one_frame_is_a_player_and_two_are_none() -> None:
    """Only embed code that is a single frame says what to play."""
    frame = iframe.parse('<div><iframe src="//p.example/1" width="640" height="360px"></iframe></div>')
    assert frame == iframe.Iframe("https://p.example/1", 640, 360)
    assert (
        iframe.parse('<iframe src="https://a.example"></iframe><iframe src="https://b.example"></iframe>')
        is None
    )
    assert iframe.parse('<iframe src="javascript:alert(1)"></iframe>') is None
    assert iframe.parse("<p>text</p>") is None


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
def test_only_a_refresh_at_once_to_elsewhere_counts(content: str, url: str | None) -> None:
    """A page that reloads itself, or leaves time to read, is not a shortener."""
    snapshot = Snapshot(
        asked="https://page.example/",
        url="https://page.example/",
        status=200,
        media_type="text/html",
        charset="utf-8",
        body=f'<meta http-equiv="Refresh" content="{content}">'.encode(),
        fetched_at=0.0,
    )
    assert refresh.target(parse(snapshot)) == url


def test_plain_text_keeps_its_links_and_lines() -> None:
    """A link ends before the full stop of its sentence."""
    assert plain.to_runs("See https://a.example/b.\n\nBye") == (
        Run(type="text", text="See "),
        Run(type="link", text="https://a.example/b", url="https://a.example/b"),
        Run(type="text", text="."),
        Run(type="break"),
        Run(type="break"),
        Run(type="text", text="Bye"),
    )
