import pytest

from embedsvc.read.html import document
from embedsvc.read.markup import meta
from tests.support.pages import HEADLINE, TITLE, page, read_article, snapshot


def test_properties_of_the_root_item_are_the_pages() -> None:
    """Pages that are a single item have its properties in their head."""
    head = TITLE + "<meta itemprop='datePublished' content='2021-05-03'>"
    found = read_article(HEADLINE, head=head, attributes="itemscope itemtype='https://schema.org/WebPage'")
    assert found.published == "2021-05-03"


def test_a_meta_tag_may_have_several_names() -> None:
    """In lower case, by whichever attribute names it; all values of the first name come first."""
    tags = (
        '<meta property="OG:Title Twitter:Title" content="A"><meta name="og:title" content=" B &amp;amp; C ">'
    )
    head = meta.parse(document.parse(snapshot(page(tags))))
    assert list(head.all("twitter:title", "og:title")) == ["A", "A", "B & C"]
    assert head.first("description", "og:title") == "A"


@pytest.mark.parametrize("name", ["DC.title", "dc:title", "DC_Title", "dc-title", " dc.Title "])
def test_what_separates_the_words_of_a_name_is_ignored(name: str) -> None:
    """Systems write the same name in many ways."""
    head = meta.parse(document.parse(snapshot(page(f'<meta name="{name}" content="A">'))))
    assert head.first("dc.title") == "A"


def test_what_systems_put_before_highwire_names_is_ignored() -> None:
    """As Zotero reads them."""
    head = meta.parse(document.parse(snapshot(page('<meta name="bepress_citation_title" content="A">'))))
    assert head.first("citation_title") == "A"


def test_links_for_browsers_are_ignored() -> None:
    """Style sheets and preloads are most of a page's links."""
    links = '<link rel=stylesheet href="/a.css"><link rel="Shortcut ICON" href=" /i.ico "><link rel=icon>'
    head = meta.parse(document.parse(snapshot(page(links))))
    assert [(link.href, link.rel) for link in head.links] == [("/i.ico", frozenset({"shortcut", "icon"}))]
