"""The paragraphs of an article."""

import time

from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html import document
from embedsvc.read.page.paragraphs import paragraphs
from tests.support.pages import page, snapshot


def read(body: str) -> list[str]:
    parsed = document.parse(snapshot(page("<title>Bridge opens</title>", body)))
    return paragraphs(parsed, PageFacts(parsed).article)


def test_block_elements_end_a_paragraph_and_inline_ones_do_not() -> None:
    body = "<main><h1>Bridge opens</h1><div>One <b>two</b>&nbsp;three<p>four</p>five</div><table><tr><td>six<td>seven</table></main>"
    assert read(body) == ["Bridge opens", "One two three", "four", "five", "six", "seven"]


def test_what_no_reader_sees_is_no_paragraph() -> None:
    assert read(
        "<p>One</p><script>two</script><style>three</style><template><p>four</p></template><noscript>five</noscript>"
    ) == ["One"]


def test_menus_and_comments_are_no_part_of_the_article() -> None:
    body = (
        "<nav><ul><li>Menu</li></ul></nav><article><h1>Bridge opens</h1><p>Words.</p></article>"
        "<section class='comments'><p>A comment.</p><blockquote><p>Quoted in it.</p></blockquote></section><footer><p>Imprint</p></footer>"
    )
    assert read(body) == ["Bridge opens", "Words."]


def test_what_an_article_quotes_is_part_of_it() -> None:
    assert "Quoted." in read(
        "<article><h1>Bridge opens</h1><blockquote><div><p>Quoted.</p></div></blockquote></article>"
    )


def test_a_long_page_is_bounded() -> None:
    started = time.monotonic()
    read("<div>" * 400 + "<p>words words" * 15_000)
    assert time.monotonic() - started < 5
