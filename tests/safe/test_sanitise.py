"""The sanitiser: what it leaves of foreign HTML, what it removes, and its limits."""

import re
import resource
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embedsvc
from embedsvc.safe import SafeHTML, sanitise
from embedsvc.safe.tables import FOREIGN

POST = (
    '<blockquote class="tweet" cite="https://social.example/1"><p lang="ar" dir="rtl">سلام<br>'
    '<a href="https://t.example/x">t.example/x</a></p>&mdash; Name (@name) '
    '<time datetime="2021-01-26">January 26</time></blockquote><script async src="https://social.example/w.js"></script>'
)


def test_a_post_is_left_with_words_language_direction_links_and_date() -> None:
    """A provider's markup for a post loses its script and classes, but no content."""
    assert sanitise(POST) == (
        '<blockquote cite="https://social.example/1"><p lang="ar" dir="rtl">سلام<br>'
        '<a href="https://t.example/x" rel="nofollow noopener ugc">t.example/x</a></p>— Name (@name) '
        '<time datetime="2021-01-26">January 26</time></blockquote>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>plain <b>bold</b> <i>italic</i> <em>em</em> <strong>strong</strong> <u>u</u> <s>s</s></p>",
        "<p>H<sub>2</sub>O, 10<sup>3</sup>, <code>x</code>, <q>said</q></p>",
        "<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol><dl><dt>a</dt><dd>b</dd></dl>",
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
        '<p dir="auto"><bdi>name</bdi> <bdo dir="rtl">turned</bdo></p>',
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        '<figure><figcaption lang="ar" dir="rtl">تعليق</figcaption></figure>',
        "<pre>two\nlines</pre><hr>",
        "1 &lt; 2 &amp;&amp; 3 &gt; 2",
    ],
)
def test_markup_of_words_stays_as_it_is(html: str) -> None:
    """Elements of text are unchanged."""
    assert sanitise(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>alert(1)</script>words", "words"),
        ("<style>p { color: red }</style>words", "words"),
        ("<svg><text>x</text></svg><math><mi>x</mi></math>words", "words"),
        ('<iframe src="https://a.example/">no frames</iframe>words', "words"),
        ('<img src="https://a.example/1.png">words', "words"),
        ('<form action="/"><input name="q">words</form>', "<div>words</div>"),
        ("<video>Your browser shows no films</video>words", "words"),
        ("<noscript><b>turn it on</b></noscript>words", "words"),
        ("<!-- note -->words", "words"),
        (
            '<p class="c" id="i" style="color:red" onclick="x()" title="t" data-x="1">words</p>',
            "<p>words</p>",
        ),
        ("<custom-thing>words</custom-thing>", "words"),
        ('<p dir="sideways">words</p>', "<p>words</p>"),
        ("<h1>words", "<h1>words</h1>"),
        ("</div></main>words", "words"),
    ],
)
def test_what_is_not_allowed_is_removed(html: str, left: str) -> None:
    """Active elements are removed with their content; other unknown elements are replaced by their text."""
    assert sanitise(html) == left


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " &#1; javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "blob:https://a.example/1",
        "file:///etc/passwd",
        "//evil.example/",
        "/relative",
        "#fragment",
        "https:/logout",
        "https:logout",
        "HTTPS:/logout",
        "http:////logout",
        "https:\\\\evil.example",
        "https:/\t/evil.example",
        "",
    ],
)
def test_other_schemes_are_removed(url: str) -> None:
    """A link or citation that is neither http, https nor mailto loses its URL, not its text. A scheme without
    its two slashes is a path on the page's own host.
    """
    assert sanitise(f'<a href="{url}">words</a>') == '<a rel="nofollow noopener ugc">words</a>'
    assert sanitise(f'<blockquote cite="{url}">words</blockquote>') == "<blockquote>words</blockquote>"


def test_mail_addresses_stay() -> None:
    """mailto is an allowed scheme."""
    assert 'href="mailto:desk@paper.example"' in sanitise('<a href="mailto:desk@paper.example">desk</a>')


HUGE = {
    "deep": "<div>" * 100_000,
    "deep lists": "<ul><li>" * 100_000,
    "deep tables": "<table><tr><td>" * 50_000,
    "unclosed formatting": "<p>" + "".join(f"<b n{n}>" for n in range(50_000)) + "</p>" + "<p>x" * 50_000,
    "quoted brackets": "<p>" + "".join(f'<b a=">" n{n}>' for n in range(900)) + "</p>" + "<p>x" * 900,
    "brackets without end": "<b a=1 " * 100_000,
    "attributes": "<p " + " ".join(map(chr, range(0x3400, 0xD7FF))) + ">words",
    "one attribute": '<p title="' + "x" * 5_000_000 + '">words',
    "entities": "&amp;" * 1_000_000,
    "closing tags": "</p>" * 500_000,
    "unclosed comments": "<!--" * 20_000,
    "unclosed quotes": "<img alt='" * 20_000,
    "unclosed raw text": "<xmp>" * 20_000,
    "escaped twice": "&amp;lt;b " * 20_000,
    "escaped many times": "&" + "amp;" * 20_000,
    "escaped as a whole": "&lt;p&gt;" * 20_000,
}


@pytest.mark.parametrize("html", HUGE.values(), ids=HUGE.keys())
def test_size_and_depth_are_bounded(html: str) -> None:
    """Hostile markup takes at most 11 seconds and 64 MiB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    left = sanitise(html)
    assert time.perf_counter() - start < 11
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024
    assert len(left) < 1_000_000


def test_lone_surrogates_are_replaced() -> None:
    """They cannot be encoded; the rest of the text is unaffected."""
    assert sanitise("a\ud800b<b>c</b>") == "a\ufffdb<b>c</b>"


PIECES = [
    "<",
    ">",
    "</",
    "/>",
    "<p",
    "<a href=",
    "<b ",
    "<table>",
    "<td>",
    "<svg>",
    "<math>",
    "<style>",
    "<!--",
    "-->",
]
PIECES += [
    "<select>",
    "<template>",
    "<title>",
    "<li>",
    "<form>",
    '"',
    "'",
    "=",
    " ",
    "\x00",
    "&",
    ";",
    "javascript:x",
    "https:",
    "cite=",
    "<td colspan=9",
    "<img alt=",
    "<text>",
    "&amp;lt;b&amp;gt;",
    "&lt;p&gt;",
    "x",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_any_output_is_within_the_allow_list(html: str) -> None:
    """No input raises, and the output has only allowed elements, attributes and schemes."""
    left = sanitise(html)
    assert isinstance(left, SafeHTML)
    for tag, attributes in Elements(left).found:
        assert tag in FOREIGN
        assert attributes.keys() <= FOREIGN[tag] | {"lang", "dir", "rel"}
        assert re.fullmatch("[1-9][0-9]?", attributes.get("colspan", "1"))
        for name in ("href", "cite"):
            assert attributes.get(name, "https:").strip().lower().startswith(("http:", "https:", "mailto:"))


class Elements(HTMLParser):
    """The start tags of HTML with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_only_safe_makes_safe_html() -> None:
    """No other module of the package creates SafeHTML."""
    folder = Path(embedsvc.__file__).parent
    makers = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if "SafeHTML(" in path.read_text("utf-8")
    }
    assert makers == {"safe/safe_html.py", "safe/element.py", "safe/sanitise.py"}
