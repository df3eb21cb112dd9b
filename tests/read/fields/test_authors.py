import pytest

from tests.support.pages import BYLINE_AND_DATE, HEADLINE, TITLE, author_names, read_article, read_page


def test_a_part_of_the_sites_name_is_not_an_author() -> None:
    """A slogan in the site's name is no author where the page gives it as one."""
    head = "<meta property='og:site_name' content='The Example | All the Tides'>"
    author = "<meta name='author' content='All the Tides'>"
    assert author_names(
        read_article(f"<div>{HEADLINE}{BYLINE_AND_DATE}</div>", head=TITLE + head + author)
    ) == ["Jane Doe"]


@pytest.mark.parametrize(
    "label",
    ["Written by", "Verfasst von", "Escrito por", "Scritto da", "Skrevet av", "Napisane przez", "執筆者"],
)
def test_a_labelled_value_for_shared_links_is_the_author(label: str) -> None:
    """Twitter's label and data are the author's name if the label introduces one."""
    values = f"<meta name='twitter:label1' content='{label}'><meta name='twitter:data1' content='Jane Doe'>"
    assert author_names(read_article(HEADLINE, head=TITLE + values)) == ["Jane Doe"]
    other = values.replace(label, "Reading time")
    assert author_names(read_article(HEADLINE, head=TITLE + other)) == []


def test_an_author_who_is_named_again_is_listed_at_the_first_mention() -> None:
    """A page may repeat its first author after the others."""
    tags = "".join(f"<meta name='author' content='{name}'>" for name in ("Jane Doe", "John Roe", "JANE DOE"))
    assert author_names(read_article(HEADLINE, head=TITLE + tags)) == ["Jane Doe", "John Roe"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("citation_authors", "Doe, Jane; Roe, John"),
        ("citation_authors", "Jane Doe, John Roe"),
        ("eprints.creators_name", "Doe, Jane; Roe, John"),
        ("DC.Creator.PersonalName", "Jane Doe; John Roe"),
        ("dc:creator", "Jane Doe; John Roe"),
        ("dcterms.creator", "Jane Doe; John Roe"),
        ("author-name", "Jane Doe and John Roe"),
        ("article:author_name", "Jane Doe and John Roe"),
        ("cXenseParse:author", "Jane Doe and John Roe"),
    ],
)
def test_authors_in_any_vocabulary_are_read(name: str, content: str) -> None:
    found = read_page(f'<meta name="{name}" content="{content}">')
    assert [author.name for author in found.authors] == ["Jane Doe", "John Roe"]


@pytest.mark.parametrize("account", ["@janedoe", "janedoe", "@Jane Doe", "https://x.com/jane"])
def test_an_account_is_no_name(account: str) -> None:
    assert read_page(f'<meta name="twitter:creator" content="{account}">').authors == ()


def test_the_author_in_a_data_layer_is_read_if_nothing_else_names_one() -> None:
    """An account is none, nor one of several."""
    layer = "<script>dataLayer.push({{'pagePostType':'post',\"pagePostAuthor\":\"{}\"}});</script>"
    assert author_names(read_article(HEADLINE + layer.format("Jane Doe"))) == ["Jane Doe"]
    assert author_names(read_article(f"{HEADLINE}{BYLINE_AND_DATE}{layer.format('John Roe')}")) == [
        "Jane Doe"
    ]
    assert author_names(read_article(HEADLINE + layer.format("admin"))) == []
    assert author_names(read_article(HEADLINE + layer.format("Jane Doe") + layer.format("John Roe"))) == []
    # General names are in lists of other articles, and in the texts of an interface.
    assert author_names(read_article(HEADLINE + '<script>x={"articleAuthor":"Jane Doe"}</script>')) == []


def test_the_creator_of_the_site_is_no_author() -> None:
    """A meta tag `creator` names the system or the agency that made the site."""
    assert author_names(read_article(HEADLINE, head='<meta name="creator" content="Pixel Forge">')) == []
