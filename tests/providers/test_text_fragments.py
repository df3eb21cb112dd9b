"""Links that quote a passage of an article (`#:~:text=`)."""

from urllib.parse import urlencode

import pytest

from embedsvc.formats import block, csl, embed_json, text
from tests.support.recorded import Web, embed, oembed, page, resolver
from tests.support.sites import OPTIONS

STORY = "https://news.example/2021/04/story"
HEAD = (
    "<title>A story</title>"
    '<meta name="author" content="Ann Doe"><meta property="article:published_time" content="2021-04-03">'
    '<meta name="description" content="What the story is about.">'
)
PAGE = page(HEAD, "<h1>A story</h1><p>The minister spoke of <b>a mistake</b>.</p><p>Nobody else did.</p>")
LINK = f"{STORY}#:~:text=spoke,mistake"


def test_the_passage_is_the_quotation() -> None:
    """It stands in place of the description, with author, date, and a link that leads to the words."""
    value = embed(LINK, {STORY: PAGE})
    assert value.key == LINK
    assert value.finding.passage == "spoke of a mistake"
    html = block.render(value, OPTIONS)
    assert f'<blockquote cite="{LINK}"><p>spoke of a mistake</p></blockquote>' in html
    assert "What the story is about." not in html
    assert "Ann Doe" in html
    assert '<time datetime="2021-04-03">' in html
    lines = text.render(value, OPTIONS).splitlines()
    assert lines == ["A story", "spoke of a mistake", "— Ann Doe, news.example, April 3, 2021", LINK]


def test_the_passage_in_json() -> None:
    """Beside the description, which stays what the page states; the citation leads to the words."""
    found = embed_json.render(embed(LINK, {STORY: PAGE}), OPTIONS)
    assert (found["passage"], found["description"]) == ("spoke of a mistake", "What the story is about.")
    assert found["citation"]["URL"] == LINK
    assert csl.item(embed(LINK, {STORY: PAGE}))["title"] == "A story"


def test_a_passage_of_several_paragraphs() -> None:
    """Each is a paragraph of the quotation."""
    html = block.render(embed(f"{STORY}#:~:text=The%20minister,did", {STORY: PAGE}), OPTIONS)
    assert "<p>The minister spoke of a mistake.</p><p>Nobody else did</p></blockquote>" in html


def test_words_that_are_not_on_the_page_change_nothing() -> None:
    """A link may claim anything: what the page does not state is no quotation of it."""
    value, plain = embed(f"{STORY}#:~:text=a%20lie", {STORY: PAGE}), embed(STORY, {STORY: PAGE})
    assert value.finding == plain.finding
    assert value.tried == plain.tried
    assert "a lie" not in block.render(value, OPTIONS)


def test_markup_of_a_passage_is_text() -> None:
    """The words of a page are never HTML of ours."""
    body = "<p>spoke &lt;script&gt;alert(1)&lt;/script&gt; mistake</p>"
    html = block.render(embed(LINK, {STORY: page(HEAD, body)}), OPTIONS)
    assert "spoke &lt;script&gt;alert(1)&lt;/script&gt; mistake" in html


def test_the_fragment_is_not_requested() -> None:
    """No request carries a fragment (RFC 9110 §7.1)."""
    web = Web({STORY: PAGE})
    resolver(web)(LINK)
    assert web.asked == [STORY]


def test_a_passage_of_a_page_with_an_oembed_answer() -> None:
    """The platforms of the registry have articles too; the endpoint is asked about the page alone."""
    story = "https://www.nytimes.com/2021/04/03/story.html"
    asked = "https://www.nytimes.com/svc/oembed/json/?" + urlencode({"url": story, "format": "json"})
    value = embed(
        f"{story}#:~:text=spoke,mistake", {asked: oembed(type="rich", title="A story"), story: PAGE}
    )
    assert (value.finding.method, value.finding.passage) == ("oembed", "spoke of a mistake")


@pytest.mark.parametrize(
    "link",
    [
        "https://arxiv.org/abs/2104.12345",
        "https://doi.org/10.5555/sample",
        "https://pubmed.ncbi.nlm.nih.gov/30123456/",
    ],
)
def test_a_passage_of_a_page_that_an_api_describes(link: str) -> None:
    """The API has no words of the page, so the page is read instead."""
    value = embed(f"{link}#:~:text=spoke,mistake", {link: PAGE})
    assert value.finding.passage == "spoke of a mistake"
    assert [attempt.code for attempt in value.tried] == [None]
