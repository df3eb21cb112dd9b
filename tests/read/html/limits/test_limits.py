"""What lexbor gets costs bounded time and memory, and honest pages pass unchanged."""

import json
import os
import resource
import time
from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from embedsvc.read.html import limits
from embedsvc.read.html.limits.attributes import MAX_ATTRIBUTES

MIB = 2**20


START = b"<!doctype html><html><head><title>Title</title></head><body>"


LONG = b"x" * MIB


def parsed(markup: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(limits.apply(markup), options=LexborDocumentOptions.WO_EVENTS)


def each(count: int, piece: Callable[[int], bytes]) -> bytes:
    return b"".join(map(piece, range(count)))


def attributes(count: int) -> bytes:
    return b" ".join(b"a%d" % number for number in range(count))


def hiding(count: int, more: int = 40) -> bytes:
    """Attributes; one in 40 has a value with a ">"."""
    return each(count, lambda i: b'h%d=">"' % i + b" ".join(b"%d.%d" % (i, j) for j in range(more)) + b" ")


SHAPES: dict[str, Callable[[], bytes]] = {
    "levels": lambda: START + b"<div>" * 100_000,
    "lists": lambda: START + b"<ul><li>" * 50_000,
    "levels that seem closed": lambda: START + b"<ul><li><!--</ul>-->" * 50_000,
    "headings in headings": lambda: START + b"<h1><div>" * 50_000,
    "wrong end tags": lambda: START + b"<span>" * 50_000 + b"</z>" * 50_000,
    "wrong end tags in drawings": lambda: START + b"<svg>" + b"<g>" * 8_000 + b"</z>" * 8_000,
    "links in links": lambda: START + each(20_000, lambda i: b"<a n%d><div>" % i),
    "deep links that come again": lambda: (
        START + each(400, lambda i: b"<a n%d>" % i + b"<div>" * 9) + b"</div>" * 3_600 + b"<p>x" * 8_000
    ),
    "tables in tables": lambda: START + b"<table><tr><td>" * 50_000,
    "templates": lambda: START + b"<template>" * 50_000,
    "options": lambda: START + b"<select>" + b"<option>" * 100_000,
    "paragraphs": lambda: START + b"<p>x" * 10**6,
    "attributes everywhere": lambda: (
        START + b"<p a b c d e f g h i j k l m n o p q r s t u v w x y z>" * 90_000
    ),
    "one tag": lambda: START + b"<p " + attributes(100_000) + b">",
    "an end tag": lambda: START + b"</p " + attributes(100_000) + b">",
    "a tag that quotes hide": lambda: START + b"<p " + hiding(5_000) + b">",
    "many large tags": lambda: START + (b"<p " + attributes(MAX_ATTRIBUTES - 1) + b">") * 100,
    "roots": lambda: START + each(15_000, lambda i: b"<html a%d><body b%d>" % (i, i)),
    "names": lambda: START + each(200_000, lambda i: b"<p a%d>" % i),
    "long names": lambda: START + each(16_000, lambda i: b"<p " + b"x" * 300 + b"%d>" % i),
    "equal attributes": lambda: START + b"<p " + b"a " * 2_500_000 + b">",
    "quotation marks after equals signs": lambda: b'=">' * 340_000,
    "signs in a tag": lambda: START + b"<p " + b'"' * 5 * MIB,
    "spaces after a formatting tag": lambda: START + b"<b" + b" " * MIB + b">",
    "formatting inside a plain tag": lambda: (
        START
        + b'<p><!--<b x="-->'
        + each(450, lambda i: b"<b %d>" % i + (b'" y="' if i % 100 == 99 else b""))
        + b'">'
        + b"<p>x" * 7_000
    ),
    "tags that share their blanks": lambda: (
        START + b"<q/x=" * 198 + (b" x=" + b"<q/x=" * 196) * 7 + b" " * MIB + b">"
    ),
    "attributes of tags that never end": lambda: START + (b"<p " + b"z " * 150_000) * 16,
    "attributes of many tags that never end": lambda: START + (b"<p " + b"z " * 2_600) * 1_000,
    "attributes of links that never end": lambda: START + (b"<a x=" + b"z " * 160) * 16_000,
    "spaces after tags that never end": lambda: START + b"<b " * 15_000 + b" " * 4 * MIB,
    "references": lambda: START + b"&#1" * 1_600_000,
    "a very long value in few paragraphs": lambda: (
        START + b'<p><b x="' + b"y" * 4_900_000 + b'">' + b"<p>x" * 40
    ),
    "formatting in paragraphs": lambda: START + each(8_000, lambda i: b"<b a%d><p>" % i),
    "formatting of a small page": lambda: START + each(1_000, lambda i: b"<b a%d><p>" % i),
    "formatting that seems closed": lambda: START + each(5_000, lambda i: b"<b a%d><!--</b>--><p>x" % i),
    "formatting that closes late": lambda: (
        START + each(5_000, lambda i: b"<b %d>" % i) + each(5_000, lambda i: b"<i %d>" % i) + b"x</b>" * 5_000
    ),
    "equal formatting of many names": lambda: (
        START
        + b"<p>"
        + each(
            36,
            lambda i: (
                b"<%b " % b"b big code em font i s small strike strong tt u".split()[i % 12]
                + attributes(200)
                + b">"
            ),
        )
        + b"<p>x" * 600
    ),
    "a long link in paragraphs": lambda: START + b'<p><a href="' + b"x" * 100_000 + b'">' + b"<p>x" * 2_000,
    "a rich link in paragraphs": lambda: START + b"<p><a " + attributes(500) + b">" + b"<p>x" * 2_000,
    "a text that goes on": lambda: START + LONG + b"</z a=b>x" * 4_000,
    "a text before a table": lambda: START + b"<table>" + LONG + b"<tr a=b>x" * 8_000,
    "a text after the body": lambda: START + LONG + b"</body><!--x-->x" * 4_000,
    "spaces after the head": lambda: b"<head></head>" + b" " * MIB + b"<meta a=b> " * 8_000,
    "spaces after the head and an old element": lambda: (
        b"<head></head>" + b" " * MIB + b"<bgsound a=b> " * 8_000
    ),
    "spaces in a head without scripts": lambda: b"<head><noscript>" + b" " * MIB + b"<noscript a=b> " * 8_000,
    "spaces in a table": lambda: START + b"<table>" + b" " * MIB + b"<br a=b> " * 15_000,
    "a text before a table and old images": lambda: START + b"<table>" + LONG + b"<image a=b>x" * 15_000,
    "spaces in a frameset": lambda: b"<frameset>" + b" " * MIB + b"<x a=b> " * 8_000,
    "spaces in a template of columns": lambda: START + b"<template><col>" + b" " * MIB + b"<x a=b> " * 8_000,
    "a comment": lambda: START + b"<!--" + b"x" * 5 * MIB,
    "less-than signs": lambda: START + b"<" * 5 * MIB,
}


TYPICAL = ("levels", "one tag", "many large tags", "formatting in paragraphs", "a text before a table")
"""Of the shapes, one for each limit; the others are for `make test-slow`."""
EACH_SHAPE = pytest.mark.parametrize(
    "name", [name if name in TYPICAL else pytest.param(name, marks=pytest.mark.slow) for name in SHAPES]
)


def cost(markup: bytes) -> tuple[float, float]:
    """CPU seconds and MiB of parsing limited markup, in a process of its own that may use 10 s and 1 GiB."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        tree = parsed(markup)
        spent = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        os.write(writer, json.dumps([spent, (peak - before) / 1024, tree.root is not None]).encode())
        os._exit(0)
    os.close(writer)
    result = os.read(reader, 1000)
    os.close(reader)
    _, status = os.waitpid(child, 0)
    assert status == 0, "it took too much"
    seconds, mebibytes, _ = json.loads(result)
    return seconds, mebibytes


@pytest.fixture(scope="module")
def long_page() -> float:
    """CPU seconds of the longest honest page: 5 MiB of text in 15,000 paragraphs."""
    return max(
        cost(START + b"<p class=a>" + b"word " * 70)[0],
        cost(START + (b"<p>" + b"word " * 69) * 15_000)[0],
        0.01,
    )


@EACH_SHAPE
def test_no_shape_costs_much_more_than_a_long_page(name: str, long_page: float) -> None:
    """Little of what is quadratic remains, in time and in memory."""
    seconds, mebibytes = cost(SHAPES[name]())
    assert seconds <= 80 * long_page
    assert mebibytes <= 100


@EACH_SHAPE
def test_what_comes_before_the_cut_is_parsed(name: str) -> None:
    """The head of a page over the limits is still read."""
    markup = SHAPES[name]()
    title = parsed(markup).css_first("title")
    assert b"<title>" not in markup or (title is not None and title.text() in {"Title", "Titl"})


def test_a_page_is_cut_at_its_last_allowed_tag() -> None:
    """A page has its first 16,000 tags."""
    assert len(parsed(START + b"<br>" * 100_000).css("br")) == limits.MAX_TAGS - START.count(b"<") - 1


def test_only_the_large_tag_becomes_text() -> None:
    """A tag with too many attributes is text, and the page around it is unchanged."""
    tree = parsed(START + b"<p " + attributes(60_000) + b">x</p><h1>Headline</h1>")
    assert [heading.text() for heading in tree.css("h1")] == ["Headline"]
    assert not tree.css("p[a1]")


@pytest.mark.parametrize(
    "opening",
    [
        b"<p ",
        b'<p<1="',
        b'<p a=<1="',
        b'<p a="<b' + b" c" * 600 + b'">text" ',
        b"<p " + b"<b ",
        b'<!-- <a x="--><p ',
        b"<script><a x='</script><p ",
        b'<p a=>"<p ',
        b"</p ",
        b"""<p ="='"> ' """,
        b"""<p="a b='c"> ' """,
        b"""<p a ="='"> ' """,
        b"""<p a=''="='"> ' """,
    ],
)
def test_nothing_hides_attributes(opening: bytes) -> None:
    """However a tag begins, and whatever tags seem to begin in it, it has no more attributes than allowed."""
    tree = parsed(START + opening + attributes(60_000) + b">x")
    assert max(len(node.attributes) for node in tree.css("*")) <= 2 * MAX_ATTRIBUTES


def test_closed_formatting_elements_are_unchanged() -> None:
    """Hundreds of equal formatting elements among thousands of tags remain as they are."""
    piece = b'<p>By <b class="n">Jane</b>, <strong><a href="/%d">John</a></strong><br><em>x<i>y</i></em></p>'
    markup = START + each(1_000, lambda i: piece % i)
    assert limits.apply(markup) == markup


def test_open_formatting_elements_become_spans() -> None:
    """A page with too many of them has the same texts and classes."""
    open_ones = each(2_000, lambda i: b'<b id=n%d class="author"><p>By Jane' % i)
    tree = parsed(START + b'<strong class="first">John</strong>' + open_ones)
    assert [node.text() for node in tree.css(".first")] == ["John"]
    assert len(tree.css("span.author")) == 2_000
    assert not tree.css("b")


@pytest.mark.parametrize(
    "markup",
    [
        b"",
        b"<",
        START + b"<p>" + b"word " * MIB,
        START + b'<div class="a">' * 100 + b"x" + b"</div>" * 100,
        START + b'<a href="/x" title="a > b">x</a>' * 3_000,
        START + b"<script>" + b"if (a < b) { c = d; } " * 5_000 + b"</script><h1>x</h1>",
        START + b'<script type="application/ld+json">' + b'{"a": "b c d"},' * 60_000 + b"</script>",
        START + b'<svg><path d="' + b"M 1 2 L 3 4 " * 5_000 + b'"></svg>',
        START + b"<table>" + b"<tr><td class=x>1<td>2" * 3_000 + b"</table>",
        START + b"<ul>" + b"<li><p>x" * 5_000 + b"</ul>",
        START + b"<p>" + b"words " * 20_000 + b"<!--[--><!--]--><b>x</b>" * 3_000,
        START + (b"<noscript><img src=x></noscript>" + b"<p>" + b"word " * 60 + b"\n    ") * 2_000,
    ],
)
def test_honest_pages_are_unchanged(markup: bytes) -> None:
    """What people write passes as it is."""
    assert limits.apply(markup) == markup
