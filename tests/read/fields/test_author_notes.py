import pytest

from tests.support.pages import HEADLINE, author_names, read_article

TEXT = "<p>The ferry sails again.</p>" * 30


@pytest.mark.parametrize(
    "note",
    [
        "<p>This post was written by Jane Doe, who lives by the sea and sails.</p>",
        "<p>This guest article is contributed by <a href='/jane'>Jane Doe</a>.</p>",
        "<h4>Article written by:</h4><h3>Jane Doe, MD</h3><p>Article reviewed by:</p><p>Ann Lee</p>",
        "<p>Cet article a été écrit par Jane Doe.</p>",
        "<p>Este artículo fue escrito por Jane Doe.</p>",
        "<p>Dieser Beitrag wurde von Jane Doe verfasst.</p>",
    ],
)
def test_a_note_about_the_author_names_them(note: str) -> None:
    """In a sentence after the text."""
    assert author_names(read_article(f"<div>{HEADLINE}{TEXT}{note}</div>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    "note",
    [
        "<p>The play was written by Ann Lee in the last winter of the war.</p>",
        "<p>This article was written by our readers.</p>",
        "<div class='related-posts'><p>This post was written by Ann Lee.</p></div>",
    ],
)
def test_other_notes_name_no_author(note: str) -> None:
    """Of another work, without a name, or of a teaser."""
    assert author_names(read_article(f"<div>{HEADLINE}{TEXT}{note}</div>")) == []
