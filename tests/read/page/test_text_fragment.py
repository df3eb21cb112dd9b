"""Passages that text fragments name (https://wicg.github.io/scroll-to-text-fragment/)."""

import time
from urllib.parse import quote

import pytest

from embedsvc.read.html import document
from embedsvc.read.page import text_fragment
from tests.support.pages import snapshot

BODY = """
<nav>The first menu</nav>
<h1>A headline</h1>
<p>The first cat sat on the <b>mat</b>, and the <i>second</i> cat did not.</p>
<p>A third paragraph about the cat:
   “It’s&nbsp;late.”<br>And more.</p>
<ul><li>One point</li><li>Another point</li></ul>
<script>hidden words</script><div hidden>hidden words</div><p style="display: none">hidden words</p>
<p>Élan vital in the café. Tel Aviv costs $5, or -5 in co&shy;operation.</p>
<p lang="ar">قالَ الوزيرُ إنّ الاتفاق جيد.</p>
<p lang="ja">東京は日本の首都です。</p>
"""


def passage(directive: str, body: str = BODY) -> str | None:
    page = document.parse(snapshot(f"<!doctype html><title>Title words</title><body>{body}"))
    return text_fragment.find(page, f":~:{directive}")


@pytest.mark.parametrize(
    ("directive", "words"),
    [
        ("text=sat%20on%20the%20mat", "sat on the mat"),
        ("text=SAT ON", "sat on"),
        ("text=cat", "cat"),
        ("text=The%20first,mat", "The first menu\nA headline\nThe first cat sat on the mat"),
        ("text=The%20first%20cat,second", "The first cat sat on the mat, and the second"),
        ("text=the-,second,-cat", "second"),
        ("text=the-,cat,-did", None),
        ("text=second-,cat,-did", "cat"),
        ("text=cat,cat,-did", "cat sat on the mat, and the second cat"),
        ("text=A%20headline-,The%20first", "The first"),
        ("text=One%20point,-Another%20point", "One point"),
        ("text=One%20point%20Another", None),
        ("text=It%E2%80%99s%20late", "It’s late"),
        ("text=about%20the%20cat%3A", "about the cat:"),
        ("text=elan%20vital%20in%20the%20cafe", "Élan vital in the café"),
        ("text=%245%2C%20or%20-5", "$5, or -5"),
        ("text=cooperation", "cooperation"),
        ("text=late.%E2%80%9D%20And", "late.” And"),
        (f"text={quote('قال الوزير')}", "قالَ الوزيرُ"),
        (f"text={quote('日本の首都')}", "日本の首都"),
        ("text=first%20cat&text=third%20paragraph", "first cat […] third paragraph"),
        ("text=nowhere&text=third", "third"),
        ("foo=1&text=third", "third"),
        ("text=hidden%20words", None),
        ("text=Title%20words", None),
        ("text=eadlin", None),
        ("text=nowhere", None),
        ("text=", None),
        ("text=-,", None),
        ("text=a,b,c,d,e", None),
        ("text=cat,nowhere", None),
        ("text=%FF%FE", None),
        ("selector=p", None),
    ],
)
def test_passages(directive: str, words: str | None) -> None:
    """As the page writes them: whole words, the first that match with what stands around them."""
    assert passage(directive) == words


def test_a_whole_page_is_no_passage() -> None:
    """An end far away is not the end of a quotation."""
    assert passage("text=begin,end", "<p>begin</p>" + "<p>some words</p>" * 2_000 + "<p>end</p>") is None


@pytest.mark.parametrize("directive", ["text=a,b", "text=a-,a,b", "text=a,a,-b", "text=" + "a%20" * 500])
@pytest.mark.parametrize("letter", ["a", "à"])
def test_the_search_is_bounded(directive: str, letter: str) -> None:
    """A page that repeats the words of the link takes no longer than any other."""
    body = f"<p>{f'{letter} ' * 300_000}</p>"
    start = time.perf_counter()
    passage(directive, body)
    assert time.perf_counter() - start < 3
