import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.read.html import document
from embedsvc.read.markup import link_header
from tests.support.pages import page, snapshot

BASE = '<base href="https://other.example/">'


def links(*lines: str) -> list[tuple[str, str]]:
    """Each link's target and relation."""
    headers = tuple(("link", line) for line in lines)
    read = document.parse(snapshot(page(BASE), url="https://a.example/b/c", headers=headers))
    return [(target, parameters.get("rel", "")) for target, parameters in link_header.parse(read)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["<https://x.example/>; rel=next"], [("https://x.example/", "next")]),
        (["<../d>; rel=next"], [("https://a.example/d", "next")]),
        (["<//x.example/d> ;REL = next"], [("https://x.example/d", "next")]),
        (["</d?a=1,2;b>; rel=next"], [("https://a.example/d?a=1,2;b", "next")]),
        (['</d>; title="a, b; rel=x <y>"; rel="next"'], [("https://a.example/d", "next")]),
        (['</d>; title="a \\" b"; rel="n\\ext"'], [("https://a.example/d", "next")]),
        (["</d>; title*=UTF-8''caf%C3%A9; rel=next"], [("https://a.example/d", "next")]),
        (['</d>; rel="next last"'], [("https://a.example/d", "next last")]),
        (["</d>; rel=next; rel=last"], [("https://a.example/d", "next")]),
        (["</1>; rel=next, </2>; rel=last"], [("https://a.example/1", "next"), ("https://a.example/2", "last")]),
        (["</1>; rel=next", "</2>"], [("https://a.example/1", "next"), ("https://a.example/2", "")]),
        ([", , </1>;;; rel=next;,</2>,"], [("https://a.example/1", "next"), ("https://a.example/2", "")]),
        (["</1> junk; rel=next, </2>"], [("https://a.example/1", ""), ("https://a.example/2", "")]),
        (["</1>, junk, </2>", "</3>"], [("https://a.example/1", ""), ("https://a.example/3", "")]),
        (["</d>; rel='next'; type='text/html'"], [("https://a.example/d", "next")]),
        (['</d>; anchor="#part"; rel=next'], []),
        (['</d>; anchor="https://x.example/"; rel=next'], []),
        (['</d>; anchor="/b/c"; rel=next'], [("https://a.example/d", "next")]),
        (["<>; rel=next"], [("https://a.example/b/c", "next")]),
        (["<javascript:alert(1)>; rel=next"], [("javascript:alert(1)", "next")]),
        (["", "<", "</d", "https://x.example/; rel=next"], []),
    ],
)  # fmt: skip
def test_links(lines: list[str], found: list[tuple[str, str]]) -> None:
    """RFC 8288: several header lines, several links a line, commas in quotes and in targets. A target is
    relative to the response, not to the page's `base`; a link from another resource is none of the page.
    """
    assert links(*lines) == found


@given(st.text("<>;,=\"\\' a/#", max_size=60))
def test_any_header_line(line: str) -> None:
    """Whatever it is, reading it ends, and a good line after it is read."""
    assert links(line, "</d>; rel=next")[-1] == ("https://a.example/d", "next")


@pytest.mark.parametrize("part", ["<", "<a>;", '<a>;b="', '<a>;b="\\', "<a>,", ",", "<a>; b=c", '"', ";="])
def test_a_long_line(part: str) -> None:
    """A line takes time in proportion to its length, and the number of links is limited."""
    started = time.process_time()
    assert len(links(part * 100_000)) <= 200
    assert time.process_time() - started < 1
