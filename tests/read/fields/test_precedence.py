import pytest

from embedsvc.read.fields.precedence import TABLE
from tests.support.pages import JSON_LD_ARTICLE, author_names, json_ld, read_page


def test_every_value_names_its_rule() -> None:
    """An article's JSON-LD is enough for all of these fields."""
    found = read_page(json_ld(JSON_LD_ARTICLE), attributes='lang="en"')
    assert (found.title, author_names(found), found.publisher) == (
        "Talks resume in Vienna",
        ["Jane Doe", "John Roe"],
        "The Example",
    )
    assert (found.published, found.modified) == ("2021-01-26T10:00:00+02:00", "2021-01-27")
    assert found.image is not None
    assert (found.image.url, found.image.width, found.image.height) == (
        "https://news.example/a.jpg",
        600,
        400,
    )
    assert (found.free, found.based_on, found.doi) == (False, "https://agency.example/1", "10.1000/abc")
    assert (found.keywords, found.type, found.description) == (
        ("vienna", "talks"),
        "NewsArticle",
        "What was said.",
    )
    assert found.authors[0].url == "https://news.example/jane"
    with_value = {name for name in TABLE if getattr(found, name) not in (None, ())}
    assert set(found.sources) == with_value


def test_the_first_rule_with_a_value_decides() -> None:
    """A later rule for the same field is not even named."""
    head = '<meta name="description" content="Second"><meta property="og:description" content="First">'
    found = read_page(head)
    assert (found.description, found.sources["description"]) == ("First", "og:description")


@pytest.mark.parametrize("field", TABLE)
def test_names_of_rules_are_unique_in_a_field(field: str) -> None:
    """A source is traced to one rule."""
    names = [name for name, _ in TABLE[field]]
    assert len(set(names)) == len(names)
