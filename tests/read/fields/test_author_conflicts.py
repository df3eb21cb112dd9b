import pytest

from tests.support.pages import HEADLINE, TITLE, author_names, json_ld, read_article

BYLINE = "<p class='byline'>By Jane Doe</p>"


def meta(name: str) -> str:
    return f"{TITLE}<meta name='author' content='{name}'>"


def structured(name: str) -> str:
    author = {"@type": "Person", "name": name}
    return TITLE + json_ld({"@type": "Article", "headline": "The ferry sails again", "author": author})


@pytest.mark.parametrize("stated", [meta, structured])
def test_the_byline_precedes_somebody_whom_the_page_does_not_show(stated) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Who uploaded a text isn't who wrote it."""
    assert author_names(read_article(f"<div>{HEADLINE}{BYLINE}</div>", head=stated("John Roe"))) == [
        "Jane Doe"
    ]
    shown = f"<div>{HEADLINE}<p>By Jane Doe and John Roe</p></div>"
    assert author_names(read_article(shown, head=stated("John Roe"))) == ["John Roe"]
    assert author_names(read_article(f"<div>{HEADLINE}</div>", head=stated("John Roe"))) == ["John Roe"]


def test_a_byline_with_a_box_precedes_somebody_named_elsewhere_on_the_page() -> None:
    """Two places show the author, and the other name is only in the comments."""
    far = "<p>The ferry sails.</p>" * 1_500
    box = "<div><h2>Jane Doe</h2><p>Columnist</p></div>"
    comment = "<div class='comments'><b>John Roe</b></div>"
    found = read_article(f"<div>{HEADLINE}{BYLINE}</div>{far}{box}{comment}", head=meta("John Roe"))
    assert author_names(found) == ["Jane Doe"]


@pytest.mark.parametrize("account", ["jdoe", "jane.doe", "doe42", "janedoe"])
def test_an_account_yields_to_the_full_name_of_the_person(account: str) -> None:
    """Near the headline, or in a box at the end; it remains where the page has no other name."""
    far = "<p>The ferry sails.</p>" * 30
    box = "<div class='author-box'><h4>Jane Doe</h4><p>She writes about harbours, boats, the open sea and what lives in it since 2009, at night.</p></div>"
    assert author_names(read_article(f"<div>{HEADLINE}{BYLINE}</div>", head=meta(account))) == ["Jane Doe"]
    assert author_names(read_article(f"<div>{HEADLINE}{far}{box}</div>", head=meta(account))) == ["Jane Doe"]
    assert author_names(read_article(f"<div>{HEADLINE}</div>", head=meta(account))) == [account]


def test_an_account_does_not_yield_to_somebody_else_far_away() -> None:
    """A box about another person is no evidence for the account."""
    far = "<p>The ferry sails.</p>" * 30
    found = read_article(f"<div>{HEADLINE}{far}<p class='author-name'>Ann Lee</p></div>", head=meta("jdoe"))
    assert author_names(found) == ["jdoe"]
