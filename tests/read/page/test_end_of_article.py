import pytest

from tests.support.pages import HEADLINE, author_names, read_article

COMMENT = "<div><b>Bob Stone</b> <span>May 3, 2025 at 10:00</span><p>Well done.</p></div>"


@pytest.mark.parametrize(
    "heading", ["Comments", "2 Comments", "Leave a Reply", "Related posts", "Kommentare (2)", "Комментарии"]
)
def test_dates_and_names_after_the_article_are_those_of_other_texts(heading: str) -> None:
    """Where no class marks the comments."""
    found = read_article(f"{HEADLINE}<p>The ferry sails.</p><div><h3>{heading}</h3>{COMMENT}</div>")
    assert (author_names(found), found.published) == ([], None)


def test_a_link_to_comments_does_not_end_the_lines_about_the_article() -> None:
    found = read_article(
        f"{HEADLINE}<div><a href='#comments'>2 Comments</a></div><div>3 May 2021</div><div>Jane Doe</div>"
    )
    assert (author_names(found), found.published) == (["Jane Doe"], "2021-05-03")
