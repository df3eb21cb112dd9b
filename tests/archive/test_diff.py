"""The difference between two Editions."""

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from embedsvc.archive import Edition
from embedsvc.archive.diff import diff
from embedsvc.model import Finding, Quote, Run
from embedsvc.read.posts.word_diff import Piece, word_diff
from tests.support.archive.samples import KEY, NOON, finding, with_metadata


def edition(found: Finding | None) -> Edition:
    return Edition(
        id="a",
        key=KEY,
        number=1,
        provider="social",
        captured_at=NOON,
        hash="0",
        state="live",
        finding=found,
    )


def test_names_the_fields_that_changed() -> None:
    """Only these, with both values; texts also word by word."""
    older = edition(finding("Moscow and Kyiv spoke"))
    newer = edition(with_metadata(finding("Moscow and Washington spoke"), published="2021-01-27", title=None))
    title, text, published = diff(older, newer)
    assert (title.field, title.before, title.after, title.pieces) == ("title", "A post", None, ())
    assert text.field == "text"
    assert text.pieces == (
        Piece("same", "Moscow and "),
        Piece("removed", "Kyiv"),
        Piece("added", "Washington"),
        Piece("same", " spoke\nt.co/1"),
    )
    assert (published.field, published.after) == ("published", "2021-01-27")


def test_nothing_changed() -> None:
    """No change, or an Edition that was taken down: an empty difference."""
    assert diff(edition(finding()), edition(replace(finding(), ttl=1))) == ()
    assert diff(edition(finding()), edition(None)) == ()


@given(st.text(max_size=300), st.text(max_size=300))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    """Without the added pieces it is the old text, without the removed ones the new text."""
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.op != "added") == before
    assert "".join(piece.text for piece in pieces if piece.op != "removed") == after


def test_scripts_without_spaces_are_compared_by_letter() -> None:
    """One changed name in a Chinese sentence is one change."""
    assert word_diff("普京与拜登通话", "普京与习近平通话") == (
        Piece("same", "普京与"),
        Piece("removed", "拜登"),
        Piece("added", "习近平"),
        Piece("same", "通话"),
    )


def test_long_hostile_texts_are_bounded() -> None:
    """Texts made to be slow to compare are reported as wholes, and soon."""
    started = time.monotonic()
    word_diff("a b " * 7_500 + "x", "b a " * 7_500 + "y")
    word_diff("".join(f"{n % 90} " for n in range(490)), "".join(f"{-n % 91} " for n in range(490)))
    assert time.monotonic() - started < 5


def test_the_words_of_a_quoted_post_are_compared() -> None:
    """Word by word, like those of the post itself."""
    older = finding()
    assert older.quoted is not None
    newer = replace(
        older, quoted=replace(older.quoted, quote=Quote(runs=(Run(type="text", text="The words"),)))
    )
    (change,) = diff(edition(older), edition(newer))
    assert (change.field, change.before, change.after) == ("quoted", "The words quoted", "The words")
    assert change.pieces == (Piece("same", "The words"), Piece("removed", " quoted"))
    (removed,) = diff(edition(older), edition(replace(older, quoted=None)))
    assert (removed.before, removed.after) == ("The words quoted", None)
