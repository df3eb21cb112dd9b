import pytest

from tests.support.pages import HEADLINE, TITLE, json_ld, read_article

STATED = TITLE + json_ld(
    {"@type": "Article", "headline": "The ferry sails again", "datePublished": "2021-06-24"}
)


@pytest.mark.parametrize(
    "body",
    [
        "<div><b>Jane Doe</b><span>May 3, 2021</span></div>",
        "<p>A harbour waits no longer.</p><time datetime='2021-05-03'>3 May 2021</time>",
        "<p>Published on</p><p>3 May 2021</p>",
        "<p>Published: 3 May 2021 | 5 min read</p>",
    ],
)
def test_an_earlier_day_after_the_headline_precedes_the_stated_one(body: str) -> None:
    """The text was there on that day: the stated one is that of an import or of a new version."""
    assert read_article(f"<div>{HEADLINE}{body}</div>", head=STATED).published == "2021-05-03"


@pytest.mark.parametrize(
    "body",
    [
        "<p>July 3, 2021</p>",
        "<p>23 June 2021</p>",
        "<p>Updated May 3, 2021</p>",
        "<p>Last updated on</p><p>May 3, 2021</p>",
        "<p>The old pier was closed on 3 May 2021, to the harbour's joy.</p><p>4 May 2021</p>",
        "<div class='related'><p>3 May 2021</p></div>",
        f"{'<p>Waves.</p>' * 20}<p>3 May 2021</p>",
        "<script>var day = '3 May 2021'</script>",
        "",
    ],
)
def test_other_days_do_not_precede_the_stated_one(body: str) -> None:
    """A later or the neighbouring day, that of a change, of the text, of another article, or far away."""
    assert read_article(f"<div>{HEADLINE}{body}</div>", head=STATED).published == "2021-06-24"


def test_an_earlier_day_before_the_headline_is_another_articles() -> None:
    """It is that of a teaser or of the page's header."""
    assert read_article(f"<p>3 May 2021</p>{HEADLINE}", head=STATED).published == "2021-06-24"
