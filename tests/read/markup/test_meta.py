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


def test_links_for_browsers_are_ignored() -> None:
    """Style sheets and preloads are most of a page's links."""
    links = '<link rel=stylesheet href="/a.css"><link rel="Shortcut ICON" href=" /i.ico "><link rel=icon>'
    head = meta.parse(document.parse(snapshot(page(links))))
    assert [(link.href, link.rel) for link in head.links] == [("/i.ico", frozenset({"shortcut", "icon"}))]
