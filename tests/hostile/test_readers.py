"""Readers on input that nobody would write: they answer, or refuse in a way that a user can act on."""

import contextlib
import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Ask, Run
from embedsvc.net.replay import Replay
from embedsvc.providers import webpage
from embedsvc.read import fields
from embedsvc.read.html import document
from embedsvc.read.markup import json_ld, microdata, oembed, redirect
from embedsvc.read.page import article
from embedsvc.read.posts import blockquote, iframe, plain, runs
from tests.support.pages import page, snapshot
from tests.support.sites import SITES, normalise

TAGS = (
    *(
        "<blockquote>",
        "</blockquote>",
        "<p>",
        "</p>",
        '<p lang="ar" dir="rtl">',
        "<br>",
        "<iframe src=",
        "</iframe>",
    ),
    *(
        '<a href="https://site.example/1">',
        "</a>",
        '<a href="javascript:x">',
        "<script>",
        "</script>",
        "<template>",
    ),
    *(
        '<span class="invisible">',
        "</span>",
        "<table>",
        "<td>",
        "<svg>",
        "<math>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<a",
    ),
)
WORDS = (
    *(
        "— Name (@name) ",
        "January 26, 2021",
        "@name",
        "#tag",
        "https://site.example/a)",
        "http://[",
        "//",
        "0;url=",
        "5",
    ),
    *(
        '"',
        "'",
        "=",
        ">",
        "<",
        "&",
        "&#0;",
        "&#x110000;",
        "\0",
        "\ud800",
        "\u202e",
        "\u2069",
        " ",
        "\r",
        "\n\n",
        "٣",
    ),
)
ITEMS = (
    *('<div itemscope itemtype="http://schema.org/Article">', '<div itemprop="author" itemscope>', "</div>"),
    *(
        '<b itemprop="name">',
        '<time itemprop="datePublished" datetime="2021">',
        '<img itemprop="image" src="/i">',
    ),
    *('<a itemprop="url author" href="//[">', "<meta itemprop=headline content=x>", "itemscope", "itemprop"),
)
JSON = (
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"',
        "\\",
        '"@type":"NewsArticle"',
        '"@graph":',
        '"@id":"#a"',
        '"author":',
        "null",
    ),
    *(
        '"headline":',
        '"image":',
        '{"@id":"#a"}',
        "1e999",
        "NaN",
        "-",
        "//",
        "/*",
        "<!--",
        "]]>",
        "\\ud83d",
        "\n",
        "'",
    ),
)
XML = (
    *(
        "<oembed>",
        "</oembed>",
        "<title>",
        "</title>",
        "<html>",
        "</html>",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&x;",
        "<?xml",
    ),
    *(
        '<!DOCTYPE x [<!ENTITY x "y">]>',
        "?>",
        "<x:y xmlns:x='z'>",
        "<!--",
        "-->",
        ' encoding="utf-16"',
        "\x1b",
        "\xa0",
    ),
)


def sequences(*kinds: tuple[str, ...]) -> st.SearchStrategy[str]:
    pieces = st.sampled_from([piece for kind in kinds for piece in kind]) | st.text(max_size=5)
    return st.lists(pieces, max_size=30).map("".join)


def are_runs(found: tuple[Run, ...]) -> bool:
    """Links lead to the web, and nothing has an address that is no link."""
    return all(
        urlsplit(run.url or "").scheme in {"http", "https"}
        if run.type in {"link", "mention", "tag"}
        else run.url is None
        for run in found
    )


@given(sequences(TAGS, WORDS))
def test_embed_code(markup: str) -> None:
    """A quotation, its runs and its frame are parsed from any markup, with the same result each time."""
    quotation = blockquote.parse(markup)
    assert quotation == blockquote.parse(markup)
    assert quotation is None or (quotation.runs and are_runs(quotation.runs))
    assert are_runs(runs.from_html(markup))
    assert are_runs(runs.from_html(markup, "https://site.example/"))
    frame = iframe.parse(markup)
    assert frame is None or urlsplit(frame.url).scheme in {"http", "https"}


@given(sequences(WORDS))
def test_plain_text(text: str) -> None:
    """Text of a platform keeps its letters, whatever in it looks like a link."""
    found = plain.to_runs(text)
    assert are_runs(found)
    assert "".join(run.text for run in found) == "".join(text.strip().splitlines())


@given(sequences(TAGS, WORDS, ITEMS))
def test_microdata(body: str) -> None:
    """Items in items, properties without an item and items without an end are an item or none."""
    read = document.parse(snapshot(page(body=body).encode("utf-8", "replace")))
    work = microdata.find_work(read, article.find(read, (), ()))
    assert work is None or isinstance(work.authors, tuple)
    fields.metadata(read)


@given(sequences(JSON))
def test_json_ld(text: str) -> None:
    """Anything in a script of JSON-LD is a work or none, and nothing of it is of a wrong type."""
    script = f'<script type="application/ld+json">{text}</script>'
    read = document.parse(snapshot(page(script).encode("utf-8", "replace")))
    work = json_ld.find_work(read)
    assert work is None or isinstance(work.headline, str | None)
    found = fields.metadata(read)
    assert all(isinstance(author.name, str) and author.name for author in found.authors)


@given(sequences(WORDS))
def test_refresh(content: str) -> None:
    """A refresh leads to the web or nowhere."""
    escaped = content.replace('"', "&quot;").encode("utf-8", "replace").decode()
    found = redirect.find(document.parse(snapshot(page(f'<meta http-equiv="refresh" content="{escaped}">'))))
    assert found is None or urlsplit(found.url or "").scheme in {"http", "https"}


@given(
    st.binary(max_size=200) | sequences(JSON).map(str.encode) | sequences(XML).map(str.encode),
    st.text(max_size=10),
)
def test_oembed(body: bytes, charset: str) -> None:
    """Any answer is an oEmbed answer whose addresses lead to the web, or a failure."""
    with contextlib.suppress(Failure):
        answer = oembed.parse(snapshot(body, charset=charset, media_type="application/json"))
        for url in (answer.url, answer.author_url, answer.thumbnail_url):
            assert url is None or urlsplit(url).scheme in {"http", "https"}


KINDS = [
    "text/html",
    "application/json",
    "text/xml",
    "image/png",
    "text/plain",
    "application/xhtml+xml",
    "x/y",
    "",
    None,
]


@given(
    st.binary(max_size=200) | sequences(TAGS, WORDS, ITEMS).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from(KINDS),
)
def test_any_answer(body: bytes, kind: str | None) -> None:
    """Whatever is at a link is a page, a file, an oEmbed answer or a failure."""
    with contextlib.suppress(Failure):
        webpage.read(snapshot(body, media_type=kind), SITES)


GOOD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2021-01-26T00:00:00Z\r\n"
    b"WARC-Target-URI: http://site.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n5\r\n<p>ab\r\n0\r\n\r\n"
RECORD = GOOD % len(ANSWER) + ANSWER + b"\r\n\r\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_recordings(tmp_path: Path, data: st.DataObject) -> None:
    """A recording that was cut, changed or is none is refused as a whole, or its answers are failures."""
    start = data.draw(st.integers(0, len(RECORD)))
    noise = data.draw(st.binary(max_size=20))
    body = RECORD[:start] + noise + RECORD[data.draw(st.integers(start, len(RECORD))) :]
    file = tmp_path / "recording.warc.gz"
    file.write_bytes(gzip.compress(body) if data.draw(st.booleans()) else body)
    ask: Ask[Any] = Ask(url=urls.parse("http://site.example/"), read=lambda _: None, method="metadata")
    try:
        replay = Replay([file], normalise=normalise)
    except ValueError:
        return
    with contextlib.suppress(Failure):
        replay.fetch(ask, 1)
    for _, read in replay.records():
        with contextlib.suppress(Failure):
            read()


@pytest.mark.parametrize("depth", [10, 10_000, 100_000])
def test_depth(depth: int) -> None:
    """No reader descends by recursion."""
    deep = "<p><blockquote>" * depth
    blockquote.parse(deep)
    runs.from_html(deep + "x")
    iframe.parse(deep + "<iframe src=https://site.example/>")
    with contextlib.suppress(Failure):
        oembed.parse(snapshot("<oembed>" + "<title>" * depth))
    with contextlib.suppress(Failure):
        oembed.parse(snapshot(json.dumps({"title": "x"})[:-1] + ',"a":' * depth))
