import pytest

from tests.support.pages import HEADLINE, author_names, read_article

PARAGRAPH = f"<p>{'The ferry had been in the dock since spring. ' * 6}</p>"
TEASER = "<a href='/other'>The harbour is closed</a>"
OTHERS = '<span class="byline">10 minutes ago <a rel="author" href="/a/2">John Roe</a></span>'


@pytest.mark.parametrize(
    "teaser",
    [
        f"<div class='river'><h3>{TEASER}</h3><div class='byline'>By <a rel='author' href='/a/2'>John Roe</a></div></div>",
        f"<h2>{TEASER}</h2><p>{OTHERS}</p>",
        f"<ul><li><div><h4>{TEASER}</h4></div><div>{OTHERS}</div></li></ul>",
        f"<section><a href='/other'><h3>The harbour is closed</h3></a><p>In short.</p>{OTHERS}</section>",
        f"<div><h3>{TEASER}</h3><p>By John Roe</p></div>",
        f"<div><h3>{TEASER}</h3><time>4 May 2021</time><p class='author'>John Roe</p></div>",
    ],
)
def test_names_under_the_linked_headline_of_another_article_are_not_the_authors(teaser: str) -> None:
    """With an own byline, and where the page names nobody."""
    own = "<div class='byline'>By <a rel='author' href='/a/1'>Jane Doe</a></div>"
    assert author_names(read_article(f"{HEADLINE}{own}{PARAGRAPH}{teaser}")) == ["Jane Doe"]
    assert author_names(read_article(f"{HEADLINE}{PARAGRAPH}{teaser}")) == []


@pytest.mark.parametrize(
    "byline",
    [
        "<h3><a href='/author/jane-doe'>Jane Doe</a></h3><p class='byline'>By Jane Doe</p>",
        "<div class='author-box'><h3><a href='/jane'>Jane Doe</a></h3><p class='byline'>By Jane Doe</p></div>",
        "<h2><a href='https://first.example/x'>The ferry sails again</a></h2><p class='byline'>By Jane Doe</p>",
        "<h2>About the author</h2><p class='author'>Jane Doe</p>",
        "<a href='/team/jane'><b class='byline'>Jane Doe</b><p>Editor of everything about harbours and ferries</p></a>",
        "<a href='#top'><p class='byline'>Jane Doe</p><p>The ferry sails again after years in the dock</p></a>",
        "<h2><a href='#end'>The end</a></h2><p class='author'>Jane Doe</p>",
    ],
)
def test_other_headings_hide_no_byline(byline: str) -> None:
    """The headline again, names of authors, and headings without a link or with one to a part of the page."""
    assert author_names(read_article(f"{HEADLINE}{PARAGRAPH}<div>{byline}</div>")) == ["Jane Doe"]


def test_the_linked_headline_of_the_article_hides_no_byline() -> None:
    """The headline itself may be a link to the page."""
    headline = "<h1><a href='/politics/story'>The ferry sails again</a></h1>"
    assert author_names(read_article(f"<div>{headline}<p class='byline'>Jane Doe</p></div>")) == ["Jane Doe"]


def test_several_people_under_one_class_far_from_the_headline_are_a_list() -> None:
    """Cards without headings: each names its own author."""
    cards = "".join(
        f"<li><b>Story</b><i class='card-author'>{name}</i></li>"
        for name in ("Jane Doe", "John Roe", "Ann Lee")
    )
    assert author_names(read_article(f"<div>{HEADLINE}{PARAGRAPH * 20}<ul>{cards}</ul></div>")) == []


def test_a_date_in_a_link_with_a_title_is_another_articles() -> None:
    """A card needs no heading; a link of the date itself leads to an archive or to the article."""
    card = "<a href='/other'><p>The harbour is closed</p><time>9 June 2022</time></a>"
    own = "<a href='/archive/2021/05'>Published 3 May 2021</a>"
    assert read_article(f"{HEADLINE}{card}{own}").published == "2021-05-03"


def test_a_paragraph_in_a_link_is_a_description() -> None:
    """Home pages consist of links to what they describe: only the dates in them are those of others."""
    text = "The ferry sails again, after years in the dock, to all the islands of the bay."
    link = f"<a href='/other'><b>The ferry and its crew, since the spring of last year</b><p>{text}</p></a>"
    assert read_article(f"{HEADLINE}{link}").description == text
