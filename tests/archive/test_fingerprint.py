"""What counts as a change of what a URL says."""

from dataclasses import replace

import pytest

from embedsvc.archive import fingerprint
from embedsvc.model import Author, Finding, Image, Media, Quote, Run
from tests.support.archive.samples import finding, retold

BASE = finding()
START = BASE.quote.runs[:2] if BASE.quote else ()


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, ttl=None),
        replace(BASE, media=(replace(BASE.media[0], url="https://cdn9.social.example/1.mp4?sig=b&e=9"),)),
        retold(BASE, image=Image(url="https://cdn2.social.example/1.jpg?sig=b", width=1, alt="A telephone")),
        retold(BASE, sources={"title": "html:title"}, favicon="https://social.example/f.ico"),
        retold(BASE, title="A \n  post "),
        retold(BASE, modified="2031-01-01"),
        retold(BASE, authors=(replace(BASE.metadata.authors[0], avatar="https://social.example/a.jpg"),)),
    ],
    ids=["ttl", "signature", "picture's address", "rules", "spaces", "modified", "avatar"],
)
def test_what_changes_by_itself_is_no_change(other: Finding) -> None:
    """The same words under other circumstances are the same."""
    assert other != BASE
    assert not fingerprint.changes(other, BASE)
    assert fingerprint.digest(fingerprint.of(other)) == fingerprint.digest(fingerprint.of(BASE))


@pytest.mark.parametrize(
    "other",
    [
        finding("other words"),
        finding("The words of a post."),
        retold(BASE, title="Another title"),
        retold(BASE, title=None),
        retold(BASE, published="2021-01-27"),
        retold(BASE, authors=(Author(name="الكرملين", handle="other"),)),
        replace(BASE, media=()),
        replace(BASE, media=(Media(type="video", url="https://cdn1.social.example/2.mp4"),)),
        replace(
            BASE,
            quote=Quote(runs=(*START, Run(type="link", text="t.co/2", url="https://b.example/"))),
        ),
    ],
    ids=["words", "a full stop", "title", "no title", "date", "author", "no film", "other film", "link"],
)
def test_other_words_are_a_change(other: Finding) -> None:
    """Whatever a reader would see otherwise counts, also what is no longer there."""
    assert fingerprint.changes(other, BASE)
    assert fingerprint.changes(BASE, other)
    assert fingerprint.digest(fingerprint.of(other)) != fingerprint.digest(fingerprint.of(BASE))


def test_another_way_that_knows_less_is_no_change() -> None:
    """The second way to a post has a day only, no pictures, and links of its own: it contradicts nothing."""
    less = replace(
        retold(BASE, published="2021-01-26", title=None, image=None),
        method="metadata",
        media=(),
        player=None,
        quote=Quote(runs=(*START, Run(type="link", text="a.example", url="https://a.example/x"))),
    )
    assert not fingerprint.changes(less, BASE)
    assert fingerprint.changes(BASE, less)


def test_another_way_that_says_otherwise_is_a_change() -> None:
    """Other words are a change by whichever way."""
    assert fingerprint.changes(finding("other words", method="metadata"), BASE)
    assert fingerprint.changes(replace(retold(BASE, published="2021-01-25"), method="metadata"), BASE)
