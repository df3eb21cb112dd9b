import pytest

from embedsvc.read import fields
from embedsvc.read.html import document
from embedsvc.read.html.visible_text import visible_text
from tests.support.pages import HEADLINE, author_names, page, read_article, snapshot


def test_a_page_over_the_limits_is_read_up_to_the_cut() -> None:
    """A page with too many tags still has its title."""
    body = page("<title>Long</title>", "<i>" * 150_000)
    assert fields.metadata(document.parse(snapshot(body))).title == "Long"


def test_less_than_signs_in_scripts_are_not_tags() -> None:
    """Code that compares with "<" is not cut, and what follows its script is read."""
    code = "for(i=0;i<n;i++){" + " ".join(f"a{i}=b{i}?c:d;" for i in range(20_000)) + "}"
    read = document.parse(snapshot(page(f"<script>{code}</script><title>Title</title>")))
    assert [visible_text(title) for title in read.all("title")] == ["Title"]


def test_references_are_resolved_against_the_base() -> None:
    """Relative references follow `base`, and what is no http URL is None."""
    read = document.parse(snapshot(page('<base href="https://cdn.example/a/">')))
    assert read.absolute("b.png") == "https://cdn.example/a/b.png"
    assert read.absolute("javascript:alert(1)") is None


def test_a_byte_order_mark_is_not_text() -> None:
    """It comes before the page, and the head remains a head."""
    read = document.parse(snapshot(b"\xef\xbb\xbf" + page("<title>A title</title>", "<p>x").encode()))
    assert read.root.css_first("head > title") is not None
    assert read.texts == ["A title", "x"]


@pytest.mark.parametrize("seam", ["", "<!-- -->", "<!---->"])
def test_comments_of_frameworks_do_not_split_a_line(seam: str) -> None:
    """React and Vue put them between the texts of one line."""
    line = seam.join(["Published ", "12", " ", "May", " ", "2020", " by ", "Jane", " ", "Doe"])
    found = read_article(f"{HEADLINE}<p>{line}</p>")
    assert (found.published, author_names(found)) == ("2020-05-12", ["Jane Doe"])


def test_the_title_of_an_icon_is_not_the_pages() -> None:
    """Images have titles too, before the page's and without one."""
    icon = "<svg><g><title>Menu</title></g></svg>"
    assert document.parse(snapshot(page("", icon))).title == ""
    assert document.parse(
        snapshot(f"{icon}<title>The ferry sails &lt;i&gt;again&lt;/i&gt;</title>")
    ).title == ("The ferry sails again")
