import pytest

from tests.support.pages import (
    BYLINE_AND_DATE,
    HEADLINE,
    JSON_LD_ARTICLE,
    TITLE,
    URL,
    author_names,
    json_ld,
    read_article,
    read_page,
)

TEASER = {
    "@type": "NewsArticle",
    "url": "https://news.example/other",
    "headline": "Chestnuts are roasted in the valley",
    "author": "John Roe",
    "datePublished": "2022-06-09",
}


def test_references_are_followed_and_cycles_end() -> None:
    """`@id` leads to the person; items that refer to each other are harmless."""
    graph = [
        {
            "@type": "Article",
            "@id": "#a",
            "headline": "One two three",
            "author": {"@id": "#p"},
            "mainEntityOfPage": {"@id": "#a"},
        },
        {"@type": "Person", "@id": "#p", "name": "Jane Doe", "author": {"@id": "#p"}},
    ]
    assert author_names(read_page(json_ld({"@graph": graph}))) == ["Jane Doe"]


def test_other_works_on_the_page_are_ignored() -> None:
    """Comments and lists of other articles give neither author nor date."""
    comment = {
        "@type": "Comment",
        "author": {"@type": "Person", "name": "Some Reader"},
        "datePublished": "2022-02-02",
    }
    found = read_page(
        json_ld(
            {**JSON_LD_ARTICLE, "comment": [comment], "hasPart": [{**JSON_LD_ARTICLE, "headline": "Another"}]}
        )
    )
    assert (found.title, found.published) == ("Talks resume in Vienna", "2021-01-26T10:00:00+02:00")


def test_the_work_of_a_teaser_is_ignored() -> None:
    """A work with another URL, and with a headline unlike the title, has another author and another date."""
    found = read_article(f"<div>{HEADLINE}{BYLINE_AND_DATE}</div>", head=TITLE + json_ld(TEASER))
    assert (author_names(found), found.published) == (["Jane Doe"], "2021-05-03")


@pytest.mark.parametrize(
    "own", [{"url": URL}, {"headline": "The ferry sails again, at last"}, {"headline": None}, {"url": None}]
)
def test_a_work_is_the_pages_unless_both_url_and_headline_differ(own: dict[str, str | None]) -> None:
    """Its URL or a similar headline is enough; so is having neither."""
    work = {name: value for name, value in (TEASER | own).items() if value}
    found = read_article(f"<div>{HEADLINE}<p class='date'>3 May 2021</p></div>", head=TITLE + json_ld(work))
    assert (author_names(found), found.published) == (["John Roe"], "2022-06-09")
