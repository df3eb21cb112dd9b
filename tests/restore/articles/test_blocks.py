"""Where the paragraphs of an article begin and end, in each format."""

import pytest

from embedsvc.restore.articles import reading
from embedsvc.restore.articles.reading import Markup

HTML = [
    ("<p>a <b>b</b></p>\n<p>c</p>", ["<p>a <b>b</b></p>", "<p>c</p>"]),
    ("<p class='x' id=y>a</p >\n<P>b</P>", ["<p class='x' id=y>a</p >", "<P>b</P>"]),
    ("<p>a<p>b</p>c", ["<p>a", "<p>b</p>", "c"]),
    ("<div>a<p>b</p>c</div>", ["a", "<p>b</p>", "c"]),
    ("<p> </p><p></p><p>a</p>", ["<p>a</p>"]),
    ("<p>a <abbr>b</abbr> c</p>", ["<p>a <abbr>b</abbr> c</p>"]),
    ("<ul><li>a</li><li><p>b</p></li></ul>", ["a", "<p>b</p>"]),
    (
        "<title>x</title><p>a</p><script>'</p><p>x</p>'</script>b",
        ["<p>a</p>", "<script>'</p><p>x</p>'</script>b"],
    ),
    ("<!-- <p>x --><p>a</p>", ["<p>a</p>"]),
    ("<p>a</p><!-- <p>x --> b</p>", ["<p>a</p>", "<!-- <p>x --> b"]),
    ("<p>a</p></p><p>b", ["<p>a</p>", "<p>b"]),
    (
        "<div> <p>a</p>\n<p title='x>y'>b</p> c <p>d</p><p>&nbsp;</p><p>e<br>f</p> <p>g",
        ["<p>a</p>", "<p title='x>y'>b</p>", "c ", "<p>d</p>", "<p>e<br>f</p>", "<p>g"],
    ),
]
TEXT = [
    ("\n a\nb \n \t\n\n  c  \n", ["a\nb", "c"]),
    ("a\nb\n", ["a", "b"]),
    ("a", ["a"]),
    (" \n ", []),
    ("a\u00a0 \n\n\u3000b\n\nc", ["a", "b", "c"]),
]
MARKDOWN = [
    ("a\nb  \n\nc\n", ["a\nb", "c"]),
    ("a\n\n\n  \nb\n\n- c\n- d\n\ne\n\n", ["a", "b", "- c", "- d", "e"]),
    ("a\n=\n\nb\n\n# c\n\nd", ["a\n=", "b", "# c", "d"]),
    ("a\n- b\n\nc\n\n", ["a", "- b", "c"]),
    ("> a\nb\n\nc\n\n", ["a\nb", "c"]),
    ("a | b\n--- | ---\nc | d\n\ne\n\n", ["a", "b", "c", "d", "e"]),
    ("a\n\n<p>b</p>\n\nc\n\n", ["a", "<p>b</p>", "c"]),
    ("```\na\n\nb\n\n```\nc\n\n", ["c"]),
    ("a\r\n\r\nb\r\n\r\n", ["a", "b"]),
    ("a\nb  \n \nc\n\n    d\n\ne\n", ["a\nb", "c", "e"]),
]


@pytest.mark.parametrize(
    ("markup", "source", "blocks"),
    [
        *(("html", *case) for case in HTML),
        *(("text", *case) for case in TEXT),
        *(("markdown", *case) for case in MARKDOWN),
    ],
)
def test_blocks(markup: Markup, source: str, blocks: list[str]) -> None:
    found = reading.parse(source, markup).blocks
    assert [source[block.start : block.end] for block in found if not block.is_blank] == blocks


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("<blockquote>a</blockquote>b", ["quotation", None]),
        ("<blockquote><p>a</p></blockquote><p>b</p>", ["quotation", None]),
        ("<ul><li>a</li></ul><p>b</p>", ["item", None]),
        ("<table><tr><td>a</td></tr></table><p>b</p>", ["cell", None]),
        ("<li><blockquote>a</blockquote>b</li>", ["quotation", "item"]),
        ("<blockquote>a</li><p>b</p></blockquote>", ["quotation", "quotation"]),
    ],
)
def test_containers(source: str, kinds: list[str | None]) -> None:
    blocks = reading.parse(source, "html").blocks
    assert [block.container and block.container.kind for block in blocks] == kinds


def test_a_container_has_its_tags() -> None:
    source = "<p>a</p><blockquote class=b>\n<p>c</p>\n</blockquote><ul><li>d</li></ul>"
    containers = [block.container for block in reading.parse(source, "html").blocks]
    assert [source[each.start : each.end] for each in containers if each] == [
        "<blockquote class=b>\n<p>c</p>\n</blockquote>",
        "<li>d</li>",
    ]
