import gzip
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from embedsvc import errors, urls
from embedsvc.errors import Failure
from embedsvc.model import Ask, Snapshot
from embedsvc.net.transport import Transport
from embedsvc.settings import Settings
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
    loopback,
    redirect,
    then,
)

SECOND = 1.0
CAP = 5 * 2**20
NOW = 1_700_000_000.0


def ask(url: str, **changes: Any) -> Ask[Snapshot]:
    return Ask(url=urls.parse(url), read=lambda snapshot: snapshot, method="metadata", **changes)


@dataclass(frozen=True)
class Outcome:
    value: Snapshot | Failure
    seconds: float

    @property
    def code(self) -> str:
        return self.value.code if isinstance(self.value, Failure) else "success"


def fetch(transport: Transport, url: str, seconds: float = SECOND, **changes: Any) -> Outcome:
    started = time.monotonic()
    value: Snapshot | Failure
    try:
        value = transport.fetch(ask(url, **changes), seconds)
    except Failure as failure:
        value = failure
    return Outcome(value, time.monotonic() - started)


def play(script: Play, path: str = "/?secret=1", seconds: float = 3 * SECOND) -> tuple[Outcome, Upstream]:
    with Upstream(script) as server:
        outcome = fetch(Transport(loopback(server)), server.url(path), seconds)
    if isinstance(outcome.value, Failure):
        assert "127.0.0.1" not in outcome.value.detail
        assert "secret" not in outcome.value.detail
    return outcome, server


# --- what an upstream may do: script, right outcomes ----------------------------------------------------------------


HALF = H + b"Content-Length: 100000\r\n\r\n" + PAGE


def slow_redirect(conversation: Conversation) -> None:
    conversation.sleep(0.2)
    conversation.send(redirect(f"/{conversation.number}"))


UNREADABLE = {"upstream_error"}
SILENT = {"upstream_timeout"}
ANY = {"success", "upstream_error", "upstream_timeout"}
ROWS: dict[str, tuple[Play, set[str]]] = {
    "accept-silent": (Conversation.silence, SILENT),
    "close-before-headers": (close, UNREADABLE),
    "rst-before-headers": (Conversation.reset, UNREADABLE),
    "rst-mid-headers": (then(b"HTTP/1.1 200 OK\r\nContent-Ty", Conversation.reset), UNREADABLE),
    "eof-mid-headers": (H, UNREADABLE),
    "eof-mid-header-line": (b"HTTP/1.1 200 OK\r\nContent-Ty", UNREADABLE),
    "rst-mid-body": (then(HALF, Conversation.reset), {"success", "upstream_error"}),
    "eof-mid-body": (HALF, {"success"}),
    "eof-mid-chunk": (H + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + PAGE, {"success"}),
    "eof-mid-json": (J + b'Content-Length: 100\r\n\r\n{"title":"', UNREADABLE),
    "drip-headers": (dripping(H + b"X-Endless: ", b"a"), SILENT),
    "drip-header-lines": (dripping(H, b"X: a\r\n"), SILENT),
    "drip-status": (dripping(b"", b"H"), SILENT),
    "drip-body": (dripping(H + b"Content-Length: 1000000\r\n\r\n", b"a"), SILENT),
    "drip-chunks": (dripping(H + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b"a")), SILENT),
    "stall-mid-body": (then(HALF, Conversation.silence), SILENT),
    "endless-body": (flooding(H + b"\r\n" + PAGE, b"<p>x</p>"), {"success"}),
    "endless-chunked": (flooding(H + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(PAGE), chunk(b"x" * 65000)), {"success"}),
    "endless-json": (flooding(J + b'\r\n{"title":"', b"a"), {"too_large"}),
    "length-1gib": (flooding(H + b"Content-Length: 1073741824\r\n\r\n" + PAGE, b" "), {"success"}),
    "length-1gib-json": (then(J + b"Content-Length: 1073741824\r\n\r\n{", Conversation.silence), {"too_large"}),
    "bomb-gzip": (inflating("text/html", "gzip", window=31), {"success"}),
    "bomb-gzip-json": (inflating("application/json", "gzip", window=31, start=b"{"), {"too_large"}),
    "bomb-deflate": (inflating("text/html", "deflate", window=15), {"success"}),
    "bomb-double": (answer(gzip.compress(gzip.compress(PAGE)), headers="Content-Encoding: gzip, gzip\r\n"), {"success"}),
    "bomb-double-lines": (answer(gzip.compress(gzip.compress(PAGE)), headers="Content-Encoding: gzip\r\n" * 2), {"success"}),
    "bomb-nested": (answer(gzip.compress(inflating("", "", window=31).partition(b"\r\n\r\n")[2]), headers="Content-Encoding: gzip, gzip\r\n"), {"success"}),
    "bomb-triple": (answer(gzip.compress(gzip.compress(gzip.compress(PAGE))), headers="Content-Encoding: gzip, gzip, gzip\r\n"), UNREADABLE),
    "bomb-brotli": (answer(b"\x1b" * 1000, headers="Content-Encoding: br\r\n"), UNREADABLE),
    "bomb-zstd": (answer(b"\x28\xb5\x2f\xfd" * 100, headers="Content-Encoding: zstd\r\n"), UNREADABLE),
    "encoding-lie-gzip": (answer(headers="Content-Encoding: gzip\r\n"), {"success"}),
    "encoding-lie-binary": (answer(b"a\0\1\2" * 99, headers="Content-Encoding: gzip\r\n"), UNREADABLE),
    "encoding-unknown": (answer(headers="Content-Encoding: x-rot13\r\n"), {"success"}),
    "encoding-unknown-binary": (answer(b"a\0\1\2" * 99, headers="Content-Encoding: x-rot13\r\n"), UNREADABLE),
    "gzip": (answer(gzip.compress(PAGE), headers="Content-Encoding: GZIP\r\n"), {"success"}),
    "gzip-truncated": (answer(gzip.compress(PAGE)[:70], headers="Content-Encoding: gzip\r\n"), {"success", "upstream_error"}),
    "gzip-truncated-json": (answer(gzip.compress(b"[1]" * 99)[:20], "application/json", headers="Content-Encoding: gzip\r\n"), UNREADABLE),
    "gzip-trailing": (answer(gzip.compress(PAGE) + b"noise" * 20, headers="Content-Encoding: gzip\r\n"), {"success"}),
    "length-short": (H + b"Content-Length: %d\r\n\r\n" % (len(PAGE) - 20) + PAGE, {"success"}),
    "length-negative": (H + b"Content-Length: -5\r\n\r\n" + PAGE, {"success", "upstream_error"}),
    "length-garbage": (H + b"Content-Length: ten\r\n\r\n" + PAGE, {"success", "upstream_error"}),
    "length-twice": (H + b"Content-Length: 9\r\nContent-Length: 10\r\n\r\n" + PAGE, UNREADABLE),
    "length-twice-same": (answer(headers=f"Content-Length: {len(PAGE)}\r\n"), {"success"}),
    "length-list-same": (H + b"Content-Length: %d, %d\r\n\r\n" % ((len(PAGE),) * 2) + PAGE, {"success"}),
    "length-list": (H + b"Content-Length: 9, 10\r\n\r\n" + PAGE, UNREADABLE),
    "length-endless": (H + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n" + PAGE, {"success"}),
    "length-and-chunked": (H + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(PAGE) + chunk(b""), {"success"}),
    "lengths-and-chunked": (H + b"Content-Length: 5\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(PAGE) + chunk(b""), {"success"}),
    "chunked-twice": (H + b"Transfer-Encoding: chunked\r\n" * 2 + b"\r\n" + chunk(PAGE) + chunk(b""), {"success"}),
    "transfer-coding-identity": (answer(headers="Transfer-Encoding: identity\r\n"), {"success"}),
    "transfer-coding-unknown": (H + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + chunk(PAGE) + chunk(b""), UNREADABLE),
    "chunked": (H + b"Transfer-Encoding: Chunked\r\n\r\n" + chunk(PAGE[:50], b";a=b") + chunk(PAGE[50:]) + chunk(b""), {"success"}),
    "chunk-garbage": (H + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", UNREADABLE),
    "chunk-negative": (flooding(H + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"a"), UNREADABLE),
    "chunk-huge": (then(H + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nlittle", Conversation.silence), SILENT),
    "chunk-extension-flood": (flooding(H + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b"a", b";" + b"e" * 16384)), ANY),
    "chunk-line-endless": (flooding(H + b"Transfer-Encoding: chunked\r\n\r\n1;", b"e"), UNREADABLE),
    "trailers-endless": (flooding(H + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(PAGE) + b"0\r\n", b"X: y\r\n"), ANY),
    "headers-100k": (H + b"X-n: n\r\n" * 100_000 + b"\r\n" + PAGE, UNREADABLE),
    "headers-1k": (H + b"X-n: n\r\n" * 1000 + b"\r\n" + PAGE, {"success"}),
    "header-1mib": (H + b"X: " + b"a" * 2**20 + b"\r\n\r\n" + PAGE, UNREADABLE),
    "headers-1mib": (H + (b"X: " + b"a" * 50_000 + b"\r\n") * 20 + b"\r\n" + PAGE, UNREADABLE),
    "header-no-colon": (H + b"no colon\r\nX: y\r\n\r\n" + PAGE, {"success"}),
    "header-nul": (H + b"X: a\x00\xffb\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE, {"success"}),
    "status-garbage": (b"lorem ipsum" + b"noise\r\n" * 30_000, UNREADABLE),
    "status-not-a-number": (b"HTTP/1.1 abc OK\r\n\r\n", UNREADABLE),
    "status-0": (b"HTTP/1.1 000 x\r\n\r\n", UNREADABLE),
    "status-1000": (b"HTTP/1.1 1000 x\r\n\r\n", UNREADABLE),
    "http-0.9": (PAGE, UNREADABLE),
    "http-2-preface": (b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64\x00\x04\x02\x00\x00\x00", UNREADABLE),
    "ssh-banner": (then(b"SSH-2.0-OpenSSH_9.6\r\n", Conversation.silence), UNREADABLE | SILENT),
    "continue-flood": (flooding(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), UNREADABLE | SILENT),
    "continue-drip": (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), SILENT),
    "early-hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 3 + answer(), {"success"}),
    "early-hints-only": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", UNREADABLE),
    "status-204": (b"HTTP/1.1 204 No Content\r\n\r\n", {"success"}),
    "status-205": (b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", {"success"}),
    "status-206": (answer(status="206 Partial Content", headers="Content-Range: bytes 0-99/100\r\n"), {"success"}),
    "status-304": (b"HTTP/1.1 304 Not Modified\r\n\r\n", UNREADABLE),
    "empty-200": (answer(b""), {"success"}),
    "redirect-loop": (redirect("/"), UNREADABLE),
    "redirect-pingpong": (lambda c: c.send(redirect(f"{'/b' if '/a' in c.target else '/a'}?{'x' * c.number}")), UNREADABLE),
    "redirect-endless": (lambda c: c.send(redirect(f"/{c.number}")), UNREADABLE),
    "redirect-slow": (slow_redirect, SILENT),
    "redirect-no-location": (answer(status="302 Found"), UNREADABLE),
    "redirect-malformed-host": (redirect("http://[::1"), {"invalid_url"}),
    "redirect-malformed-space": (redirect("http://exa mple/"), {"invalid_url"}),
    "redirect-malformed-percent": (redirect("%"), UNREADABLE),
    "redirect-malformed-long": (H.replace(b"200 OK", b"302 Found") + b"Location: " + b"a" * 60_000 + b"\r\n\r\n", {"invalid_url"}),
    "redirect-malformed-100k": (H.replace(b"200 OK", b"302 Found") + b"Location: " + b"a" * 102_400 + b"\r\n\r\n", {"invalid_url"}),
    "redirect-malformed-bytes": (H.replace(b"200 OK", b"302 Found") + b"Location: \xff\xff\r\nContent-Length: 0\r\n\r\n", UNREADABLE),
    "redirect-file": (redirect("file:///etc/passwd"), {"unsupported_scheme"}),
    "redirect-ftp": (redirect("ftp://example.com/"), {"unsupported_scheme"}),
    "redirect-gopher": (redirect("gopher://example.com/"), {"unsupported_scheme"}),
    "redirect-javascript": (redirect("javascript:alert(1)"), {"unsupported_scheme"}),
    "redirect-data": (redirect("data:text/html,<title>x</title>"), {"unsupported_scheme"}),
    "redirect-metadata": (redirect("http://169.254.169.254/latest/meta-data/"), {"blocked_address"}),
    "redirect-mapped": (redirect("http://[::ffff:127.0.0.1]/"), {"blocked_address"}),
    "redirect-private": (redirect("http://10.0.0.1/"), {"blocked_address"}),
    "redirect-localhost": (redirect("//localhost:22/"), {"blocked_address"}),
    "redirect-port": (redirect("http://127.0.0.1:1/"), {"blocked_address"}),
    "redirect-userinfo": (redirect("http://a@127.0.0.1/"), {"invalid_url"}),
    "redirect-two-locations": (answer(b"", status="302 Found", headers="Location: /ok\r\nLocation: http://10.0.0.1/\r\n"), UNREADABLE),
    "cookie-flood": (answer(headers="Set-Cookie: a=b\r\n" * 1000), {"success"}),
    "status-401-basic": (answer(status="401 Unauthorized", headers='WWW-Authenticate: Basic realm="x"\r\n'), {"upstream_refused"}),
    "status-401-ntlm": (answer(status="401 Unauthorized", headers="WWW-Authenticate: NTLM\r\n"), {"upstream_refused"}),
    "status-402": (answer(status="402 Payment Required"), {"upstream_refused"}),
    "status-403": (answer(status="403 Forbidden"), {"upstream_refused"}),
    "status-407": (answer(status="407 x", headers="Proxy-Authenticate: Basic\r\n"), {"upstream_refused"}),
    "status-451": (answer(status="451 x"), {"upstream_refused"}),
    "status-999": (answer(status="999 Request denied"), {"upstream_refused"}),
    "status-404": (answer(status="404 Not Found"), {"not_found"}),
    "status-410": (answer(status="410 Gone"), {"gone"}),
    "status-418": (answer(status="418 x"), UNREADABLE),
    "status-500": (answer(status="500 x"), UNREADABLE),
    "status-599": (answer(status="599 x"), UNREADABLE),
    "status-300": (answer(status="300 Multiple Choices"), UNREADABLE),
    "type-pdf": (flooding(H.replace(b"text/html", b"application/pdf") + b"\r\n", b"%PDF"), {"unsupported_media_type"}),
    "type-zip": (flooding(H.replace(b"text/html", b"application/zip") + b"\r\n", b"PK"), {"unsupported_media_type"}),
    "type-unknown-binary": (flooding(b"HTTP/1.1 200 OK\r\n\r\n", b"\x89PNG\r\n"), {"unsupported_media_type"}),
    "type-64kib": (H.replace(b"text/html", b"a" * 60_000) + b"\r\n" + PAGE, {"success"}),
}  # fmt: skip

MOST_CONNECTIONS = 11


@pytest.mark.parametrize("name", ROWS)
def test_hostile_upstream(name: str) -> None:
    """Each behaviour has its code within its time, with no more connections than 10 redirects need."""
    script, right = ROWS[name]
    seconds = 0.5 if right & SILENT else 3 * SECOND
    outcome, server = play(script, seconds=seconds)
    assert outcome.code in right
    assert outcome.seconds < (seconds + 1 if right & SILENT else 3)
    follows = outcome.code not in {"blocked_address", "unsupported_scheme", "invalid_url"}
    assert server.connections <= (MOST_CONNECTIONS if follows and "redirect" in name else 1)
    if isinstance(outcome.value, Snapshot) and outcome.value.body:
        assert outcome.value.body.startswith((PAGE[:15], b"a"))
        assert len(outcome.value.body) <= CAP


def test_connection_refused() -> None:
    """A closed port is unreachable."""
    with Upstream(b"") as server:
        transport = Transport(loopback(server))
        url = server.url()
    assert fetch(transport, url).code == "upstream_unreachable"


def test_connection_never_answered() -> None:
    """A SYN without an answer ends with the deadline."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(address)
        transport = Transport(
            Settings(allow_networks=(ip_network("127.0.0.0/8"),), allow_ports=frozenset({address[1]}))
        )
        outcome = fetch(transport, f"http://127.0.0.1:{address[1]}/")
        for sock in waiting:
            sock.close()
    assert outcome.code in {"upstream_timeout", "upstream_unreachable"}
    assert outcome.seconds < SECOND + 1


def test_the_connection_ends_at_the_deadline() -> None:
    """The upstream sees the end of the connection at the deadline."""
    left = Event()

    def script(conversation: Conversation) -> None:
        conversation.send(HALF)
        conversation.silence()
        left.set()

    with Upstream(script) as server:
        fetch(Transport(loopback(server)), server.url(), 0.3)
        assert left.wait(SECOND)


# --- responses ------------------------------------------------------------------------------------------------------


def page(script: Play, path: str = "/") -> Snapshot:
    outcome, _ = play(script, path)
    assert isinstance(outcome.value, Snapshot), outcome.value
    return outcome.value


def test_snapshot() -> None:
    """A Snapshot has the requested URL, the final URL and what the headers state."""
    with Upstream(answer(headers="X-Robots: a\r\nX-Robots: b\r\nSet-Cookie: a=b\r\n")) as server:
        transport = Transport(loopback(server), clock=lambda: NOW)
        snapshot = transport.fetch(ask(server.url("/a?b#c")), SECOND)
    assert (snapshot.asked, snapshot.url) == (server.url("/a?b"), server.url("/a?b"))
    assert (snapshot.status, snapshot.media_type, snapshot.charset, snapshot.fetched_at) == (
        200,
        "text/html",
        "utf-8",
        NOW,
    )
    assert (snapshot.body, snapshot.truncated) == (PAGE, False)
    assert [value for name, value in snapshot.headers if name == "x-robots"] == ["a", "b"]
    assert "set-cookie" not in dict(snapshot.headers)


@pytest.mark.parametrize(
    "name", ["endless-body", "endless-chunked", "length-1gib", "bomb-gzip", "bomb-deflate", "bomb-nested"]
)
def test_a_long_page_is_cut(name: str) -> None:
    """HTML over the size limit is cut there and used."""
    snapshot = page(ROWS[name][0])
    assert snapshot.body.startswith(PAGE)
    assert (len(snapshot.body), snapshot.truncated) == (CAP, True)


@pytest.mark.parametrize("name", ["eof-mid-body", "eof-mid-chunk"])
def test_an_incomplete_page(name: str) -> None:
    """HTML whose connection ended early is used as far as it arrived."""
    snapshot = page(ROWS[name][0])
    assert (snapshot.body, snapshot.truncated) == (PAGE, True)


def test_a_page_of_exactly_the_size_limit() -> None:
    """The limit itself is allowed."""
    with Upstream(
        {
            "/": answer(b"x" * 1000),
            "/json": answer(b"1" * 1000, "application/json"),
            "/more": answer(b"1" * 1001, "application/json"),
        }
    ) as server:
        transport = Transport(loopback(server, max_bytes=1000))
        snapshot = transport.fetch(ask(server.url()), SECOND)
        assert (len(snapshot.body), snapshot.truncated) == (1000, False)
        assert fetch(transport, server.url("/json")).code == "success"
        assert fetch(transport, server.url("/more")).code == "too_large"


def test_a_body_ends_at_its_length() -> None:
    """Bytes after the stated length are not part of the page."""
    length = len(PAGE) - 20
    assert page(H + b"Content-Length: %d\r\n\r\n" % length + PAGE).body == PAGE[:length]


@pytest.mark.parametrize(
    ("content_type", "body", "media_type", "charset"),
    [
        ("text/html", PAGE, "text/html", None),
        ('Text/HTML ;foo=bar; Charset="UTF-8"', PAGE, "text/html", "UTF-8"),
        ("text/html; charset=x-nonsense", PAGE, "text/html", "x-nonsense"),
        ("application/xhtml+xml", PAGE, "application/xhtml+xml", None),
        ("application/json", b"{}", "application/json", None),
        ("application/activity+json", b"{}", "application/activity+json", None),
        ("text/javascript; charset=utf-8", b"{}", "text/javascript", "utf-8"),
        ("application/json+oembed", b"{}", "application/json+oembed", None),
        ("application/rss+xml", b"<rss/>", "application/rss+xml", None),
        ("text/plain", b"x", "text/plain", None),
        ("text/html", b"\x89PNG\r\n", "text/html", None),
        ("text/html", b"{}", "text/html", None),
        ("", b"\xef\xbb\xbf \n" + PAGE, "text/html", None),
        ("application/octet-stream", PAGE, "text/html", None),
        (";;;=", PAGE, "text/html", None),
        ("nonsense", b"<!--x--><p>y", "text/html", None),
        ("", b' {"a":1}', "application/json", None),
        ("", b"<?xml version='1.0'?><oembed/>", "text/xml", None),
        ("", b"", None, None),
    ],
)
def test_media_types(content_type: str, body: bytes, media_type: str | None, charset: str | None) -> None:
    """The type is the stated one; without one, the body is sniffed."""
    snapshot = page(answer(body, content_type))
    assert (snapshot.media_type, snapshot.charset, snapshot.body) == (media_type, charset, body)


@pytest.mark.parametrize("content_type", ["image/png", "audio/mpeg", "video/mp4", "image/svg+xml"])
def test_media_is_not_read(content_type: str) -> None:
    """Only the head of an image, audio or video is read, whatever the body is."""
    snapshot = page(flooding(H.replace(b"text/html", content_type.encode()) + b"\r\n", PAGE))
    assert (snapshot.media_type, snapshot.body, snapshot.truncated) == (content_type, b"", False)


@pytest.mark.parametrize(
    "content_type",
    ["application/pdf", "application/zip", "font/woff2", "model/gltf+binary", "text/css"],
)
def test_other_files(content_type: str) -> None:
    """Types that cannot be embedded are refused."""
    assert play(answer(b"x", content_type))[0].code == "unsupported_media_type"


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        ("429 x", "Retry-After: 120\r\n", 120),
        ("503 x", "Retry-After: 3600\r\n", 3600),
        ("503 x", "", None),
        ("429 x", "Retry-After: 86400\r\n", 3600),
        ("429 x", "Retry-After: Tue, 14 Nov 2023 22:15:20 GMT\r\n", 120),
        ("429 x", "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", 3600),
        ("429 x", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n", None),
        ("429 x", "Retry-After: Fri, 31 Dec 99999 23:59:59 GMT\r\n", None),
        *(
            ("429 x", f"Retry-After: {odd}\r\n", None)
            for odd in ("-1", "0", "1e9", "9" * 20, "9" * 5000, "soon", "", "²")
        ),
        ("429 x", "Retry-After: 1\r\nRetry-After: 2\r\n", None),
    ],
)
def test_retry_after(status: str, headers: str, wait: int | None) -> None:
    """A valid Retry-After is passed on, an hour at most; a malformed one is ignored."""
    with Upstream(answer(status=status, headers=headers).replace("²".encode(), b"\xb2")) as server:
        value = fetch(Transport(loopback(server), clock=lambda: NOW), server.url()).value
    assert isinstance(value, errors.RateLimited if "429" in status else errors.UpstreamError)
    assert value.retry_after == wait


# --- requests and redirects ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["300 a", "301 b", "302 c", "303 d", "307 e", "308 f"])
def test_redirects(status: str) -> None:
    """A relative Location is relative to the URL of its response, and the Snapshot has the final URL."""
    with Upstream({"/a/b/c": redirect("../ok?x=1#top", status), "/a/ok": answer()}) as server:
        snapshot = Transport(loopback(server)).fetch(ask(server.url("/a/b/c")), SECOND)
    assert snapshot.url == server.url("/a/ok?x=1")


def test_multiple_choices_without_a_preferred_one() -> None:
    """A 300 without a Location leads nowhere (RFC 9110 §15.4.1)."""
    with Upstream({"/": answer(b"<ul><li>a", status="300 Multiple Choices")}) as server:
        assert fetch(Transport(loopback(server)), server.url()).code == "upstream_error"


def test_the_body_of_a_redirect_is_not_read() -> None:
    """However long it is."""
    endless = flooding(H.replace(b"200 OK", b"302 Found") + b"Location: /ok\r\n\r\n", b"<p>Moved")
    with Upstream({"/": endless, "/ok": answer()}) as server:
        assert fetch(Transport(loopback(server)), server.url()).code == "success"


def test_ten_redirects() -> None:
    """Ten redirects are followed, eleven are not."""
    hops: dict[str, Play] = {f"/{n}": redirect(f"/{n - 1}") for n in range(1, 12)}
    with Upstream({**hops, "/0": answer()}) as server:
        transport = Transport(loopback(server))
        assert fetch(transport, server.url("/10")).code == "success"
        assert fetch(transport, server.url("/11")).code == "upstream_error"


@pytest.mark.parametrize(
    ("lines", "requests"),
    [("", 2), ("Set-Cookie: a=1; Path=/elsewhere\r\n", 2), ("Set-Cookie: a=1; Path=/\r\n", 3)],
)
def test_a_loop(lines: str, requests: int) -> None:
    """A request that was sent already is a loop; with a cookie that was not sent before, it is another one."""
    to_b, to_a = (
        answer(b"", status="302 x", headers=f"Location: {path}\r\n{lines}") for path in ("/b", "/a")
    )
    with Upstream({"/a": to_b, "/b": to_a}) as server:
        assert fetch(Transport(loopback(server)), server.url("/a")).code == "upstream_error"
    assert len(server.requests) == requests


@pytest.mark.parametrize("location", [b"/x%0d%0aSet-Cookie:a=b", b"/x\rSet-Cookie: a=b"])
def test_no_header_is_injected(location: bytes) -> None:
    """Line breaks in a Location do not become header lines of the next request."""
    with Upstream(
        {"/": H.replace(b"200 OK", b"302 x") + b"Location: " + location + b"\r\nContent-Length: 0\r\n\r\n"}
    ) as server:
        outcome = fetch(Transport(loopback(server)), server.url())
    assert outcome.code in {"not_found", "upstream_error", "invalid_url"}
    assert not any(b"\r\nset-cookie" in head.lower() for head in server.requests)


def test_a_location_in_utf8() -> None:
    """The bytes of a Location are read as UTF-8, as in browsers."""
    with Upstream(
        {"/": H.replace(b"200 OK", b"302 x") + "Location: /ü\r\n\r\n".encode(), "/%C3%BC": answer()}
    ) as server:
        assert fetch(Transport(loopback(server)), server.url()).code == "success"


def test_request_headers() -> None:
    """Every request names this service; the Ask's own headers go to its own origin only."""
    with (
        Upstream(answer(), host="127.0.0.2") as other,
        Upstream({"/": redirect("/x"), "/x": redirect(other.url("/y"))}) as server,
    ):
        transport = Transport(loopback(server, other, contact="https://news.example/bot"))
        transport.fetch(
            ask(server.url(), accept="text/html", headers=(("authorization", "Bearer token"),)), SECOND
        )
    heads = [head.decode().lower() for head in (*server.requests, *other.requests)]
    assert [head.split(" ")[1] for head in heads] == ["/", "/x", "/y"]
    assert f"\r\nhost: 127.0.0.1:{server.port}\r\n" in heads[0]
    for head in heads:
        assert "\r\nuser-agent: embedsvc/" in head
        assert "(+https://news.example/bot)" in head
        assert "\r\naccept: text/html\r\n" in head
    assert ["bearer token" in head for head in heads] == [True, True, False]


def cookies_of(server: Upstream) -> list[tuple[str, str]]:
    """The target and the `Cookie` header of each request."""
    found = []
    for head in server.requests:
        lines = head.decode().split("\r\n")
        cookies = [line.partition(": ")[2] for line in lines if line.lower().startswith("cookie:")]
        found.append((lines[0].split(" ")[1], " | ".join(cookies)))
    return found


def test_a_redirect_that_checks_for_its_cookie() -> None:
    """The cookie goes back to its host within the fetch, and the next fetch starts without any."""

    def story(conversation: Conversation) -> None:
        seen = b"\r\ncookie: seen=1\r\n" in conversation.head.lower()
        to_check = answer(b"", status="302 x", headers="Location: /check\r\nSet-Cookie: seen=1; Path=/\r\n")
        conversation.send(answer() if seen else to_check)

    with Upstream({"/story": story, "/check": redirect("/story")}, keep_alive=True) as server:
        transport = Transport(loopback(server))
        for _ in range(2):
            assert fetch(transport, server.url("/story")).code == "success"
    once = [("/story", ""), ("/check", "seen=1"), ("/story", "seen=1")]
    assert cookies_of(server) == once * 2
    assert server.connections == 1


def test_cookies_stay_on_their_host() -> None:
    """Whatever domain they name."""

    def setting(location: str, domain: str) -> Play:
        line = f"Set-Cookie: a=1; Path=/; Domain={domain}\r\n"
        return answer(b"", status="302 x", headers=f"Location: {location}\r\n{line}")

    plays: dict[str, Play] = {}
    with Upstream(answer(), host="127.0.0.2") as other, Upstream(plays) as server:
        plays["/"] = setting(server.url("/x", host="www.good.test"), "good.test")
        plays["/x"] = setting(other.url(), "127.0.0.2")
        transport = Transport(loopback(server, other), lookup=names(["127.0.0.1"])[0])
        assert fetch(transport, server.url(host="good.test")).code == "success"
    assert cookies_of(server) + cookies_of(other) == [("/", ""), ("/x", ""), ("/", "")]


@pytest.mark.parametrize("scheme", ['Basic realm="x"', "Negotiate", "NTLM"])
def test_no_credentials_are_sent(scheme: str) -> None:
    """A site that asks for credentials gets none, and no second request."""
    outcome, server = play(answer(status="401 x", headers=f"WWW-Authenticate: {scheme}\r\n"))
    assert (outcome.code, server.connections) == ("upstream_refused", 1)
    assert b"authorization" not in server.requests[0].lower()


def test_a_planted_response() -> None:
    """Bytes after a response are not taken for the next one."""
    planted = answer("<title>Planted</title>")
    with Upstream({"/1": answer() + planted, "/2": answer("<title>Own</title>")}) as server:
        transport = Transport(loopback(server))
        transport.fetch(ask(server.url("/1")), SECOND)
        assert transport.fetch(ask(server.url("/2")), SECOND).body == b"<title>Own</title>"


# --- names and addresses --------------------------------------------------------------------------------------------


def names(*answers: Sequence[str]) -> tuple[Callable[[str, int], Sequence[str]], list[str]]:
    """A look-up that gives each result once and then repeats the last one, and the names that it resolved."""
    asked: list[str] = []

    def lookup(host: str, port: int) -> Sequence[str]:  # noqa: ARG001
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    return lookup, asked


def test_a_name_is_looked_up_once() -> None:
    """The checked address is the one connected to, and the Host header has the name and port."""
    lookup, asked = names(["127.0.0.1"])
    with Upstream(answer()) as server:
        transport = Transport(loopback(server), lookup=lookup)
        assert fetch(transport, server.url(host="good.test")).code == "success"
    assert asked == ["good.test"]
    assert b"\r\nHost: good.test:%d\r\n" % server.port in server.requests[0]


@pytest.mark.parametrize(
    "second", [["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"]]
)
def test_rebinding(second: list[str]) -> None:
    """A name with another address at its second look-up is refused, and no connection is made."""
    lookup, asked = names(["127.0.0.1"], second)
    with Upstream(redirect("/again")) as server:
        assert (
            fetch(Transport(loopback(server), lookup=lookup), server.url(host="good.test")).code
            == "blocked_address"
        )
    assert (len(asked), server.connections) == (2, 1)


@pytest.mark.parametrize(
    "host",
    ["[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost", "127.0.0.1"],
)
def test_refused_before_connecting(host: str) -> None:
    """Private addresses in any form are refused, and the listener sees no connection."""
    with Upstream(answer()) as server:
        transport = Transport(Settings(allow_ports=frozenset({server.port})))
        assert fetch(transport, server.url(host=host)).code == "blocked_address"
    assert server.connections == 0


def test_ipv6() -> None:
    """IPv6 literals work."""
    with Upstream(answer(), host="::1") as server:
        assert fetch(Transport(loopback(server)), server.url()).code == "success"
    assert b"\r\nHost: [::1]:%d\r\n" % server.port in server.requests[0]


def test_an_unknown_name() -> None:
    """A name without an address is unreachable."""

    def lookup(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(host, port)

    for unknown in (lookup, names([])[0]):
        assert (
            fetch(Transport(Settings(), lookup=unknown), "http://nowhere.example/").code
            == "upstream_unreachable"
        )


def test_a_look_up_that_hangs() -> None:
    """A resolver that does not answer does not delay a fetch beyond its deadline."""
    over = Event()

    def lookup(host: str, port: int) -> Sequence[str]:  # noqa: ARG001
        over.wait(60)
        return []

    outcome = fetch(Transport(Settings(), lookup=lookup), "http://slow.example/")
    over.set()
    assert outcome.code == "upstream_timeout"
    assert outcome.seconds < SECOND + 1


# --- TLS ------------------------------------------------------------------------------------------------------------

CERTIFICATES = Path(__file__).parent / "certificates"


def serving(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / name)
    return context


def secure_fetch(server: Upstream, host: str) -> Outcome:
    transport = Transport(
        loopback(server),
        lookup=names(["127.0.0.1"])[0],
        tls=ssl.create_default_context(cafile=CERTIFICATES / "authority.pem"),
    )
    return fetch(transport, server.url(scheme="https", host=host))


def test_https() -> None:
    """The certificate is verified for the name in the URL."""
    with Upstream(answer(), tls=serving("good.pem")) as server:
        assert secure_fetch(server, "good.test").code == "success"
    assert b"\r\nHost: good.test:%d\r\n" % server.port in server.requests[0]


@pytest.mark.parametrize(
    ("certificate", "host"),
    [
        ("self-signed.pem", "good.test"),
        ("expired.pem", "expired.test"),
        ("good.pem", "other.test"),
        ("good.pem", "127.0.0.1"),
    ],
)
def test_bad_certificates(certificate: str, host: str) -> None:
    """A site without a valid certificate for its name is unreachable."""
    with Upstream(answer(), tls=serving(certificate)) as server:
        assert secure_fetch(server, host).code == "upstream_unreachable"
    assert server.requests == []


def test_tls_drip() -> None:
    """The deadline holds during a handshake."""
    with Upstream(dripping(b"\x16\x03\x03\x00\x7a", b"\x02")) as server:
        outcome = secure_fetch(server, "good.test")
    assert outcome.code == "upstream_timeout"
    assert outcome.seconds < SECOND + 1


def test_plain_http_on_the_https_port() -> None:
    """A port that does not speak TLS is unreachable by https."""
    with Upstream(answer(status="400 Bad Request")) as server:
        assert secure_fetch(server, "good.test").code == "upstream_unreachable"


# --- proxies --------------------------------------------------------------------------------------------------------


def test_the_environment_is_ignored(tmp_path: Path) -> None:
    """Variables for proxies and netrc change neither what is refused, nor where requests go, nor what they carry."""
    program = (
        "import sys; from ipaddress import ip_network; from embedsvc.errors import Failure; from embedsvc.model import Ask\n"
        "from embedsvc.net.transport import Transport; from embedsvc.settings import Settings; from embedsvc import urls\n"
        "port = int(sys.argv[1])\n"
        "transport = Transport(Settings(allow_networks=(ip_network('127.0.0.1/32'),), allow_ports=frozenset({port})))\n"
        "for host in ('127.0.0.1', '127.0.0.2'):\n"
        "    try: print(transport.fetch(Ask(url=urls.parse(f'http://{host}:{port}/'), read=id, method='metadata'), 5).status)\n"
        "    except Failure as failure: print(failure.code)\n"
    )
    with Upstream(answer()) as proxy, Upstream(answer()) as server:
        variables = dict.fromkeys(
            ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"), proxy.url()
        )
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login me password secret")
        done = subprocess.run(
            [sys.executable, "-c", program, str(server.port)],
            env={**os.environ, **variables, "NETRC": str(netrc)},
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.split() == ["200", "blocked_address"]
    assert (proxy.connections, server.connections) == (0, 1)
    assert b"authorization" not in server.requests[0].lower()


def test_the_proxy_of_the_settings() -> None:
    """All requests that the guard allows go to the operator's proxy, at whatever address it is."""
    with Upstream(answer()) as proxy:
        transport = Transport(Settings(proxy=f"http://me:p%40ss@127.0.0.1:{proxy.port}"))
        assert fetch(transport, "http://example.com/a?b=c").code == "success"
        assert fetch(transport, "http://10.0.0.1/").code == "blocked_address"
        assert fetch(transport, "http://localhost/").code == "blocked_address"
    head = proxy.requests[0].lower()
    assert proxy.connections == 1
    assert head.startswith(b"get http://example.com/a?b=c http/1.1\r\nhost: example.com\r\n")
    assert b"\r\nproxy-authorization: basic bwu6cebzcw==\r\n" in head


def test_https_through_the_proxy() -> None:
    """https needs a tunnel; if the proxy refuses one, the site is unreachable."""
    with Upstream(answer(status="403 Forbidden")) as proxy:
        transport = Transport(Settings(proxy=proxy.url()))
        assert fetch(transport, "https://example.com/").code == "upstream_unreachable"
    assert proxy.requests[0].startswith(b"CONNECT example.com:443 HTTP/1.")


# --- many at once ---------------------------------------------------------------------------------------------------


def test_slots() -> None:
    """A fetch without a slot until its deadline fails as overloaded, and slots are released."""
    with Upstream({"/stall": Conversation.silence, "/": answer()}) as server:
        transport = Transport(loopback(server, slots=1))
        stalled = Thread(target=fetch, args=(transport, server.url("/stall"), 0.5))
        stalled.start()
        while not server.requests:
            time.sleep(0.01)
        assert fetch(transport, server.url(), 0.2).code == "overloaded"
        stalled.join()
        assert fetch(transport, server.url()).code == "success"


@pytest.mark.parametrize("count", [12, pytest.param(100, marks=pytest.mark.slow)])
def test_many_at_once(count: int) -> None:
    """Many hostile fetches end in time, and a good one among them succeeds."""
    scripts = {
        f"/{name}": ROWS[name][0] for name in ("drip-headers", "drip-body", "accept-silent", "bomb-gzip")
    }
    with Upstream({**scripts, "/": answer()}) as server, ThreadPoolExecutor(count + 1) as pool:
        transport = Transport(loopback(server, slots=count + 1))
        hostile = [
            pool.submit(fetch, transport, server.url(path), 2 * SECOND)
            for path in list(scripts) * (count // 4)
        ]
        good = pool.submit(fetch, transport, server.url(), 2 * SECOND).result()
        outcomes = [future.result() for future in hostile]
    assert good.code == "success"
    assert {outcome.code for outcome in outcomes[:3]} == {"upstream_timeout"}
    assert max(outcome.seconds for outcome in outcomes) < 2 * SECOND + 1


@pytest.mark.parametrize(
    "name",
    [
        "bomb-gzip",
        "bomb-nested",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in (
                "endless-chunked",
                "endless-json",
                "headers-1mib",
                "continue-flood",
                "chunk-extension-flood",
                "chunk-negative",
            )
        ),
    ],
)
def test_memory(name: str) -> None:
    """One fetch needs at most 64 MiB at its peak, whatever is sent."""
    program = (
        "import resource, sys; from ipaddress import ip_network; from embedsvc.errors import Failure; from embedsvc.model import Ask\n"
        "from embedsvc.net.transport import Transport; from embedsvc.settings import Settings; from embedsvc import urls\n"
        "port = int(sys.argv[1])\n"
        "transport = Transport(Settings(allow_networks=(ip_network('127.0.0.1/32'),), allow_ports=frozenset({port})))\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak()\n"
        "try: transport.fetch(Ask(url=urls.parse(f'http://127.0.0.1:{port}/'), read=id, method='metadata'), 1)\n"
        "except Failure: pass\n"
        "print((peak() - before) // 1024)\n"
    )
    with Upstream(ROWS[name][0]) as server:
        done = subprocess.run(
            [sys.executable, "-c", program, str(server.port)], capture_output=True, text=True, check=True
        )
    assert int(done.stdout) <= 64


def test_the_target_of_a_redirect_is_requested_as_it_is() -> None:
    """Percent-encoding is not rewritten, since a signature may cover it; nor is what a URI may not hold."""
    target = "/x?a=%c3%a9&b=100%&c=[1|2]"
    with Upstream({"/": redirect(target), "/x": answer()}) as server:
        outcome = fetch(Transport(loopback(server)), server.url())
    assert outcome.code == "success"
    assert server.requests[-1].startswith(f"GET {target} HTTP/1.1\r\n".encode())
