import json

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
    found = read_article(f"<div>{HEADLINE}<p class='date'>9 July 2022</p></div>", head=TITLE + json_ld(work))
    assert (author_names(found), found.published) == (["John Roe"], "2022-06-09")


PERSONS = [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}]
WORK = {"@type": "NewsArticle", "headline": "The ferry sails again"}


@pytest.mark.parametrize(
    "authors",
    [
        [PERSONS],
        [[PERSONS[0]], "John Roe"],
        {"0": PERSONS[0], "1": PERSONS[1]},
        {"@list": PERSONS},
        [json.dumps(PERSONS[0]), PERSONS[1]],
        json.dumps(PERSONS),
        {"@type": "Person", "name": ["Jane Doe", "John Roe"]},
        {"@type": "Person", "name": {"0": "Jane Doe", "1": "John Roe"}},
        [{"@type": "Person", "name": PERSONS[0]}, {"name": {"@value": "John Roe"}}],
        [{"@type": "Role", "author": PERSONS[0]}, {"givenName": "John", "familyName": "Roe"}],
        [7, True, None, {"name": "undefined"}, *PERSONS],
        [{"name": "<a href='/jane'>Jane Doe</a>"}, {"name": "John&nbsp;Roe"}],
        "By Jane Doe and John Roe",
    ],
)
def test_authors_are_found_however_they_are_nested(authors: object) -> None:
    """Lists in lists, objects with numbers for names, JSON inside a string, several names of one person, values
    of a wrong type.
    """
    found = read_article(HEADLINE, head=TITLE + json_ld({**WORK, "author": authors}))
    assert author_names(found) == ["Jane Doe", "John Roe"]


@pytest.mark.parametrize(
    "value",
    [
        {"0": {**WORK, "author": PERSONS}},
        {"@graph": [[{"@graph": {"@type": "Article", "author": PERSONS}}]]},
        {"@graph": [{**WORK, "author": [{"@id": "#a"}, "#b"]}]
         + [{**person, "@id": f"#{name}"} for person, name in zip(PERSONS, "ab", strict=True)]},
        {"type": "NewsArticle", "author": [{"type": "Person", "name": "Jane Doe"}, "John Roe"]},
        {"@type": "schema:NewsArticle", "schema:author": [{"schema:name": "Jane Doe"}, "John Roe"]},
        [{"@type": ["https://schema.org/NewsArticle"],
          "https://schema.org/author": [{"@value": "Jane Doe"}, {"@value": "John Roe"}]}],
    ],
)  # fmt: skip
def test_works_are_found_in_every_form_of_json_ld(value: object) -> None:
    """Graphs in graphs, references, aliases of keywords, prefixes, full URLs of properties."""
    assert author_names(read_article(HEADLINE, head=TITLE + json_ld(value))) == ["Jane Doe", "John Roe"]


def test_references_lead_to_other_scripts() -> None:
    """Plugins write one script each."""
    person = {"@id": "#jane", "@type": "Person", "name": "Jane Doe"}
    scripts = json_ld({**WORK, "author": {"@id": "#jane"}}) + json_ld(person)
    assert author_names(read_article(HEADLINE, head=TITLE + scripts)) == ["Jane Doe"]
