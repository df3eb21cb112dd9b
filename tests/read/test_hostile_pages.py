"""Pages made to be slow, deep or broken: they are read in bounded time, without an exception."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import Failure
from embedsvc.read import fields, walls
from embedsvc.read.html import document
from embedsvc.read.markup import oembed
from tests.support.pages import snapshot

HOSTILE = {
    "many tags": b"<p>" * 1_700_000,
    "100,000 meta tags": b'<meta property="og:title" content="x">' * 100_000,
    "1 MiB of JSON-LD": b'<script type="application/ld+json">['
    + b'{"@type":"Article","author":[{},' * 30_000,
    "closed JSON-LD": b'<script type="application/ld+json">'
    + b'{"@graph":[' * 50_000
    + b"]}" * 50_000
    + b"</script>",
    "quotation marks in JSON-LD": b'<script type="application/ld+json">{"a":"'
    + b'"b ' * 300_000
    + b"</script>",
    "10,000 levels": b"<div>" * 10_000 + b"x" + b"</div>" * 10_000,
    "10,000 levels of a byline": b'<div class="author">' * 10_000 + b"By Jane Doe",
    "a tag of 100,000 attributes": b"<p " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">x",
    "attributes that hide the end": b"<p " + b" ".join(b'a%d="<>"' % i for i in range(50_000)) + b">x",
    "tags in tags": b"<a " * 1_000_000,
    "unclosed quotation": b'<a href="' * 500_000,
    "a long title": b"<title>" + b"a | " * 500_000 + b"</title><h1>" + b"- " * 500_000,
    "many headings": b"<h1>a b c</h1>" * 90_000,
    "one long word": b"<p>" + b"x" * 5_000_000,
    "names in names": b"<blockqu" * 600_000,
    "tags with nearly too many attributes": (b"<a =x" * 499 + b">") * 2_000,
    "tags that begin in values": (b"<a" + (b' y="' + b'<a b="' * 22 + b'"') * 499 + b">") * 70,
    "tags that end values": (b"<a" + (b' y="' + b"x" * 1_000 + b"<b " * 64 + b'"') * 499 + b">") * 8,
    "tags in names": b"<p/x=<p/x" * 500_000,
    "a quotation mark before the last": b"<a" * 499 + b'="' + b"x" * 5_000_000,
    "ampersands": b"<title>" + b"&amp;" * 500_000,
    "itemprops": b'<div itemscope itemtype="http://schema.org/Article"><p itemprop="author">x' * 30_000,
    "headings in headings": b"<h1>x" * 90_000,
    "paragraphs in paragraphs": b"<table><p><b>x" * 30_000,
    "linked headings": b"<h1><a href=/>x" * 45_000,
    "times": b"<time>1 January 2020</time>" * 90_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_read_in_bounded_time(body: bytes) -> None:
    """A page made to be slow or deep takes a bounded time and raises no RecursionError."""
    start = time.process_time()
    read = document.parse(snapshot(body))
    walls.check(walls.Visit(read))
    fields.metadata(read)
    assert time.process_time() - start < 10


@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_page_or_a_failure(body: bytes) -> None:
    """Any bytes are a page, or a failure that a user can act on."""
    try:
        read = document.parse(snapshot(body))
    except Failure:
        return
    walls.check(walls.Visit(read))
    oembed.links(read)
    fields.metadata(read)


MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "<h1>",
                "</h1>",
                '<meta property="og:title" content="',
                '">',
                "<title>",
                "</title>",
                "By Jane Doe",
                "2021-01-26",
            ),
            *(
                '<script type="application/ld+json">',
                "</script>",
                '{"@type":"NewsArticle","headline":"',
                '"}',
                "[",
                "]",
                "\\",
            ),
            *(
                '<time datetime="',
                '<div class="author date">',
                "</div>",
                '<a rel="author" href="',
                "</a>",
                '<link rel="canonical" href="',
            ),
            *(
                '<base href="',
                "http://[",
                "//",
                "https://a.example/",
                "javascript:",
                "بقلم",
                "\0",
                "&",
                "<!--",
                "-->",
                "<![CDATA[",
            ),
            *(
                '<div itemscope itemtype="http://schema.org/Article">',
                '<span itemprop="author">',
                '<html lang="',
                '" dir="rtl"',
            ),
        ]
    ),
    max_size=40,
)


@given(MARKUP)
def test_any_markup_gives_metadata_without_empty_values(pieces: list[str]) -> None:
    """Pieces of what rules read, in any order, give metadata without empty values."""
    read = document.parse(snapshot("".join(pieces)))
    walls.check(walls.Visit(read))
    found = fields.metadata(read)
    assert "" not in (found.title, found.published, found.description, found.publisher, found.language)
    assert all(author.name for author in found.authors)


@pytest.mark.parametrize("body", [b"", b" ", b"\0", b"<", b"<!doctype html>", b"<?xml version='1.0'?>"])
def test_empty_pages_have_no_title(body: bytes) -> None:
    """A page without content is a page without metadata."""
    assert fields.metadata(document.parse(snapshot(body))).title is None
