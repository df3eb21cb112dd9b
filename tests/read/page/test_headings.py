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


STORY = "<title>Ferry sails again - The River Post</title>"
OG = "<meta property='og:title' content='Ferry sails again'>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (STORY + OG, "<header><h1>The River Post</h1></header><h2>Ferry sails again</h2>"),
        (STORY, "<h1>The River Post</h1><h1>Ferry sails again</h1>"),
        (STORY, "<h1>The River Post</h1><h2>Ferry sails again</h2>"),
        (STORY, "<h1>Ferry sails again</h1><h1>The River Post</h1>"),
        (
            "<title>The River Post | Ferry sails again</title>" + OG,
            "<h1>The River Post</h1><h3>Ferry sails again</h3>",
        ),
        (
            "<title>The River Post: Ferry sails again</title>",
            "<h1>The River Post</h1><h1>Ferry sails again</h1>",
        ),
        (
            "<title>Ferry sails again « The River Post</title>",
            "<h1>THE RIVER POST</h1><h2>Ferry sails again</h2>",
        ),
        ("<title>渡船が再開 – 川の新聞</title>", "<h1>川の新聞</h1><h2>渡船が再開</h2>"),
    ],
)
def test_a_heading_that_is_the_other_part_of_the_title_is_the_sites_name(head: str, body: str) -> None:
    """The title element is the headline and the site's name; another heading or title is the headline alone."""
    assert read_page(head, f"{body}<p>Text.</p>").title in {"Ferry sails again", "渡船が再開"}


def test_a_subtitle_does_not_make_a_masthead_of_the_headline() -> None:
    """A title element may consist of the headline and its subtitle."""
    found = read_page(
        "<title>The ferry: a long way home</title>", "<h1>The ferry</h1><h2>a long way home</h2>"
    )
    assert found.title != "a long way home"
    both = read_page(STORY + OG, "<h1>Ferry sails again</h1><h2>The River Post</h2>")
    assert both.title == "Ferry sails again"


@pytest.mark.parametrize(
    "other",
    [
        "<noscript><h1>JavaScript is off</h1></noscript>",
        "<div role=dialog><h1>We value your privacy</h1></div>",
        "<h1>{{ story.title }}</h1>",
        "<h1>undefined</h1>",
    ],
)
def test_a_heading_of_a_notice_or_of_a_template_is_not_a_headline(other: str) -> None:
    """The page's own headline comes after it, and there may be no title in the head."""
    assert read_page(body=f"{other}<h1>The ferry sails again</h1>").title == "The ferry sails again"


@pytest.mark.parametrize(
    "heading",
    [
        "<i class=material-icons>arrow_back</i> The ferry sails again",
        "The ferry sails again <a class=headerlink href='#x'>¶</a>",
        "<span class=sr-only>Story:</span> The ferry sails again",
        "<svg><title>Ship</title></svg>The ferry sails again",
        "<span aria-hidden=true>The ferry sails again</span>",
        "The ferry &lt;em&gt;sails&lt;/em&gt; a\xadgain",
    ],
)
def test_icons_and_what_is_hidden_are_no_part_of_a_headline(heading: str) -> None:
    """Unless nothing else is in it."""
    assert read_page(body=f"<h1>{heading}</h1>").title == "The ferry sails again"


LONG = "Ferry sails to all the islands again"


@pytest.mark.parametrize(
    ("head", "attributes"),
    [
        (f"<title>{LONG} | The River Post</title>", "class='blog-title'"),
        (f"<title>{LONG} | The River Post</title>", "class='blogoverview__headline'"),
        (f"<title>{LONG} | The River Post</title>", "class='c-masthead__heading'"),
        (f"<title>Islands</title><meta property='og:title' content='{LONG}'>", "id='site-header'"),
        (f"<meta property='og:title' content='News'><title>{LONG} | News</title>", ""),
    ],
)
def test_a_headline_is_no_sites_name_by_its_class_alone(head: str, attributes: str) -> None:
    """Classes for headers name that of an article too, and some sites state their own name as `og:title`."""
    found = read_page(head, f"<h1 {attributes}>{LONG}</h1><p>Text.</p>")
    assert (found.title, found.sources["title"]) == (LONG, "headline seen")
