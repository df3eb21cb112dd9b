import pytest

from tests.support.pages import BYLINE_AND_DATE, HEADLINE, TITLE, author_names, read_article


def test_a_part_of_the_sites_name_is_not_an_author() -> None:
    """A slogan in the site's name is no author where the page gives it as one."""
    head = "<meta property='og:site_name' content='The Example | All the Tides'>"
    author = "<meta name='author' content='All the Tides'>"
    assert author_names(
        read_article(f"<div>{HEADLINE}{BYLINE_AND_DATE}</div>", head=TITLE + head + author)
    ) == ["Jane Doe"]


@pytest.mark.parametrize(
    "label",
    ["Written by", "Verfasst von", "Escrito por", "Scritto da", "Skrevet av", "Napisane przez", "執筆者"],
)
def test_a_labelled_value_for_shared_links_is_the_author(label: str) -> None:
    """Twitter's label and data are the author's name if the label introduces one."""
    values = f"<meta name='twitter:label1' content='{label}'><meta name='twitter:data1' content='Jane Doe'>"
    assert author_names(read_article(HEADLINE, head=TITLE + values)) == ["Jane Doe"]
    other = values.replace(label, "Reading time")
    assert author_names(read_article(HEADLINE, head=TITLE + other)) == []


def test_an_author_who_is_named_again_is_listed_at_the_first_mention() -> None:
    """A page may repeat its first author after the others."""
    tags = "".join(f"<meta name='author' content='{name}'>" for name in ("Jane Doe", "John Roe", "JANE DOE"))
    assert author_names(read_article(HEADLINE, head=TITLE + tags)) == ["Jane Doe", "John Roe"]
