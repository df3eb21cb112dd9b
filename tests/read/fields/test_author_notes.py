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
        "<h4>About the author</h4><p>Jane Doe</p><p>She sails.</p>",
        "<h4>About the Writer:</h4><p>Jane Doe is a sailor who spends every free day of the year on the sea.</p>",
        "<h4>Über die Autorin</h4><p>E-Mail</p><p>Jane Doe</p>",
    ],
)
def test_a_note_about_the_author_names_them(note: str) -> None:
    """In a sentence, or below a label."""
    assert author_names(read_article(f"<div>{HEADLINE}{TEXT}{note}</div>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    "note",
    [
        "<p>The play was written by Ann Lee in the last winter of the war.</p>",
        "<p>This article was written by our readers.</p>",
        "<h4>About the author</h4><p>Follow us</p><p>All Stories</p><p>We have all stories.</p>",
        "<h4>About the ferry</h4><p>Ann Lee</p>",
        "<div class='related-posts'><p>This post was written by Ann Lee.</p></div>",
    ],
)
def test_other_notes_name_no_author(note: str) -> None:
    """Of another work, without a name, about something else, or of a teaser."""
    assert author_names(read_article(f"<div>{HEADLINE}{TEXT}{note}</div>")) == []
