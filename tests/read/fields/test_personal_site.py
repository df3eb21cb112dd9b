import pytest

from tests.support.pages import HEADLINE, TITLE, author_names, read_article

STORY = "<p>I was at sea. I had two boats. I think that they float. I am sure.</p>"


@pytest.mark.parametrize(
    "name", ["Jane Doe's blog", "Jane Doe’s Website", "The blog of Jane Doe", "Le blog de Jane Doe"]
)
def test_the_owner_in_the_name_of_a_blog_is_the_author(name: str) -> None:
    """Without any other author on the page."""
    head = f'{TITLE}<meta property="og:site_name" content="{name}">'
    assert author_names(read_article(HEADLINE, head=head)) == ["Jane Doe"]
    assert author_names(read_article(f"{HEADLINE}<p class='byline'>By John Roe</p>", head=head)) == [
        "John Roe"
    ]


def test_a_full_name_in_two_places_of_a_site_in_the_first_person_is_the_author() -> None:
    """The domain and the copyright agree; one of them alone is not enough, and shops don't write "I"."""
    mine, other = "https://janedoe.example/ferry", "https://ferries.example/ferry"
    footer = "<footer>© 2025 Jane Doe. All rights reserved.</footer>"
    assert author_names(read_article(f"{HEADLINE}{STORY}{footer}", url=mine)) == ["Jane Doe"]
    assert author_names(read_article(f"{HEADLINE}{STORY}{footer}", url=other)) == []
    assert author_names(read_article(f"{HEADLINE}<p>We sell boats.</p>{footer}", url=mine)) == []
    questions = "<p>How can I return a boat?</p>" * 6
    assert author_names(read_article(f"{HEADLINE}{questions}{footer}", url=mine)) == []


def test_a_company_is_not_the_owner_of_a_personal_site() -> None:
    """Words of organisations and single words name no person."""
    for holder in ("Ferry Company", "Ferries", "The Ferry Group Ltd"):
        footer = f"<footer>© 2025 {holder}</footer>"
        assert author_names(read_article(f"{HEADLINE}{STORY}{footer}", url="https://ferry.example/x")) == []


@pytest.mark.parametrize(
    "masthead",
    ["<a href='/'>Jane Doe</a>", "<p><a rel='home' href='https://janedoe.example/'>Jane Doe</a></p>"],
)
def test_the_link_to_the_front_page_names_the_owner_of_a_site(masthead: str) -> None:
    """With the domain it is the second place; not where its words are words of the text too."""
    mine = "https://janedoe.example/ferry"
    assert author_names(read_article(f"{masthead}{HEADLINE}{STORY}", url=mine)) == ["Jane Doe"]
    assert author_names(read_article(f"{masthead}{HEADLINE}<p>No sails.</p>", url=mine)) == []
    words = "<p>The boat of a doe.</p>"
    assert author_names(read_article(f"{masthead}{HEADLINE}{STORY}{words}", url=mine)) == []
