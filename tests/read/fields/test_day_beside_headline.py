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
        "<p>Published 3 May 2021, updated 9 June 2021</p>",
        "<p>Updated 9 June 2021, published 3 May 2021</p>",
        "<p>3 May 2021 | 3 May 2021</p>",
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
        "<p>Between 3 March 2020 and 4 April 2021 the price of bread rose by a third</p>",
        "<p>Jan 1, 2020 – Dec 31, 2020: a timeline of the project in photos for the public</p>",
        "<p>3 March 2020 – 4 April 2021</p>",
        "<p>On show from 3 March 2020 until 4 April 2021</p>",
        "<p>The guide of 3 March 2020 was revised on 4 April 2021 by the board</p>",
        "<div class='related'><p>3 May 2021</p></div>",
        f"{'<p>Waves.</p>' * 20}<p>3 May 2021</p>",
        "<script>var day = '3 May 2021'</script>",
        "",
    ],
)
def test_other_days_do_not_precede_the_stated_one(body: str) -> None:
    """A later or the neighbouring day, that of a change, a period, of the text, of another article, or far away."""
    assert read_article(f"<div>{HEADLINE}{body}</div>", head=STATED).published == "2021-06-24"


def test_an_earlier_day_before_the_headline_is_another_articles() -> None:
    """It is that of a teaser or of the page's header."""
    assert read_article(f"<p>3 May 2021</p>{HEADLINE}", head=STATED).published == "2021-06-24"


@pytest.mark.parametrize(
    "stated",
    [
        "<meta property='article:published_time' content='2021-06-24T10:00:00Z'>",
        "<meta name='publish_date' content='2021-06-24'>",
        "<meta name='sailthru.date' content='2021-06-24 10:00:00'>",
    ],
)
def test_an_earlier_day_precedes_one_stated_in_any_meta_tag(stated: str) -> None:
    assert read_article(f"{HEADLINE}<p>May 3, 2021</p>", head=TITLE + stated).published == "2021-05-03"


CARD = "<a href='/other'><div>A bridge for the ferry's old harbour at last</div><span>9 June 2022</span></a>"


@pytest.mark.parametrize(
    "body",
    [
        f"<div>3 May 2021</div>{HEADLINE}<p>{'Waves. ' * 40}</p><p class='date'>9 June 2022</p>",
        f"<p><span>3 May 2021</span><span>/</span><b>Boats</b></p>{HEADLINE}{'<p>Waves.</p>' * 20}<p>9 June 2022</p>",
        f"{HEADLINE}<p>3 May 2021</p><div>{'<p>Waves.</p>' * 20}<p class='date'>9 June 2022</p></div>",
        f"{HEADLINE}<div><label>May 3, 2021</label></div><ul><li class='post-date'>June 9, 2022</li></ul>",
        f"{HEADLINE}<p>Last updated</p><p>3 May 2021</p>{'<p>Waves.</p>' * 20}<p class='date'>9 June 2022</p>",
        f"{HEADLINE}<p>Jane Doe, 3 May 2021, 10:30 | Updated: 9 June 2022, 11:30</p>",
        f"{HEADLINE}<p class='meta'><span class='updated'>9 June 2022</span> <span>3 May 2021</span></p>",
        f"{HEADLINE}<p>3 مايو 2021م 22 رمضان 1442هـ</p>",
        f"{HEADLINE}<p>Updated 9 June 2022</p><p>First published 3 May 2021</p>",
        f"{HEADLINE}{CARD}<p>3 May 2021</p>",
    ],
)
def test_the_day_beside_the_headline_precedes_days_further_away(body: str) -> None:
    """After the headline or right before it, whatever its mark-up; a day of a change if it is the only one."""
    far = "<p>Waves.</p>" * 20
    found = read_article(f"<main>{body if 'Waves' in body else body + far}</main>")
    assert found.published == "2021-05-03"


def test_a_day_in_the_sites_header_is_that_of_today() -> None:
    """It precedes the headline, but other headers than that of the article show the day of the visit."""
    today = "<header><a href='/'>The Example</a><span>9 June 2022</span></header>"
    body = f"{today}<main>{HEADLINE}{'<p>Waves.</p>' * 20}<p class='date'>3 May 2021</p></main>"
    assert read_article(body).published == "2021-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "All who bought their boats after April 15, 2021 wait for the harbour to open.",
        "Between 3 March 2020 and 4 April 2021 the price of bread rose by a third",
        "3 March 2020 – 4 April 2021",
    ],
)
def test_a_day_in_a_sentence_or_in_a_period_is_no_day_of_publication(text: str) -> None:
    """Such days are what the text is about."""
    assert read_article(f"{HEADLINE}<p>{text}</p>").published is None
