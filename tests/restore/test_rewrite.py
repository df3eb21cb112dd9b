"""Restored articles: only what was found is rewritten, and the result is as well formed as it was."""

import re
import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedsvc.errors import InvalidRequest, RequestTooLarge
from embedsvc.restore.restorer import Restored
from tests.support.restoring import restore

POST = "https://x.com/bees/status/1354104000000000001"
FRAME = '<iframe src="https://www.youtube.com/embed/jNQXAC9IVRw"></iframe>'
SHORTCODE = "[tweet 1354104000000000001]"
SIGNED = "Bees dance today — Ann Bee (@bees) May 2, 2020"
QUOTATION = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Bees dance today</p>&mdash; Ann Bee (@bees) '
    f'<a href="{POST}">May 2, 2020</a></blockquote>'
)
VOID = {"br", "img", "hr", "col", "input", "meta", "link", "wbr"}
PHRASING = {"p", "h1", "h2", "h3", "b", "em", "i", "a", "span", "strong"}


class Nesting(HTMLParser):
    """Whether each end tag ends the element that is open, and none is left open."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.is_balanced = True
        self.around_figures: set[str] = set()
        self.feed(markup)
        self.close()
        self.is_balanced = self.is_balanced and not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure" and ("class", "embed embed-link") in attrs:
            self.around_figures.update(self.open)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.is_balanced = False


def parts(source: str, restored: Restored) -> list[str]:
    """What stands between the finds that were rewritten."""
    pieces, position = [], 0
    for result in restored.results:
        if result.html is not None:
            pieces.append(source[position : result.find.start])
            position = result.find.end
    return [*pieces, source[position:]]


INLINE = st.sampled_from(
    ["words", " & ", "<br>", "<br><br>", "مرحبا ", "&nbsp;", FRAME, SHORTCODE, "\n", f" {SIGNED}"]
)
TEXTS = st.lists(INLINE, min_size=1, max_size=4).map("".join)
MARKED = st.tuples(st.sampled_from(["b", "em", 'a href="/x"', 'span class="q"']), TEXTS, TEXTS).map(
    lambda each: f"{each[1]}<{each[0]}>{each[2]}</{each[0].split()[0]}>{each[1]}"
)
PARAGRAPHS = st.tuples(
    st.sampled_from(["p", "p", 'p class="a"', "h2", "div", "li", "blockquote", "td"]),
    st.one_of(TEXTS, MARKED),
).map(lambda each: f"<{each[0]}>{each[1]}</{each[0].split()[0]}>")
ARTICLES = st.lists(st.one_of(PARAGRAPHS, st.just(QUOTATION)), min_size=1, max_size=5).map("\n".join)

LINES = st.lists(
    st.sampled_from(
        ["Words", "", POST, "{{< tweet 1354104000000000001 >}}", SIGNED, "`code`", FRAME, f"<p>{SIGNED}</p>"]
    ),
    min_size=1,
    max_size=6,
)
MARKDOWN = st.tuples(st.sampled_from(["", "> ", "* ", "1. ", "   "]), LINES).map(
    lambda each: "\n".join(each[0] + line if line else "" for line in each[1])
)


@given(ARTICLES)
@settings(max_examples=100, deadline=None)
def test_html_around_the_finds_stays_and_is_well_formed(article: str) -> None:
    """Before a block elements may end and behind it begin again; nothing else is added or removed."""
    restored = restore(article, "html")
    around = r"".join(
        ("" if number == 0 else re.escape(blocks(restored)[number - 1]) + r"(?:<[a-z][^<>]*>)*")
        + re.escape(piece)
        + r"(?:</[a-z0-9]+>)*"
        for number, piece in enumerate(parts(article, restored))
    )
    assert re.fullmatch(around, restored.output)
    nesting = Nesting(restored.output)
    assert nesting.is_balanced
    assert nesting.around_figures.isdisjoint(PHRASING)
    assert restore(restored.output, "html").output == restored.output


@pytest.mark.parametrize(
    "article",
    [
        '<div class="twitter-tweet twitter-tweet-rendered"><iframe data-tweet-id="1354104000000000001"></iframe></div>',
        f'<div class="twitter-tweet">{FRAME}</div>',
        f'<div class="embed-container"><p>{POST}</p></div>',
        f'<section data-embed-url="{POST}"><p>{POST}</p></section>',
    ],
)
def test_a_box_around_a_block_is_no_embed(article: str) -> None:
    output = restore(article, "html").output
    assert "figure" in output
    assert restore(output, "html").output == output


def test_no_post_goes_across_an_embed() -> None:
    article = f"<p>words</p>\n<p>{FRAME}</p>\n<p>words{SIGNED}</p>"
    restored = restore(article, "html")
    assert [result.find.kind for result in restored.results] == ["embed", "post"]
    assert restore(restored.output, "html").output == restored.output


@given(MARKDOWN.filter(str.strip))
@settings(max_examples=100, deadline=None)
def test_markdown_around_the_finds_stays(article: str) -> None:
    """Line breaks and the marks of lists and quotations are added beside a block, and nothing else."""
    restored = restore(article, "markdown")
    lines = [r"\n[ >]*".join(map(re.escape, block.split("\n"))) for block in blocks(restored)]
    around = "".join(
        ("" if number == 0 else lines[number - 1] + r"[\s>]*") + re.escape(piece) + r"[\s>]*"
        for number, piece in enumerate(parts(article, restored))
    )
    assert re.fullmatch(around, restored.output)
    assert restore(restored.output, "markdown").output == restored.output


@given(LINES.map("\n\n".join).filter(str.strip))
@settings(max_examples=100, deadline=None)
def test_text_becomes_html_once(article: str) -> None:
    """Restoring the output as the HTML that it is changes nothing."""
    restored = restore(article, "text")
    assert restored.markup == "html"
    assert Nesting(restored.output).is_balanced
    assert restore(restored.output, "html").output == restored.output


@pytest.mark.parametrize(
    "article",
    [
        'Bees dance\n\n— "><script>alert(1)</script> (@bees) May 2, 2020',
        "Bees dance\n\n— Ann <pre> Bee (@bees) May 2, 2020\n\n</pre>",
        f"<!-- Bees dance {SIGNED}\n\n-->",
        f"<code>\n\n{SHORTCODE}\n\n</code>",
    ],
)
def test_tags_in_text_are_text(article: str) -> None:
    """What they enclose is found at once, and its HTML has the same finds."""
    restored = restore(article, "text")
    assert [result.status for result in restored.results] != []
    assert "<script" not in restored.output
    assert restore(restored.output, "html").output == restored.output


def blocks(restored: Restored) -> list[str]:
    return [str(result.html) for result in restored.results if result.html is not None]


def test_text_has_paragraphs_of_their_own_direction() -> None:
    """Line breaks stay, markup is escaped, a block divides its paragraph."""
    output = restore(f"One <b>\ntwo\n\nقال النحل\n\nThree\n{POST}\nfour", "text").output
    shown = re.sub(r"<figure.*?</figure>", "BLOCK", output, flags=re.DOTALL)
    assert shown.splitlines() == [
        '<p dir="ltr">One &lt;b&gt;<br>two</p>',
        '<p dir="rtl">قال النحل</p>',
        '<p dir="ltr">Three</p>',
        "BLOCK",
        '<p dir="ltr">four</p>',
    ]


@pytest.mark.parametrize(
    ("article", "shape"),
    [
        (f"<p>A <b>b {FRAME} c</b> d</p>", "<p>A <b>b </b></p>BLOCK<p><b> c</b> d</p>"),
        (f"<ul><li>A {FRAME} b<li>C</ul>", "<ul><li>A BLOCK b<li>C</ul>"),
        (f"<p>A<p>B {FRAME}<p>C", "<p>A<p>B </p>BLOCK<p>C"),
        (f"<table><tr><td>A<td>{FRAME}</table>", "<table><tr><td>A<td>BLOCK</table>"),
        (f"<blockquote>A {FRAME}</blockquote>", "<blockquote>A BLOCK</blockquote>"),
        (f"<p>A</p><p>{FRAME}</p><p>B</p>", "<p>A</p>BLOCK<p>B</p>"),
        (f"A <i>{SHORTCODE} b</i><p>c", "A <i></i>BLOCK<i> b</i><p>c"),
        (f"<!-- wp:html -->\n{FRAME}\n<!-- /wp:html -->", "<!-- wp:html -->\nBLOCK\n<!-- /wp:html -->"),
    ],
)
def test_a_block_in_html(article: str, shape: str) -> None:
    """In paragraphs, items, cells, quotations, with and without end tags."""
    assert with_marks(restore(article, "html").output) == shape


@pytest.mark.parametrize(
    ("article", "shape"),
    [
        (f"A\n{POST}\nb", "A\n\nBLOCK\n\nb"),
        (f"{POST}\n", "BLOCK\n"),
        ("* a\n* b {{< youtube jNQXAC9IVRw >}} c\n* d", "* a\n* b \n\n  BLOCK\n\n   c\n* d"),
        ("1. a\n\n   {{< youtube jNQXAC9IVRw >}}\n\n2. b", "1. a\n\n   BLOCK\n\n2. b"),
        ("* {{< youtube jNQXAC9IVRw >}}\n* b", "* BLOCK\n\n* b"),
        ("> a\n> {{< youtube jNQXAC9IVRw >}}\n> b", "> a\n> \n> BLOCK\n>\n> b"),
        (f"1. one\n2. {SIGNED}\n3. three", "1. one\n2. BLOCK\n\n3. three"),
        (f"- one\n- {SIGNED}\n- three", "- one\n- BLOCK\n\n- three"),
        (f"- one\n  - {SIGNED}\n  - two\n- three", "- one\n  - BLOCK\n\n  - two\n- three"),
        (f"- one\n- > {SIGNED}\n- three", "- one\n- BLOCK\n\n- three"),
        ("* one\n\n  Bees dance\n\n  — Ann (@bees) May 2, 2020\n* two", "* one\n\n  BLOCK\n\n* two"),
        (f"> One. Two.\n>\n> {SIGNED}\n>\n> three", "> One. Two.\n>\n> BLOCK\n>\n> three"),
        (f"# {SIGNED}\n\na", "BLOCK\n\na"),
        (f"## {SIGNED} ##\na", "BLOCK\n\na"),
        (f"{SIGNED}\n---\na", "BLOCK\n\na"),
        ("a\n    {{< youtube jNQXAC9IVRw >}}\nb", "a\n    \nBLOCK\n\nb"),
        (f"    {FRAME}\n", "    \nBLOCK\n"),
    ],
)
def test_a_block_in_markdown(article: str, shape: str) -> None:
    """Between empty lines, with the marks of the item or quotation that it is in."""
    restored = restore(article, "markdown")
    output = restored.output
    for block in blocks(restored):
        output = re.sub(r"\n[ >]*".join(map(re.escape, block.split("\n"))), "BLOCK", output)
    assert output == shape


@pytest.mark.parametrize(
    "article",
    [
        f"| a | b |\n|---|---|\n| x | {SIGNED} |\n| {POST} | y |\n",
        f"a | b\n:-- | :-:\nx | {SIGNED}\n\n",
        f"> | a |\n> |---|\n> | {SHORTCODE} |\n",
        "| a |\n|---|\n| Bees dance today |\n\n— Ann Bee (@bees) May 2, 2020",
    ],
)
def test_a_table_in_markdown_stays(article: str) -> None:
    """Its cells have one line and hold no block, and no post goes across their borders."""
    restored = restore(article, "markdown")
    assert restored.output == article
    assert {(result.status, "|" in (result.find.text or "")) for result in restored.results} <= {
        ("left", False)
    }


@pytest.mark.parametrize("indent", ["", "  ", "      "])
def test_a_table_in_html_may_be_in_markdown(indent: str) -> None:
    """A cell of it holds a block, between empty lines that end the HTML around it."""
    article = f"a\n\n<table>\n{indent}<tr><td>Words.</td>\n{indent}<td>{SIGNED}</td></tr>\n</table>\n\nb\n"
    output = restore(article, "markdown").output
    shape = f"a\n\n<table>\n{indent}<tr><td>Words.</td>\n{indent}<td>\n\nBLOCK\n\n</td></tr>\n</table>\n\nb\n"
    assert re.sub(r"\n[ ]+(?=\n|BLOCK|</td>)", "\n", with_marks(output)) == shape
    assert restore(output, "markdown").output == output


def test_the_line_breaks_of_markdown_are_those_of_the_article() -> None:
    output = restore(
        f"a\r\n\r\nBees\r\ndance\r\n\r\n— Ann Bee (@bees) May 2, 2020\r\n\r\nb\r\n{POST}\r\nc", "markdown"
    ).output
    assert "figure" in output
    assert output.count("\n") == output.count("\r\n")


def with_marks(output: str) -> str:
    return re.sub(r"<figure class=\"embed.*?</figure>", "BLOCK", output, flags=re.DOTALL)


def test_the_whole_article_is_sanitised_where_asked() -> None:
    """Scripts, styles and event handlers go, the blocks stay as they are."""
    article = f'<p onclick="x()">Hi <b>{FRAME}</b></p><script>x()</script><table><tr><td>{SHORTCODE}</td></tr></table>'
    restored = restore(article, "html", sanitise=True)
    assert with_marks(restored.output) == (
        "<p>Hi <b></b></p>BLOCK<p><b></b></p><table><tbody><tr><td>BLOCK</td></tr></tbody></table>"
    )
    assert all(block in restored.output for block in blocks(restored))


def test_what_cannot_be_sanitised_is_refused() -> None:
    """Nothing is cut off in silence, and Markdown has no sanitiser."""
    with pytest.raises(RequestTooLarge):
        restore("<p>a</p>" * 10_000, "html", sanitise=True)
    with pytest.raises(InvalidRequest):
        restore("a", "markdown", sanitise=True)


@pytest.mark.parametrize("markup", ["html", "text", "markdown"])
def test_time_is_linear_in_the_finds(markup: str) -> None:
    """Many finds in one paragraph or in one article."""

    def seconds(count: int) -> float:
        piece = {
            "html": f"<i>a {SHORTCODE}</i> ",
            "text": f"a\n\n{POST}\n\n",
            "markdown": f"a\n\n{POST}\n\n",
        }[markup]
        start = time.process_time()
        restore(piece * count, "html" if markup == "html" else "text" if markup == "text" else "markdown")
        return time.process_time() - start

    seconds(100)
    # Other work of the machine may slow one pair down; more than linear time would slow all of them.
    assert any(seconds(1_200) < 8 * seconds(300) for _ in range(3))


@pytest.mark.parametrize(
    "article",
    [
        lambda count: FRAME.removesuffix("</iframe>") * count,
        lambda count: '<amp-twitter data-tweetid="1">' * count,
        lambda count: "<p>" + "<i>" * count + f"{SIGNED}<br>" * count,
        lambda count: f'<p><i class="{"x" * 100 * count}">' + f"{SIGNED}<br>" * count,
    ],
    ids=["frames that never end", "elements of AMP that never end", "deep formatting", "a long tag"],
)
def test_the_output_is_linear_in_the_article(article: Callable[[int], str]) -> None:
    """What is open around many finds does not begin again without end."""
    few, many = (len(restore(article(count), "html").output) for count in (200, 800))
    assert many < 5 * few


def test_an_embed_that_is_never_closed_is_not_there_twice() -> None:
    """Its end tag belongs to a parser's repair, not to the text behind it."""
    output = restore(FRAME.removesuffix("</iframe>") + " and " + SHORTCODE + " more", "html").output
    assert "<iframe" not in output
    assert output.count("<figure") == 2
