import pytest

from tests.support.pages import HEADLINE, author_names, read_article


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'><b>Jane Doe</b><i>Journalist</i></p>",
        "<p class='byline'><a href='/jane'>Jane Doe</a><span>Jane Doe</span></p>",
    ],
)
def test_a_name_is_separated_from_the_next_element(line: str) -> None:
    """Elements that only a style separates have no space between them in the markup."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == ["Jane Doe"]


@pytest.mark.parametrize("name", ["szerző", "person-name", "författare", "written-by", "toimittaja"])
def test_classes_for_authors_are_in_many_languages(name: str) -> None:
    """The classes of a theme are in the language of its makers."""
    assert author_names(read_article(f"<div>{HEADLINE}<p class='{name}'>Jane Doe</p></div>")) == ["Jane Doe"]
