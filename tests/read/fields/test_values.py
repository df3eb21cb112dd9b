import pytest

from tests.support.pages import author_names, read_page


def test_highwire_tags_give_the_fields_of_a_paper() -> None:
    """Authors are written "Doe, Jane", DOIs as URLs."""
    found = read_page(
        '<meta name="citation_doi" content="https://doi.org/10.1000/X"><meta name="citation_author" content="Doe, Jane">'
        '<meta name="citation_journal_title" content="Annals">'
    )
    assert (author_names(found), found.doi, found.publisher) == (["Jane Doe"], "10.1000/x", "Annals")


def test_keywords_are_one_a_tag_or_a_comma_list() -> None:
    """Each once, in order."""
    assert read_page('<meta name="keywords" content="a, b, a">').keywords == ("a", "b")
    tags = '<meta property="article:tag" content="a, b"><meta property="article:tag" content="c">'
    assert read_page(tags).keywords == ("a, b", "c")


@pytest.mark.parametrize("name", ["undefined", "{{ site.name }}", "Site name", "%%sitename%%"])
def test_a_placeholder_is_no_site(name: str) -> None:
    """The next source counts, and an account of that name is none."""
    tags = f'<meta property="og:site_name" content="{name}"><meta name="twitter:site" content="@undefined">'
    assert read_page(tags).publisher is None
    assert read_page(f'{tags}<meta name="application-name" content="The Example">').publisher == "The Example"


@pytest.mark.parametrize(
    ("tier", "free"), [("free", True), ("metered", False), ("locked", False), ("x", None)]
)
def test_the_content_tier_states_whether_a_page_is_free(tier: str, *, free: bool | None) -> None:
    """Facebook's tags for subscriptions."""
    assert read_page(f'<meta property="article:content_tier" content="{tier}">').free is free
