"""Dropping tags does not change what a reader understands."""

import re
import time
import tracemalloc
from html import unescape

import pytest

from embedsvc.safe import sanitise


def seen(html: str) -> str:
    """What a reader sees of sanitised HTML: blocks and cells apart, the rest without tags."""
    apart = re.sub(
        r"</?(?:p|div|li|ul|ol|h\d|td|th|tr|table|pre|br|hr|blockquote)\b[^>]*>", " ", sanitise(html)
    )
    return " ".join(unescape(re.sub("<[^>]*>", "", apart)).split())


NAMES = [
    "text",
    "list",
    "min",
    "max",
    "share",
    "and",
    "or",
    "not",
    "in",
    "set",
    "sum",
    "mean",
    "times",
    "line",
    "path",
    "use",
    "view",
    "switch",
    "filter",
    "mask",
    "symbol",
    "marker",
    "pattern",
    "stop",
    "desc",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "annotation-xml",
    "annotation",
    "ci",
    "cn",
    "lambda",
    "apply",
    "foreignobject",
    "fegaussianblur",
    "animate",
    "image2",
    "glyph",
    "tspan",
    "textpath",
    "semantics",
    "mrow",
    "mfrac",
    "interval",
    "union",
    "subset",
    "g",
    "defs",
    "rect",
    "circle",
    "ellipse",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_svg_and_mathml_are_text_in_html(name: str) -> None:
    """An unknown tag in HTML goes and its text stays, also where SVG or MathML have an element of its name."""
    assert seen(f"<p>Write <{name}> and press <{name.upper()} x='>'>Enter</{name}>.</p> Then wait.") == (
        "Write and press Enter. Then wait."
    )


@pytest.mark.parametrize(
    "html",
    [
        "<svg><title>Icon</title><text>Icon</text><desc>Icon</desc></svg>",
        "<svg><foreignObject><p>Icon</p><div><text>Icon</text></div></foreignObject></svg>",
        '<svg><g><svg><text>Icon</text></svg><image href="x" alt="Icon"/></g></svg>',
        "<math><mi>x</mi><mo>=</mo><mtext><b>Icon</b></mtext></math>",
        '<math><annotation-xml encoding="text/html"><p>Icon</p></annotation-xml></math>',
        "<svg/>",
        "<math />",
    ],
)
def test_svg_and_mathml_are_silent(html: str) -> None:
    """Drawings and formulas are dropped with all that is in them, and nothing else is."""
    assert seen(f"<p>Before {html}after <text>all</text></p>") == "Before after all"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<header>Title</header><main>First.</main><footer>Last</footer>", "Title First. Last"),
        ("<article>One</article><article>Two</article><aside>Three</aside>", "One Two Three"),
        ("<details><summary>More</summary>Text</details>", "More Text"),
        ("<menu><li>One</li><li>Two</li></menu><dir><li>Three</dir>", "One Two Three"),
        ("<form><label>Name</label><input><button>Go</button><button>Stop</button></form>", "Name Go Stop"),
        ("<td>One</td><td>Two</td><tr><td>Three</td></tr><caption>Four</caption>", "One Two Three Four"),
        ("One<br>Two</br>Three<hr>Four", "One Two Three Four"),
        ("One<iframe src='x'></iframe>Two<object></object><b>Three</b>", "One Two Three"),
        ("One<select><option>x</select>Two<svg></svg>Three", "One Two Three"),
        ("<optgroup><option>One</option><option>Two</option></optgroup>", "One Two"),
        ("Press <button>Go</button>, then wait<input>.", "Press Go, then wait."),
        ("w<x-foo>or</x-foo>d <font>w</font>ord w<nobr>o</nobr>rd w<!-- x -->ord", "word word word word"),
        ("<xmp>1 < 2 <b></xmp>Two<listing>Three</listing>", "1 < 2 <b> Two Three"),
        ("1 < 2 and <3 <<x>b> 4", "1 < 2 and <3 <b> 4"),
    ],
)
def test_words_stay_apart(html: str, text: str) -> None:
    """Words that blocks, cells, line breaks and boxes separated stay apart; inline tags do not split a word."""
    assert seen(html) == text


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<![CDATA[<p>One</p>]]>", "<p>One</p>"),
        ("<p>One</p><![cdata[<p>two</p>]]><![CDATA[three]]>", "<p>One</p><p>two</p>three"),
        ("<script>//<![CDATA[\nrun()\n//]]></script>One", "One"),
        ("One ]]&gt; two]]>", "One ]]&gt; two]]&gt;"),
    ],
)
def test_cdata_of_feeds_is_html(html: str, left: str) -> None:
    """A parser of HTML takes it for a comment that ends at the first tag."""
    assert sanitise(html) == left


def test_old_elements_keep_their_meaning() -> None:
    """Those that HTML has under another name today."""
    assert sanitise("<strike>10</strike> <acronym>UN</acronym>") == "<s>10</s> <abbr>UN</abbr>"
    assert sanitise("<tt>&amp;lt;br&amp;gt;</tt>") == "<code>&amp;lt;br&amp;gt;</code>"


def test_language_and_direction_of_a_renamed_block_stay() -> None:
    """They are its text's, whatever element it is in."""
    assert (
        sanitise('<article lang="ar" dir="rtl" class="x">سلام</article>')
        == '<div lang="ar" dir="rtl">سلام</div>'
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>See <img src="/map.png" alt="A map of the bridge"> here</p>', "See A map of the bridge here"),
        ('word<img alt="Two words">word', "word Two words word"),
        ('<img alt="T">he bridge', "The bridge"),
        ("Great<img class=emoji alt=🎉>!", "Great🎉!"),
        ('<a href="https://a.example/"><img ALT = \'Front "page" &amp; more\'></a>', 'Front "page" & more'),
        ('One<img src="x">Two<img alt="" src="x">Three', "One TwoThree"),
        ('<img data-alt="no" title="alt=no">words', "words"),
        ('<img alt="<script>alert(1)</script>">', "<script>alert(1)</script>"),
        ('<p title="<img alt=no>">words</p>', "words"),
        ("<script>'<img alt=no>'</script>words<template><img alt=no></template>", "words"),
        ('a<img alt="IMG_2034.JPG">b<img alt=photo>c<img alt="https://a.example/x">d', "a b c d"),
        ('One<img alt="pixel" width=1 height=1>Two<img alt="A map" width=10>', "One Two A map"),
    ],
)
def test_a_dropped_picture_leaves_its_alternative_text(html: str, text: str) -> None:
    """As text; a single letter or a sign continues the word that it stands in."""
    assert seen(html) == text
    assert "<script" not in sanitise(html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>AT&amp;amp;T</p>", "AT&T"),
        ("<p>Tom &amp;amp;amp; Ann &amp;mdash; &amp;#8220;x&amp;#x201d;</p>", "Tom & Ann — “x”"),
        ("<p>The &amp;lt;b&amp;gt;mayor&amp;lt;/b&amp;gt; spoke.</p>", "The mayor spoke."),
        ("One&amp;lt;br /&amp;gt;Two", "One Two"),
        ("Use &amp;lt;b&amp;gt; here", "Use <b> here"),
        ("&amp;lt;script&amp;gt;x&amp;lt;/script&amp;gt;", "<script>x</script>"),
        ("&lt;p&gt;The &lt;b&gt;mayor&lt;/b&gt; &amp;amp; all.&lt;/p&gt;", "The mayor & all."),
        ("&amp;lt;p class=&amp;quot;x&amp;quot;&amp;gt;The mayor&amp;lt;/p&amp;gt;", "The mayor"),
        ("<h1>AT&amp;amp;T</h1><p>1 &lt; 2 &amp; 3</p>", "AT&T 1 < 2 & 3"),
    ],
)
def test_nothing_is_escaped_twice(html: str, text: str) -> None:
    """A reader sees no source of what was escaped twice, or as a whole."""
    assert seen(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>&lt;script&gt; is a tag; write &amp;lt; for &lt;</p>", "<script> is a tag; write &lt; for <"),
        ("<p>R&amp;D writes &amp;nbsp;</p>", "R&D writes &nbsp;"),
        ("<p>Write <code>&amp;amp;</code></p>", "Write &amp;"),
        ("Write &lt;b&gt;word&lt;/b&gt;.", "Write <b>word</b>."),
        ("<p>&amp;foo; &amp;T; &amp;</p>", "&foo; &T; &"),
    ],
)
def test_text_about_escaping_stays(html: str, text: str) -> None:
    """Where something is escaped as it has to be, the rest is so on purpose."""
    assert seen(html) == text


def test_an_address_that_was_escaped_twice_is_mended() -> None:
    """Also in an attribute."""
    assert 'href="https://a.example/?a=1&amp;b=2"' in sanitise(
        '<a href="https://a.example/?a=1&amp;amp;b=2">x</a>'
    )


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<th colspan="2" rowspan=3 scope="col">A</th>', '<th colspan="2" rowspan="3" scope="col">A</th>'),
        ("<td colspan=' 12 ' scope=row>A</td>", '<td colspan="12">A</td>'),
        ("<td colspan=0 rowspan=65534>A</td>", "<td>A</td>"),
        ("<td colspan=-1 rowspan=2x>A</td>", '<td rowspan="2">A</td>'),
        ("<td colspan=0100 rowspan=0>A</td>", '<td colspan="100" rowspan="0">A</td>'),
        ("<td colspan=1000000000000>A</td>", "<td>A</td>"),
        ("<th scope=x headers='a b' id=a>A</th>", "<th>A</th>"),
    ],
)
def test_cells_stay_in_their_columns(html: str, left: str) -> None:
    """Spans of up to 1,000 cells and the scope of headers stay."""
    assert sanitise(f"<table><tr>{html}</tr></table>") == f"<table><tbody><tr>{left}</tr></tbody></table>"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<ol start="3"><li>x</li></ol>', '<ol start="3"><li>x</li></ol>'),
        ("<ol reversed start=-2 type=i><li>x</ol>", '<ol reversed="" start="-2" type="i"><li>x</li></ol>'),
        ("<ol reversed='<x>' type=disc><li value='+7'>x</ol>", '<ol reversed=""><li value="7">x</li></ol>'),
        ("<ol start=99999999999><li value=x>x</ol>", "<ol><li>x</li></ol>"),
        ("<ul type=square start=3><li value=10>x</ul>", '<ul><li value="10">x</li></ul>'),
    ],
)
def test_items_keep_their_numbers(html: str, left: str) -> None:
    """Where a list starts, its direction, its kind of number, and the number of an item."""
    assert sanitise(html) == left


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>secret</p>",
        "<p HIDDEN=until-found>secret",
        "<div hidden><p>secret</p><div>secret</div><script>secret</script></div>",
        '<div style="color: red; DISPLAY : none !important">secret</div>',
        "<span style='visibility:hidden'>secret <img alt='secret too'></span>",
        "<ul><li hidden>secret<ul><li>secret</ul><li></ul>",
        "<ul><li hidden>secret</ul>",
        "<table><tr><td hidden>secret<td></table>",
        "<table><tr><td hidden>secret<td hidden>secret<td></table>",
        "<table><tr><td><tr hidden><td>secret<td>secret<tr><td></table>",
        "<table><tr><td><table><tr hidden><td>secret</td><th>secret</th></tr></table></td></tr></table>",
        "<table><tr><td><table hidden><tr><td>secret</td></tr></table></td></tr></table>",
        "<table><tr><td></td></tr><tbody hidden><tr><td>secret<tr><td>secret<tbody><tr><td></table>",
        "<p><div hidden>secret</p>secret</div>",
        "<ul><li hidden>secret<li hidden>secret</ul>",
        "<dl><dt hidden>secret<dd></dl>",
        "<dialog><p>secret</p></dialog>",
        "<p><span hidden>secret</p>",
        '<img hidden alt="a secret">',
    ],
)
def test_what_browsers_hide_is_not_shown(hidden: str) -> None:
    """Until the element ends, by its end tag or by what follows."""
    assert seen(f"<p>Before</p>{hidden}<p>Behind</p>") == "Before Behind"


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "display:block;display:none",
        "display:none !important;display:block",
        "display:none;visibility:visible",
        "display:none;display:;display",
        "background:url(it's.png);display:none",
        "content:'x';display:none",
        ";;color:red;;display:none;",
    ],
)
def test_a_declaration_that_hides(style: str) -> None:
    """The last of its property, or an important one."""
    assert seen(f'a<p style="{style}">secret</p>') == "a"


@pytest.mark.parametrize(
    "style",
    [
        "display:none;display:block",
        "display:none!important; display:block ! important",
        "visibility:hidden;visibility:visible",
        "background:url(x;display:none)",
        "background:url( x;display:none",
        "background:url('x);display:none')",
        "background:image-set('x)' 1x;display:none)",
        "content:';display:none'",
        "display:nonesuch",
        "--display:none",
    ],
)
def test_a_declaration_that_does_not_hide(style: str) -> None:
    """A later one of its property counts, or it is part of a value."""
    assert seen(f'a<p style="{style}">b</p>') == "a b"


@pytest.mark.parametrize("piece", ["(", "('", "url(", "'", ";", ":", "!;", "a(b)", "display:none;"])
def test_hostile_styles_take_a_moment(piece: str) -> None:
    """The time grows with the length."""
    began = time.perf_counter()
    sanitise(f'<p style="display:block;{piece * (60_000 // len(piece))}">a</p>')
    assert time.perf_counter() - began < 1


def test_long_attributes_are_not_cached() -> None:
    """So the memory that hostile texts leave behind is bounded."""
    tracemalloc.start()
    try:
        sanitise("<p>a</p>")
        before = tracemalloc.get_traced_memory()[0]
        for number in range(64):
            sanitise(f'<p title="{number}{"x" * 65_000}" style="color:red;display:block">a</p>')
        assert tracemalloc.get_traced_memory()[0] - before < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display:none">secret <p>para</p> more secret</span>',
        "<label hidden><div>secret</div>secret</label>",
        "<x-pre hidden>secret<pre>secret</pre>secret<h2>secret</h2>secret</x-pre>",
        "<a hidden><ul><li>secret<li>secret</ul>secret<hr>secret<br>secret</a>",
        "<font style=visibility:hidden><article><p>secret<p>secret</article>secret</font>",
        "<span hidden><table><tr><td>secret</table>secret</span>",
        "<div><span hidden><p>secret<p>secret</div>",
        "<ul><li><span hidden>secret<ul><li>secret</ul>secret</ul>",
        "<div><b hidden><div>secret</div>secret</div>",
        "<span hidden>secret</section>secret</span>",
        "<div hidden>secret</p></section>secret</div>",
        "<p hidden>secret</div>secret</p>",
        "<div><section hidden><div>secret</section>",
        "<dl><dt><section hidden>secret<dd>secret</dd></section></dl>",
    ],
)
def test_blocks_in_a_hidden_element_do_not_end_it(hidden: str) -> None:
    """Only its own end tag does, and that of a block around it."""
    assert seen(f"<p>Before</p>{hidden}<p>Behind</p>") == "Before Behind"


@pytest.mark.parametrize(
    "html",
    [
        "<div><ul><li hidden>secret</div>Behind",
        "<section><div hidden>secret</section>Behind",
        "<section><div hidden><section>secret</section><p>secret</section>Behind",
        "<div><p hidden>secret</div>Behind",
        "<blockquote><b hidden>secret</p></blockquote>Behind",
        "<table><tr><td><i hidden>secret<td>Behind</table>",
        "<table><tr><td hidden>secret<section>secret<td>Behind</table>",
        "<ul><li><span hidden>secret<div>secret<li>Behind</ul>",
    ],
)
def test_the_end_of_a_block_around_it_ends_a_hidden_element(html: str) -> None:
    """An end tag of a block that is not open ends nothing (HTML Living Standard §13.2.6.4.7)."""
    assert seen(f"<p>Before</p>{html}") == "Before Behind"


def test_what_only_looks_hidden_is_shown() -> None:
    """The word in other attributes, an open dialog, and classes, which mean something on their page only."""
    html = '<p title="hidden" data-hidden class="hidden" style="color:hidden">a</p><dialog open>b</dialog>'
    assert seen(html) == "a b"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('10<span style="font-size:.6em;vertical-align: super">6</span>', "10<sup>6</sup>"),
        ("H<span style=vertical-align:sub>2</span>O", "H<sub>2</sub>O"),
        ('<font style="TEXT-DECORATION: line-through">5</font> 3', "<s>5</s> 3"),
        (
            '<span lang="de"><span style="text-decoration-line:line-through">5</span> 3</span>',
            '<span lang="de"><s>5</s> 3</span>',
        ),
        ('<span style="vertical-align:middle">a</span>', "<span>a</span>"),
        ('<b style="font-weight:normal" id="x"><p>a <b>b</b></p></b>', "<span><p>a <b>b</b></p></span>"),
        ("<em style='font-style: normal'>a</em> <em>b</em>", "<span>a</span> <em>b</em>"),
        ("<strong style=font-weight:300>a</strong>", "<span>a</span>"),
        ('<em style="font-weight:400">x</em>', "<em>x</em>"),
        ('<strong style="font-style:normal">x</strong>', "<strong>x</strong>"),
        ('<i style="font-weight:normal;font-style:normal">x</i>', "<span>x</span>"),
        ('<b style="font-weight:normal;font-weight:bold">x</b>', "<b>x</b>"),
        ('<p style="direction: rtl">a</p>', '<p dir="rtl">a</p>'),
        ('<p style="direction:rtl" dir="ltr">a</p>', '<p dir="ltr">a</p>'),
        ('<p style="direction:rtl" a=>x</p>', '<p dir="rtl">x</p>'),
        ("<a style=direction:rtl href=>x</a>", '<a dir="rtl" rel="nofollow noopener ugc">x</a>'),
        ("<p/style=direction:rtl/a=/>x</p>", "<p>x</p>"),
    ],
)
def test_a_style_that_changes_the_meaning_becomes_an_element(html: str, left: str) -> None:
    """A raised, lowered or struck-out text, an emphasis that is taken back, and a direction."""
    assert sanitise(html) == left


def test_boxes_of_a_list_of_tasks_stay_as_signs() -> None:
    """A reader sees which tasks are done; other fields show nothing of their own."""
    html = '<ul><li><input type="checkbox" checked> one<li><input type=CHECKBOX>two</ul>a<input value="x">b'
    assert seen(html) == "☑ one ☐ two a b"


def test_the_long_form_of_an_abbreviation_stays() -> None:
    """Its `title` is what it stands for; other titles repeat or advertise."""
    assert sanitise('<abbr title="World &quot;Health&quot;">W</abbr>') == (
        '<abbr title="World &quot;Health&quot;">W</abbr>'
    )
    assert sanitise('<acronym title="As soon">A</acronym>') == '<abbr title="As soon">A</abbr>'
