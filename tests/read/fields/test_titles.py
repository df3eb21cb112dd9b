import pytest

from tests.support.pages import read_page


def test_the_visible_headline_precedes_the_head() -> None:
    """A title for search engines yields to a similar `h1`."""
    found = read_page(
        '<title>Brexit: war of nerves next round</title><meta property="og:title" content="Brexit: war of nerves, next round">',
        "<h1>The Brexit war of nerves goes into its next round</h1>",
    )
    assert found.title == "The Brexit war of nerves goes into its next round"


def test_a_headline_that_the_head_rewrote_is_the_title() -> None:
    """Titles for sharing leave most words out; the first `h1` counts if some specific words are the same."""
    head = '<meta property="og:title" content="Christmas gift guide | Shop now!">'
    assert read_page(head, "<h1>My cosy home gift guide for the holidays</h1>").title == (
        "My cosy home gift guide for the holidays"
    )
    assert read_page(head, "<h1>Most popular of the week</h1>").title == "Christmas gift guide | Shop now!"


REWRITTEN = "<title>Your boat this summer: ten tips</title>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>How to Keep Barnacles off Wooden Hulls</h1>", "How to Keep Barnacles off Wooden Hulls"),
        (
            "<h1>The Blog</h1><h1>How to Keep Barnacles off Wooden Hulls</h1>",
            "How to Keep Barnacles off Wooden Hulls",
        ),
        ("<h1>Our blog</h1>", "Your boat this summer: ten tips"),
        ("<h1>Most read in this week</h1>", "Your boat this summer: ten tips"),
        ("<h1>Wooden toys and other presents</h1>", "Your boat this summer: ten tips"),
    ],
)
def test_the_url_shows_that_a_heading_is_the_headline(body: str, expected: str) -> None:
    """It has the words of the headline where the head was rewritten, and one common word is chance."""
    url = "https://news.example/blog/2021/keep-barnacles-off-wooden-hulls"
    assert read_page(REWRITTEN, body, url=url).title == expected


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Gang caught</h1><h1>More news</h1><h1>Most read: police in London under fire</h1>",
        "<h1>Gang caught</h1><h1>Police in London under fire</h1>",
        "<h1>The Example</h1><h1>After years of delay, London welcomes new police chief</h1>",
    ],
)
def test_a_teaser_with_some_words_of_the_title_is_not_the_headline(body: str) -> None:
    """Behind the first `h1`, two words in common are chance."""
    title = "Police arrest five men after London robbery"
    assert read_page(f"<title>{title}</title>", body).title == title


def test_the_headline_may_follow_the_names_of_the_site_and_of_a_section() -> None:
    """It has most of its words in common with the title."""
    body = "<h1>The Example</h1><h1>Crime</h1><h1>Robbery in London: police arrest a gang</h1>"
    title = "Police arrest five men after London robbery, says mayor at a press conference"
    assert read_page(f"<title>{title}</title>", body).title == "Robbery in London: police arrest a gang"


def test_the_sites_name_alone_is_not_a_title() -> None:
    """A page with no other title is an empty shell, unless it is the home page."""
    assert read_page("<title>news.example</title>").title is None
    assert read_page("<title>news.example</title>", url="https://news.example/").title == "news.example"


@pytest.mark.parametrize(
    "name",
    ["headline", "prism.title", "eprints.title", "DC:title", "DCTERMS.title", "bepress_citation_title",
     "ArticleTitle", "sailthru.title", "cXenseParse:title", "name", "title"],
)  # fmt: skip
def test_a_title_in_any_vocabulary_is_read(name: str) -> None:
    """Where the title element has only the site's name, and no heading is seen."""
    head = f'<title>The Example</title><meta property="og:site_name" content="The Example"><meta name="{name}" content="Harbour opens again">'
    assert read_page(head).title == "Harbour opens again"


@pytest.mark.parametrize(
    "heading",
    [
        "<small>Transport</small> The ferry sails again",
        "The ferry sails again <small>after a long wait</small>",
    ],
)
def test_what_the_heading_adds_to_the_title_is_removed(heading: str) -> None:
    """A kicker, a standfirst, a badge; also where nothing but the title has the site's name."""
    head = "<title>The ferry sails again | Harbour Notes</title>"
    assert read_page(head, f"<h1>{heading}</h1>").title == "The ferry sails again"


def test_a_last_part_of_the_title_that_the_heading_has_stays() -> None:
    """It is no site's name but the headline's end."""
    head = "<title>The ferry sails again - a long story</title>"
    found = read_page(head, "<h1>The ferry sails again: a long story of love</h1>")
    assert found.title == "The ferry sails again: a long story of love"
