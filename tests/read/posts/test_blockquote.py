"""The quotation of a post in embed code."""

import pytest

from embedsvc.model import Run
from embedsvc.read.posts import blockquote


def test_a_quotation_has_text_attribution_and_day() -> None:
    """X's and Bluesky's shapes differ in where the name is."""
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
def test_markup_without_text_is_not_a_quotation(markup: str) -> None:
    """Nothing is made up where a platform sends an empty shell."""
    assert blockquote.parse(markup) is None


def test_endlessly_nested_quotations_are_bounded() -> None:
    """A hostile response costs no more than a long one."""
    found = blockquote.parse("<blockquote>" * 5_000 + "<p>x</p>")
    assert found is None or found.runs == (Run(type="text", text="x"),)
