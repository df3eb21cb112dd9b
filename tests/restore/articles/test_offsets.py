"""Every visible character leads back to its place in the source."""

import html
import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embedsvc.restore.articles import reading
from embedsvc.restore.articles.reading import Markup

PIECES = st.sampled_from(
    [
        "word",
        "two words",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "é",
        "שלום",
        "🌍",
        "&amp;",
        "&#8212;",
        "&",
        "<",
        ">",
        "<b>",
        "</b>",
        "<br>",
        "<p>",
        "</p>",
        "<li>",
        "</li>",
        "<blockquote>",
        "</blockquote>",
        "<!-- x -->",
        "<script>y</script>",
        "<a href='https://a.example/'>",
        "</a>",
        "# ",
        "> ",
        "- ",
        "1. ",
        "*",
        "|",
        "|---|",
        "---",
        "    ",
        "\r\n",
        "_",
        "\\*",
        "[label](https://a.example/)",
        "![picture](p.png)",
        "```\n",
        "\u200f",
        "\xa0",
    ]
)
SOURCES = st.lists(PIECES, max_size=30).map("".join)
MARKUPS: tuple[Markup, ...] = ("html", "text", "markdown")


@pytest.mark.parametrize("markup", MARKUPS)
@given(source=SOURCES)
@example(source="- - - ")
def test_offsets_never_go_back_and_stay_inside_their_block(markup: Markup, source: str) -> None:
    for block in reading.parse(source, markup).blocks:
        offsets = [block.view.offsets[index] for index in range(len(block.text) + 1)]
        assert offsets == sorted(offsets)
        assert all(block.inner_start <= offset <= block.inner_end for offset in offsets)
        assert block.start <= block.inner_start <= block.inner_end <= block.end


@pytest.mark.parametrize("markup", MARKUPS)
@given(source=SOURCES)
def test_a_visible_letter_is_the_one_in_the_source(markup: Markup, source: str) -> None:
    for block in reading.parse(source, markup).blocks:
        for index, char in enumerate(block.text):
            at = source[block.view.offsets[index] :]
            assert (
                at.startswith(char)
                or char in " \n"
                or html.unescape(at[:10]).startswith(char)
                or at[1:2] == char
            )


@pytest.mark.parametrize("markup", MARKUPS)
@given(source=SOURCES)
def test_blocks_follow_each_other(markup: Markup, source: str) -> None:
    blocks = reading.parse(source, markup).blocks
    assert all(one.inner_end <= two.inner_start for one, two in itertools.pairwise(blocks))
    assert all(block.start >= 0 and block.end <= len(source) for block in blocks)


@pytest.mark.parametrize(
    ("source", "markup", "texts"),
    [
        ("<p>One  two</p><p>three<br>four</p>", "html", ["One two", "three\nfour"]),
        ("<ul><li>One<li>two</ul>three", "html", ["One", "two", "three"]),
        ("<p>A&amp;B&nbsp;&mdash; c<script>no</script></p><style>no</style>", "html", ["A&B\u00a0— c"]),
        ("<p>never <b>closed", "html", ["never closed"]),
        ("One\ntwo\n\nthree", "text", ["One\ntwo", "three"]),
        ("One\ntwo\nthree", "text", ["One", "two", "three"]),
        ("> One\n> two\n\nthree *four*", "markdown", ["One\ntwo", "three four"]),
        ("[label](https://a.example/) and \\*stars\\*", "markdown", ["label and *stars*"]),
        ("One\n```\ncode\n```\ntwo", "markdown", ["One", "two"]),
        ("One\n\n    code\n\ntwo\n    three", "markdown", ["One", "two\nthree"]),
        ("# One #\ntwo\n===\nthree", "markdown", ["One", "two", "three"]),
        ("a | b\n--|--\nc | d\\|e\n\n| f |", "markdown", ["a", "b", "c", "d|e", "f"]),
        ("> One\ntwo\n\n> > three\n> four", "markdown", ["One\ntwo", "three\nfour"]),
        ("In\n1986. A year\n1. one\n2. two", "markdown", ["In\n1986. A year", "1. one", "2. two"]),
        ("One\r\ntwo\r\n\r\nthree", "markdown", ["One\ntwo", "three"]),
        ("<ul>\n<li>One</li>\n<li>two</li>\n</ul>\n\nthree", "markdown", ["One", "two", "three"]),
        ("<blockquote>\n<p>One</p>\n\n<p>two</p>\n</blockquote>", "markdown", ["One", "two"]),
    ],
)
def test_the_text_that_a_reader_sees(source: str, markup: Markup, texts: list[str]) -> None:
    assert [block.text for block in reading.parse(source, markup).blocks if not block.is_blank] == texts


def test_links_cover_their_words() -> None:
    (block,) = reading.parse(
        '<p>See <a href="https://a.example/?x=1&amp;y=2">the <b>page</b></a>.</p>', "html"
    ).blocks
    (link,) = block.view.links
    assert block.text[link.start : link.end] == "the page"
    assert link.url == "https://a.example/?x=1&y=2"


def test_containers_end_where_their_tags_end() -> None:
    source = "<blockquote><p>one</p></blockquote><p>two</p>"
    one, two = reading.parse(source, "html").blocks
    assert one.container is not None
    assert source[one.container.start : one.container.end] == "<blockquote><p>one</p></blockquote>"
    assert two.container is None
