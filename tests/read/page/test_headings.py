import pytest

from tests.support.pages import read_article, read_page


def test_a_logo_is_not_a_headline() -> None:
    """An `h1` that links to the home page is the site's name, in the title element too."""
    found = read_page(
        "<title>Liver with apple | Love of food</title>",
        '<h1><a href="/">Love of food</a></h1><h2 class="title">Liver with apple</h2>',
    )
    assert found.title == "Liver with apple"


def test_the_name_of_a_blog_in_a_folder_is_not_a_headline() -> None:
    """On hosts with many blogs, a blog's name links to the page's first folder."""
    head = "<title>The ferry sails again - Jane's Notes</title>"
    body = "<h1><a href='/jane'>Jane's Notes</a></h1><h3><a href='/jane/e/17'>The ferry sails again</a></h3>"
    found = read_article(body, head=head, url="https://blogs.example/jane/e/17abc")
    assert found.title == "The ferry sails again"


@pytest.mark.parametrize("view", ["2", "amp", "comment-page-3"])
def test_a_headline_may_link_to_the_whole_article(view: str) -> None:
    """A part or another view of an article links its headline to the article itself."""
    body = "<h1><a href='/the-ferry'>The ferry sails again</a></h1>"
    assert read_article(body, url=f"https://news.example/the-ferry/{view}").title == "The ferry sails again"
