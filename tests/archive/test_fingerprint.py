"""What counts as a change of content."""

from dataclasses import replace

import pytest

from embedsvc.archive.fingerprint import Content, changes, digest
from embedsvc.model import Author, Finding, Image, Media, Quote, Run
from tests.support.archive.samples import finding, with_metadata

BASE = finding()
START = BASE.quote.runs[:2] if BASE.quote else ()


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, ttl=None),
        replace(BASE, media=(replace(BASE.media[0], url="https://cdn9.social.example/1.mp4?sig=b&e=9"),)),
        with_metadata(
            BASE, image=Image(url="https://cdn2.social.example/1.jpg?sig=b", width=1, alt="A telephone")
        ),
        with_metadata(BASE, sources={"title": "html:title"}, favicon="https://social.example/f.ico"),
        with_metadata(BASE, title="A \n  post "),
        with_metadata(BASE, modified="2031-01-01"),
        with_metadata(
            BASE, authors=(replace(BASE.metadata.authors[0], avatar="https://social.example/a.jpg"),)
        ),
    ],
    ids=["ttl", "signature", "picture's address", "rules", "spaces", "modified", "avatar"],
)
def test_what_changes_by_itself_is_no_change(other: Finding) -> None:
    """The same content with other incidental data is the same."""
    assert other != BASE
    assert not changes(other, BASE)
    assert digest(Content.from_finding(other)) == digest(Content.from_finding(BASE))


@pytest.mark.parametrize(
    "other",
    [
        finding("other words"),
        finding("The words of a post."),
        with_metadata(BASE, title="Another title"),
        with_metadata(BASE, title=None),
        with_metadata(BASE, published="2021-01-27"),
        with_metadata(BASE, authors=(Author(name="الكرملين", handle="other"),)),
        replace(BASE, media=()),
        replace(BASE, media=(Media(type="video", url="https://cdn1.social.example/2.mp4"),)),
        replace(
            BASE,
            quote=Quote(runs=(*START, Run(type="link", text="t.co/2", url="https://b.example/"))),
        ),
    ],
    ids=["words", "a full stop", "title", "no title", "date", "author", "no film", "other film", "link"],
)
def test_other_content_is_a_change(other: Finding) -> None:
    """Whatever a reader would see counts, also what is no longer there."""
    assert changes(other, BASE)
    assert changes(BASE, other)
    assert digest(Content.from_finding(other)) != digest(Content.from_finding(BASE))


def test_another_method_that_gives_less_is_no_change() -> None:
    """Another method gives only a day, no pictures, and links in other words: it contradicts nothing."""
    less = replace(
        with_metadata(BASE, published="2021-01-26", title=None, image=None),
        method="metadata",
        media=(),
        player=None,
        quote=Quote(runs=(*START, Run(type="link", text="a.example", url="https://a.example/x"))),
    )
    assert not changes(less, BASE)
    assert changes(BASE, less)


def test_another_method_that_contradicts_is_a_change() -> None:
    """Other words or another day are a change by any method."""
    assert changes(finding("other words", method="metadata"), BASE)
    assert changes(replace(with_metadata(BASE, published="2021-01-25"), method="metadata"), BASE)


def test_a_change_of_the_quoted_post_is_a_change() -> None:
    """The quoted post is part of the content; a method that does not give it contradicts nothing."""
    assert BASE.quoted is not None
    other = replace(BASE, quoted=replace(BASE.quoted, quote=Quote(runs=(Run(type="text", text="Other"),))))
    assert changes(other, BASE)
    assert changes(replace(BASE, quoted=None), BASE)
    assert not changes(replace(BASE, quoted=None, method="metadata"), BASE)
