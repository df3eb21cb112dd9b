"""Hostile upstreams against everything but HTTP in front: the result for a link, and its cost.

`tests/net` covers what sockets can do (silence, resets, malformed heads, TLS, look-ups). The rows here
depend on parsing, or on another source of the same facts.
"""

import gzip
import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.hostile.worker import Result
from tests.support.upstream import (
    PAGE,
    Conversation,
    H,
    J,
    Play,
    Upstream,
    answer,
    chunk,
    close,
    dripping,
    flooding,
    inflating,
    redirect,
    then,
)

GOOD = "Good title"
ARABIC = "عنوان جيد"
MIB = 2**20
MOST_MIB = 64

OEMBED = {"version": "1.0", "type": "rich", "title": GOOD, "html": "<blockquote>Text</blockquote>", "width": 550, "height": None}  # fmt: skip
LINK = '<link rel="alternate" type="application/json+oembed" href="%s">'

READ = {"success"}
BROKEN = {"upstream_error"}
SILENT = {"upstream_timeout"}
INSIDE = {"blocked_address"}
OTHER = {"unsupported_media_type"}


@dataclass(frozen=True)
class Row:
    plays: dict[str, Play]
    """By path; the pasted link is `/`."""
    codes: set[str] = field(default_factory=lambda: READ)
    title: str | None = GOOD
    """The title of the Embed; None where it does not matter."""
    tried: set[str | None] = field(default_factory=lambda: {None})
    """Codes of the last attempt."""
    connections: int = 1
    deadline: float = 10.0
    """Seconds: the default, or short where the row lasts until the deadline."""


def page(
    body: bytes | str, *, title: str | None = GOOD, tried: set[str | None] | None = None, **rest: Any
) -> Row:
    return sent(answer(body), title=title, tried=tried or {None}, **rest)


def sent(play: Play, codes: set[str] = READ, *, title: str | None = GOOD, **rest: Any) -> Row:
    """A row whose play is the pasted page."""
    tried = rest.pop("tried", {None, *codes} - READ)
    return Row({"/": play}, codes, title, tried, **rest)


def endpoint(play: Play, *tried: str | None, **rest: Any) -> Row:
    """A row whose play is the oEmbed answer that a good page links to; the page's own facts are used."""
    good = within(head=LINK % "/o")
    return Row({"/": answer(good), "/o": play}, tried=set(tried or BROKEN), connections=2, **rest)


def data(fields: dict[str, Any] | bytes | str, *tried: str | None, **rest: Any) -> Row:
    body = json.dumps(fields) if isinstance(fields, dict) else fields
    return endpoint(answer(body, "application/json"), *tried, **rest)


def xml(body: str) -> Row:
    return endpoint(answer(body, "text/xml"))


def within(before: str = "", head: str = "", body: str = "<p>Text</p>") -> str:
    """The good page with something inserted."""
    start = f'<!doctype html><html lang="en"><head>{before}<title>{GOOD}</title>'
    return f'{start}<meta property="og:title" content="{GOOD}">{head}</head><body>{body}</body></html>'


def titled(title: bytes, charset: str, *, meta: bytes = b"") -> Play:
    return answer(
        b"<html><head>" + meta + b"<title>" + title + b"</title></head>", f"text/html; charset={charset}"
    )


def ld(text: str) -> str:
    return within(head=f'<script type="application/ld+json">{text}</script>')


def refreshing(conversation: Conversation) -> None:
    refresh = f'<meta http-equiv=refresh content="0;url=/?{conversation.number}">'
    conversation.send(answer(within(head=refresh)))


def picture(size: int) -> bytes:
    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    noise = bytes(n * n % 251 for n in range(size))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", bytes(13)) + part(b"IDAT", noise) + part(b"IEND", b"")


def laughs(levels: int) -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(levels))
    return (
        f"<?xml version='1.0'?><!DOCTYPE oembed [{entities}]><oembed><title>&e{levels - 1};</title></oembed>"
    )


HALF = H + b"Content-Length: 100000\r\n\r\n" + PAGE
ROWS: dict[str, Row] = {
    # bodies
    "rst-mid-body": sent(then(HALF, Conversation.reset), READ | BROKEN),
    "eof-mid-body": sent(then(HALF, close)),
    "drip-body": sent(dripping(H + b"Content-Length: 1000000\r\n\r\n", b"a"), SILENT, deadline=1),
    "stall-mid-body": sent(then(HALF, Conversation.silence), SILENT, deadline=1),
    "endless-body": sent(flooding(H + b"\r\n" + PAGE.replace(b"</body>", b""), b"<p>x</p>")),
    "endless-chunked": sent(flooding(H + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(PAGE), chunk(b"x" * 65536))),
    "endless-json": endpoint(flooding(J + b'\r\n{"title":"', b"a"), "too_large"),
    "length-1gib": sent(flooding(H + b"Content-Length: 1073741824\r\n\r\n" + PAGE, b" ")),
    "length-1gib-json": endpoint(then(J + b"Content-Length: 1073741824\r\n\r\n{", Conversation.silence), "too_large"),
    "bomb-gzip": sent(inflating("text/html", "gzip", window=31)),
    "bomb-gzip-json": endpoint(inflating("application/json", "gzip", window=31, start=b'{"title":"'), "too_large"),
    "bomb-deflate": sent(inflating("text/html", "deflate", window=15)),
    "bomb-tags": sent(answer(gzip.compress(PAGE + b"<p a=b>" * 10 * MIB, 1), headers="Content-Encoding: gzip\r\n")),
    "gzip-trailing": sent(answer(gzip.compress(PAGE) + b"noise" * 20, headers="Content-Encoding: gzip\r\n")),
    "length-short": sent(H + b"Content-Length: %d\r\n\r\n" % (len(PAGE) - 20) + PAGE),
    "early-hints": sent(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 3 + answer()),
    "status-204": sent(b"HTTP/1.1 204 No Content\r\n\r\n", READ | BROKEN, title=None),
    "status-205": sent(b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", READ | BROKEN, title=None),
    "status-206": sent(answer(status="206 x", headers="Content-Range: bytes 0-99/100\r\n"), READ | BROKEN),
    "empty-200": sent(answer(b""), READ | BROKEN, title=None),
    "status-403": sent(answer("<title>Just a moment...</title>", status="403 x"), {"upstream_refused"}),
    "status-404": sent(answer(status="404 x"), {"not_found"}),
    "status-410": sent(answer(status="410 x"), {"gone"}),
    "status-520": sent(answer(status="520 x"), BROKEN),
    # redirects
    "redirect-relative": Row({"/": redirect("a/../ok?x=1"), "/ok": answer()}, connections=2),
    "redirect-loop": sent(redirect("/"), BROKEN, connections=21),
    "redirect-inside": sent(redirect("http://10.0.0.1/"), INSIDE),
    "redirect-scheme": sent(redirect("file:///etc/passwd"), {"unsupported_scheme"}),
    "meta-refresh-loop": sent(refreshing, READ | BROKEN, connections=21),
    "meta-refresh-inside": page(within(head='<meta http-equiv=refresh content="0;url=http://127.0.0.1:1/">'), codes=READ | INSIDE, tried={None} | INSIDE),
    "meta-refresh-scheme": page(within(head='<meta http-equiv=refresh content="0;url=javascript:alert(1)">')),
    "cookie-flood": sent(answer(headers="Set-Cookie: a=b\r\n" * 1000), READ | BROKEN),
    # media types
    "type-missing": sent(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE, READ | OTHER),
    "type-octet-stream": sent(answer(content_type="application/octet-stream"), READ | OTHER),
    "type-html-as-image": sent(answer(content_type="image/png"), READ | OTHER, title=None),
    "type-image-as-html": page(picture(100 * 1024), codes=READ | OTHER, title=None, tried={None} | OTHER),
    "type-pdf": sent(flooding(H.replace(b"text/html", b"application/pdf") + b"\r\n", b"%PDF"), OTHER),
    "type-zip": sent(flooding(H.replace(b"text/html", b"application/zip") + b"\r\n", b"PK"), OTHER),
    "type-json-as-html": endpoint(answer(json.dumps(OEMBED)), None, *OTHER),
    "type-garbage": sent(answer(content_type=";;;="), READ | OTHER | BROKEN),
    "type-64kib": sent(H.replace(b"text/html", b"a" * 60_000) + b"\r\n" + PAGE, READ | OTHER | BROKEN),
    # character encodings
    "charset-conflict": sent(titled(f"{ARABIC}".encode("utf-16-le"), "utf-8"), title=None),
    "charset-bom": sent(answer(f"\ufeff<meta charset=windows-1256><title>{ARABIC}</title>".encode("utf-16-le")), title=ARABIC),
    "charset-unknown": sent(titled(ARABIC.encode(), "x-nonsense"), title=ARABIC),
    "charset-utf7": sent(titled(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "utf-7"), title=None),
    "charset-utf7-meta": sent(titled(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "", meta=b"<meta charset=utf-7>"), title=None),
    "charset-utf16-no-bom": sent(answer(f"<title>{ARABIC}</title>".encode("utf-16-le"), "text/html; charset=utf-16le"), title=ARABIC),
    "charset-iso2022jp": sent(titled(b'x<img alt="\x1b(J\\" onerror=alert(1) x="\x1b(B">', "iso-2022-jp"), title=None),
    "invalid-utf8": sent(titled(b"Good \xc0\xaf\xed\xa0\x80\x80 title", "utf-8"), title=None),
    "nul-bytes": page(b"".join(bytes([byte]) + b"\0" * (n % 4 == 0) for n, byte in enumerate(PAGE)), title=None),
    # pages
    "html-deep-10k": page(within("<div>" * 10_000), title=None),
    "html-deep-1m": page(within("<div>" * 1_000_000), title=None),
    "html-deep-1m-after": page(within(body="<div>" * 1_000_000)),
    "html-deep-svg": page(within(body="<svg><g>" * 100_000)),
    "html-wide-attribute": page(f'<meta property="og:title" content="{"a " * 2 * MIB}">', title=None),
    "html-wide-title": page(f"<title>{'a ' * 2 * MIB}</title>", title=None),
    "html-wide-text": page(f"<title>{GOOD}</title><p>{'word ' * MIB}"),
    "html-one-word": page(f"<title>{GOOD}</title><p>{'x' * 5 * MIB}"),
    "html-100k-meta": page(within(head='<meta property="og:image" content="https://example.com/n">' * 80_000)),
    "html-100k-links": page(within(body='<a href="/a" rel="author">By Jo Doe</a>' * 100_000)),
    "html-1000-alternates": page(within(head="".join(LINK % f"/o?{n}" for n in range(1000))), tried={"not_found"}, connections=6),
    "html-100k-attributes": page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + PAGE.decode()),
    "html-100k-attributes-after": page(within(body="<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x")),
    "html-attributes-everywhere": page(within(body="<p a b c d e f g h i j k l m n o p q r s t u v w x y z>" * 97_000)),
    "html-values-everywhere": page(within(body="<p a='1'b='1'c='1'd='1'e='1'f='1'g='1'h='1'i='1'>" * 99_000)),
    "html-names-in-names": page(within(body="<blockqu" * 600_000)),
    "html-quotes-unclosed": page(within(body='<a href="' * 500_000)),
    "html-entity-flood": page(f"<title>{'&amp;&#x10FFFF;' * 250_000}</title>", title=None),
    "html-comment-unclosed": page(PAGE.replace(b"</head>", b"<!--") + b"- " * 2 * MIB),
    "html-script-unclosed": page(within(body="<script>" + "a<b;" * MIB)),
    "html-cdata": page(within(body="<![CDATA[" * 400_000)),
    "html-base-odd": page(within(before='<base href="http://[">', head=LINK % "/o"), tried={None, "not_found"}, connections=2),
    "html-tables": page(within(body="<table><tr><td>" * 200_000)),
    "html-formatting": page(within(body="".join(f"<b a{n}>" for n in range(20_000)) + "<p>x" * 20_000)),
    "html-selects": page(within(body="<select><option>" * 200_000)),
    "html-headings": page(within(body="<h1>Good title</h1>" * 90_000)),
    "html-times": page(within(body="<time datetime=2021-01-26>1 January 2021</time>" * 60_000)),
    "html-items": page(within(body='<div itemscope itemtype="http://schema.org/Article"><p itemprop=author>Jo' * 50_000)),
    # structured data
    "jsonld-deep": page(ld("[" * 100_000 + "]" * 100_000)),
    "jsonld-deep-objects": page(ld('{"@graph":' * 50_000 + "1" + "}" * 50_000)),
    "jsonld-cycle": page(ld('{"@graph":[{"@id":"#a","@type":"NewsArticle","author":{"@id":"#b"}},{"@id":"#b","author":{"@id":"#a"},"sameAs":{"@id":"#b"}}]}')),
    "jsonld-wrong-types": page(ld('{"@type":"NewsArticle","headline":7,"author":[[[]]],"datePublished":{},"image":true}'), title=None),
    "jsonld-digits": page(ld('{"@type":"NewsArticle","author":%s}' % ("9" * MIB))),
    "jsonld-quotes": page(ld('{"@type":"NewsArticle","author":"' + '"b ' * 300_000)),
    "jsonld-many": page(within(head='<script type="application/ld+json">{"@type":"Thing"}</script>' * 45_000)),
    "jsonld-4mib": page(ld('{"@type":"NewsArticle","articleBody":"' + "word " * 800_000 + '"}')),
    # oEmbed answers
    "json-deep": data("[" * 100_000),
    "json-deep-objects": data('{"a":' * 100_000),
    "json-deep-closed": data('{"a":' * 100_000 + "1" + "}" * 100_000),
    "json-nan": data('{"width":NaN,"height":Infinity,"type":"rich","title":"Good title"}', None, *BROKEN),
    "json-huge-number": data('{"type":"rich","title":"Good title","width":1e999}', None, *BROKEN),
    "json-digits": data('{"type":"rich","title":"Good title","width":%s}' % ("9" * 1_000_000)),
    "json-duplicate-keys": data('{"title":"x","title":"Good title","html":"a","html":"<script>alert(1)</script>b"}', None),
    "json-lone-surrogate": data(r'{"type":"rich","title":"\ud83d x","html":"\udc00<p>x"}', None),
    "json-bom": data("\ufeff" + json.dumps(OEMBED), None),
    **{f"json-not-object {text}": data(text) for text in ("null", "[]", '"x"', "7", "", "{}")},
    "oembed-wrong-types": data({**OEMBED, "width": "100%", "height": [], "title": {"a": 1}, "author_url": 7, "type": "evil", "cache_age": "-9"}, None),
    "oembed-html-null": data({**OEMBED, "html": None}, None),
    "oembed-video-bare": data({"type": "video", "title": GOOD}, None),
    "oembed-html-4mib": data({**OEMBED, "html": "<b>" * 50_000 + "x" * 4_700_000}, None, "too_large"),
    "oembed-html-6mib": data({**OEMBED, "html": "x" * 6 * MIB}, "too_large"),
    "oembed-html-nested": data({**OEMBED, "html": '{"html":"\\\\u003cscript\\\\u003ealert(1)"}<script>alert(1)</script>'}, None),
    **{f"oembed-cache-age {age}": data({**OEMBED, "cache_age": age}, None) for age in (-1, 0, 1e18, "forever")},
    "oembed-loop": Row({"/": answer(within(head=LINK % "/"))}, tried=BROKEN, connections=3),  # type: ignore[arg-type]
    "oembed-redirect-inside": endpoint(redirect("http://127.0.0.1:1/"), *INSIDE),
    "oembed-silent": endpoint(Conversation.silence, *SILENT, deadline=1),
    **{f"oembed-inside {url}": page(within(head=LINK % url), tried=INSIDE) for url in ("http://169.254.169.254/", "//localhost/", "http://127.0.0.1:1/")},  # type: ignore[arg-type]
    **{f"oembed-scheme {url}": page(within(head=LINK % url), tried={"unsupported_scheme"}) for url in ("file:///etc/passwd", "file://[", "data:application/json,{}", "javascript:alert(1)")},
    "xml-billion-laughs": xml(laughs(10)),
    "xml-external-entity": xml('<!DOCTYPE oembed [<!ENTITY x SYSTEM "file:///etc/passwd">]><oembed><title>&x;</title></oembed>'),
    "xml-quadratic": xml(f'<!DOCTYPE oembed [<!ENTITY x "{"a" * MIB}">]><oembed><title>{"&x;" * 10_000}</title></oembed>'),
    "xml-dtd": xml('<!DOCTYPE oembed SYSTEM "http://127.0.0.1:1/"><oembed><title>x</title></oembed>'),
    "xml-parameter-entities": xml('<!DOCTYPE oembed [<!ENTITY % x SYSTEM "http://127.0.0.1:1/">%x;]><oembed><title>x</title></oembed>'),
    "xml-lower-doctype": xml('<!doctype oembed [<!ENTITY x "y">]><oembed><title>&x;</title></oembed>'),
    "xml-deep": xml("<oembed>" + "<title>" * 100_000),
    "xml-include": endpoint(answer('<oembed xmlns:x="http://www.w3.org/2001/XInclude"><title><x:include href="file:///etc/passwd" parse="text"/></title></oembed>', "text/xml"), None, *BROKEN),
}  # fmt: skip


class Worker:
    """A process that resolves one link after another."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.hostile.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def resolve(self, url: str, port: int, deadline: float) -> Result:
        assert self._process.stdin
        assert self._process.stdout
        asked = {"url": url, "port": port, "deadline": deadline}
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        return Result(**json.loads(self._process.stdout.readline()))

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    with Upstream(answer()) as server:
        assert worker.resolve(server.url(), server.port, 10).title == GOOD
    yield worker
    worker.stop()


@pytest.mark.parametrize("name", ROWS)
def test_hostile_upstream(worker: Worker, name: str) -> None:
    """Each behaviour has its result within its time, memory and connections, and nothing leaks."""
    row = ROWS[name]
    with Upstream(row.plays) as server:
        result = worker.resolve(server.url(), server.port, row.deadline)
    assert result.code in row.codes
    assert result.tried[-1] in row.tried
    if result.code == "success":
        assert row.title in {None, result.title}
    assert result.seconds < row.deadline + 1
    assert result.growth <= MOST_MIB
    assert 0 < server.connections <= row.connections
    assert len(result.html + result.other_formats) < 400_000
    assert not re.search(r"127\.0\.0\.1:1\b|169\.254|root:|\bNaN\b", result.other_formats)
    assert not re.search(r"<script|<[^>]*\son", result.html)
