"""The position of the article on a page decides which byline and which date are its own."""

import pytest

from tests.support.pages import BYLINE_AND_DATE, HEADLINE, author_names, read_article


@pytest.mark.parametrize(
    "body",
    [
        f"<form id='aspnetForm'><div>{HEADLINE}{BYLINE_AND_DATE}</div></form>",
        f"<div class='widget Blog'><div class='post'><h3>The ferry sails again</h3>{BYLINE_AND_DATE}</div></div>",
        f"<div class='sidebar_right'><div>{HEADLINE}</div><div>{BYLINE_AND_DATE}</div></div>",
        f"<article>{HEADLINE}<p>Text.</p><footer>{BYLINE_AND_DATE}</footer></article>",
        f"<main>{HEADLINE}<aside>{BYLINE_AND_DATE}</aside><p>Text.</p></main>",
        f"<div>{HEADLINE}</div><div class='elementor-widget elementor-widget-post-info'>{BYLINE_AND_DATE}</div>",
    ],
)
def test_what_contains_the_headline_contains_the_article(body: str) -> None:
    """A form, a widget or a layout around the whole page, and the article's own footer, hide no byline."""
    found = read_article(body)
    assert (author_names(found), found.published) == (["Jane Doe"], "2021-05-03")


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{HEADLINE}</article><footer>{BYLINE_AND_DATE}</footer>",
        f"<main>{HEADLINE}</main><aside>{BYLINE_AND_DATE}</aside>",
        f"<div>{HEADLINE}</div><aside><article><footer>{BYLINE_AND_DATE}</footer></article></aside>",
        f"<div>{HEADLINE}<div class='widget'>{BYLINE_AND_DATE}</div></div>",
        f"<div>{HEADLINE}<form>{BYLINE_AND_DATE}</form></div>",
        f"<article>{HEADLINE}<div class='related'><footer>{BYLINE_AND_DATE}</footer></div></article>",
        f"<div>{HEADLINE}<aside><b>News</b> 3 May 2021</aside></div>",
        f"<div>{HEADLINE}<div class='related'><b>News</b> 3 May 2021</div></div>",
        f"<div>{HEADLINE}<div class='related'>3 May 2021</div></div>",
    ],
)
def test_what_is_beside_the_article_is_not_its_own(body: str) -> None:
    """Footers and asides of the page, widgets, forms and teasers belong to something else."""
    found = read_article(body)
    assert (author_names(found), found.published) == ([], None)


@pytest.mark.parametrize("today", ["<span class='date'>9 June 2022</span>", "<time>9 June 2022</time>"])
def test_a_date_before_the_headline_comes_last(today: str) -> None:
    """Today's date at the top of the page, or a teaser's, comes after the date below the headline."""
    top = f"<div class='top'><div>{today}</div></div>"
    own = "<p class='date'>3 May 2021</p>" if "span" in today else "<time>3 May 2021</time>"
    found = read_article(f"{top}<div><div>{HEADLINE}</div></div><div><div>{own}</div></div>")
    assert found.published == "2021-05-03"


def test_a_date_in_the_block_of_the_headline_is_its_own() -> None:
    """The line above a headline comes before it and belongs to it."""
    above = "<div class='date'>3 May 2021</div>"
    found = read_article(
        f"<section><div>{above}{HEADLINE}</div><div class='date'>9 June 2022</div></section>"
    )
    assert found.published == "2021-05-03"


def test_bylines_before_the_headline_come_last() -> None:
    """Columnists at the top of the page wrote something else, unless nobody else is marked."""
    top = "<div><div><div><span class='preview-author'>John Roe</span></div></div></div>"
    assert author_names(read_article(f"{top}<div>{HEADLINE}{BYLINE_AND_DATE}</div>")) == ["Jane Doe"]
    assert author_names(read_article(f"{top}<div>{HEADLINE}</div>")) == ["John Roe"]
