import pytest

from embedsvc.model import Author
from embedsvc.read.bylines import names, plain_names

SITE = frozenset({"example", "nb"})


@pytest.mark.parametrize("name", ["Jane Doe", "Anna-Lena Schmidt", "Ludwig van Beethoven", "Иван Петров"])
def test_a_text_that_is_just_a_name_is_an_author(name: str) -> None:
    """The full parser gives the same."""
    assert plain_names.parse_author(name, frozenset()) == Author(name=name, type="person")
    assert names.people(f"{name}; {name}") == (Author(name=name, type="person"),)


@pytest.mark.parametrize(
    "text",
    [
        *("By Jane Doe", "Jane Doe, John Roe", "Jane Doe Reporter", "Jane and John", "Doe Doe", "jane doe"),
        *("Example", "New Business", "Jane Doe May", "admin", "Health Ministry"),
    ],
)
def test_any_other_text_is_left_to_the_full_parser(text: str) -> None:
    """Roles, lists, repetitions, lower case, the site's name or initials, months, accounts, organisations."""
    assert plain_names.parse_author(text, SITE) is None
