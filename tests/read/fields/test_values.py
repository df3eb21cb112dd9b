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


def test_without_a_description_the_first_long_paragraph_counts() -> None:
    """Short paragraphs are captions and labels."""
    long = "The ferry between the two towns sails again after eleven months."
    assert read_page(body=f"<p>Photo: Jane Doe</p><p>{long}</p>").description == long
    assert read_page(body="<p>Photo: Jane Doe</p>").description is None


@pytest.mark.parametrize(
    ("tier", "free"), [("free", True), ("metered", False), ("locked", False), ("x", None)]
)
def test_the_content_tier_states_whether_a_page_is_free(tier: str, *, free: bool | None) -> None:
    """Facebook's tags for subscriptions."""
    assert read_page(f'<meta property="article:content_tier" content="{tier}">').free is free
