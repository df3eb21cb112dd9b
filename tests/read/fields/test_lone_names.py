import pytest

from tests.support.pages import HEADLINE, author_names, read_article

TEXT = "<p>The ferry sails again after two years, and everybody on the pier waved.</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div>Jane Doe</div><div>3 May 2021</div>", ["Jane Doe"]),
        ("<div>3 May 2021</div><div>·</div><div>Jane Doe</div>", ["Jane Doe"]),
        ("<p>May 3, 2021 · Jane Doe</p>", ["Jane Doe"]),
        ("<p>3 May 2021 | 5 min read | Jane Doe</p>", ["Jane Doe"]),
        ("<p>Christoph von Ritter</p><p>3. Mai 2021</p>", ["Christoph von Ritter"]),
        ("<p>Jane Doe and John Roe</p><p>3 May 2021</p>", ["Jane Doe", "John Roe"]),
        ("<ul><li>Jane Doe</li><li>3 May 2021</li></ul>", ["Jane Doe"]),
        ("<div>Jane Doe</div><div>Published on <time>3 May 2021</time></div>", ["Jane Doe"]),
        ("<div>Jane Doe</div><time datetime='2021-05-03'>3 days ago</time>", ["Jane Doe"]),
        ("<div>Ann Player</div><time>0:02:10</time>", []),
        ("<div class='c-mmp--video'><p>Preuzmite Adobe Flash Player</p></div><div>3 May 2021</div>", []),
        ("<audio><a href='/flash'>Preuzmite Adobe Flash Player</a></audio><div>3 May 2021</div>", []),
        ("<div class='photographer'>Jane Doe</div><div>3 May 2021</div>", []),
        ("<div>Photo</div><div>Jane Doe</div><div>3 May 2021</div>", []),
        ("<div>Jane Doe</div><div>3 days ago</div>", []),
    ],
)
def test_a_name_alone_beside_a_date_is_the_author(body: str, expected: list[str]) -> None:
    """No class and no word marks it as a byline."""
    assert author_names(read_article(f"<div>{HEADLINE}{body}{TEXT}</div>")) == expected


@pytest.mark.parametrize(
    "before",
    [
        "<ul><li><span data-hook='user-name'>Jane Doe</span></li><li>3 May 2021</li><li>3 min read</li></ul>",
        "<div><a><img alt='Jane Doe'></a><a href='/jane'>Jane Doe</a><p>Posted on <time>3 May 2021</time></p></div>",
        "<p><time>3 May 2021</time> · <span class='user'>Jane Doe</span> · <a href='/t'>Tutorials</a></p>",
    ],
)
def test_a_name_beside_a_date_may_precede_the_headline(before: str) -> None:
    """In the article, not in the header of the site; marked as somebody, since a section may be there too."""
    assert author_names(read_article(f"<article>{before}{HEADLINE}{TEXT}</article>")) == ["Jane Doe"]
    assert author_names(read_article(f"<header>{before}</header><article>{HEADLINE}{TEXT}</article>")) == []


def test_an_unmarked_name_before_the_headline_may_be_a_section() -> None:
    before = "<p>Ann Lee</p><p>3 May 2021</p>"
    assert author_names(read_article(f"<article>{before}{HEADLINE}{TEXT}</article>")) == []


def test_a_credit_before_the_headline_is_no_author() -> None:
    before = "<p>3 May 2021</p><p>Photo:</p><p>Ann Lee</p>"
    assert author_names(read_article(f"<article>{before}{HEADLINE}{TEXT}</article>")) == []


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Harbour Notes</p><p>3 May 2021</p>{TEXT}<p>Our harbour has waves.</p>",
        f"<p><a href='/category/green-shipping/'>Green Shipping</a></p><p>3 May 2021</p>{TEXT}",
        f"<p>Ann Lee</p><p>3 May 2021</p>{'<p>Nobody waited longer on the old pier than captain Lee.</p>' * 4}",
        f"<p>Ann Lee</p><p>Sails are white.</p>{TEXT}",
        f"<p>Photo:</p><p>Ann Lee</p><p>3 May 2021</p>{TEXT}",
        f"<p>Reviewed by Dr. Oma Vale, Ann Lee</p><p>3 May 2021</p>{TEXT}",
        f"<p>Wind als Antrieb</p><p>3 May 2021</p>{TEXT}",
        f"<p>Sea Freight PLLC</p><p>3 May 2021</p>{TEXT}",
        f"<p><a href='/treaties'>New START</a></p><p>3 May 2021</p>{TEXT}",
        f"<p>Advertiser Disclosure</p><p>3 May 2021</p>{TEXT}",
        f"<p>Machine Learning</p><p>3 May 2021</p>{TEXT}",
        f"<p>Künstliche Intelligenz</p><p>3 May 2021</p>{TEXT}",
        f"<p>Posted in <a href='/c/ann'>Ann Lee</a> on 3 May 2021</p>{TEXT}",
        f"<p>Category:</p><p>Ann Lee</p><p>3 May 2021</p>{TEXT}",
        f"<p>The harbour of Ann Lee</p><p>3 May 2021</p>{TEXT}",
        f"<div class='related'><p>Ann Lee</p><p>3 May 2021</p></div>{TEXT}",
        f"{TEXT * 20}<p>Ann Lee</p><p>3 May 2021</p>",
    ],
)
def test_what_is_no_name_or_somebody_else_is_no_author(body: str) -> None:
    """A section (its words are in lower case elsewhere, or its link is one), whom the text is about, a credit,
    a firm, a teaser, or a name far away.
    """
    assert author_names(read_article(f"<div>{HEADLINE}{body}</div>")) == []


@pytest.mark.parametrize("marked", ["person", "profile-name"])
def test_the_subject_of_a_profile_is_no_author(marked: str) -> None:
    """Classes for people mark whom the article is about too."""
    before = f"<div class='{marked}'>Robert Miles</div><time datetime='2021-05-03'>3 May 2021</time>"
    assert author_names(read_article(f"<article>{before}{HEADLINE}{TEXT}</article>")) == []
