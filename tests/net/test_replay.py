import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Ask, Headers, Snapshot, Url
from embedsvc.net.exchange import Response
from embedsvc.net.record import Recorder
from embedsvc.net.replay import Replay
from embedsvc.net.transport import Transport
from embedsvc.settings import Settings
from tests.support.corpus import corpus
from tests.support.sites import normalise
from tests.support.upstream import PAGE, Upstream, answer, loopback, redirect

NOW = 1_700_000_000.0
HTML = (("content-type", "text/html; charset=utf-8"),)


def ask(url: str, **changes: Any) -> Ask[Snapshot]:
    return Ask(url=urls.parse(url), read=lambda snapshot: snapshot, method="metadata", **changes)


def page(body: str | bytes, *headers: tuple[str, str], status: int = 200) -> Response:
    return Response(status, HTML + headers, [body.encode() if isinstance(body, str) else body])


def to(location: str) -> Response:
    return Response(302, (("location", location),), [])


def recording(path: Path, *answers: tuple[str, Response]) -> Path:
    """A WARC file with these responses in this order."""
    left = list(answers)

    @contextmanager
    def exchange(url: Url, headers: Headers) -> Iterator[Response]:  # noqa: ARG001
        yield left.pop(0)[1]

    with path.open("wb") as file:
        wrapped = Recorder(file, clock=lambda: NOW).wrap(exchange)
        for url, _ in answers:
            with wrapped(urls.parse(url), ()) as response:
                list(response.chunks)
    return path


def code(replay: Replay, url: str) -> str:
    try:
        return replay.fetch(ask(url), 1).body.decode(errors="replace")
    except Failure as failure:
        return failure.code


def test_exact_url(tmp_path: Path) -> None:
    """A recorded URL gets its record, fetched now."""
    path = recording(tmp_path / "a.warc.gz", ("https://a.example/x?b=1", page("one")))
    snapshot = Replay([path], normalise=normalise, clock=lambda: NOW).fetch(
        ask("https://a.example/x?b=1#top"), 1
    )
    assert snapshot.asked == snapshot.url == "https://a.example/x?b=1"
    assert (snapshot.status, snapshot.media_type, snapshot.charset, snapshot.fetched_at) == (
        200,
        "text/html",
        "utf-8",
        NOW,
    )
    assert snapshot.body == b"one"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("https://a.example/x?b=1&c=%E2%82%AC&d=e f", "query"),
        ("https://a.example/x?d=e+f&c=%e2%82%ac&b=1", "query"),
        ("https://A.example:443/x?b=%31&d=e%20f&c=€", "query"),
        ("https://a.example/x?b=1&c=%E2%82%AC&d=e f&utm_source=z", "query"),
        ("https://a.example/x?b=1&d=e f", "upstream_unreachable"),
        ("http://a.example/x?b=1&c=%E2%82%AC&d=e f", "upstream_unreachable"),
        ("https://a.example/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1", "named"),
        ("https://a.example/oembed?dnt=true&url=https://x.com/a/status/1?s=20&omit_script=1", "named"),
        ("https://a.example/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F2", "upstream_unreachable"),
        ("https://a.example/oembed/?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1", "upstream_unreachable"),
        ("https://b.example/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1", "upstream_unreachable"),
        ("https://a.example/item?x=1&id=42", "by id"),
        ("https://a.example/item?id=43", "upstream_unreachable"),
    ],
)
def test_look_up(tmp_path: Path, asked: str, found: str) -> None:
    """Order and escaping of a query do not matter, nor do other parameters beside `url` or `id`."""
    path = recording(
        tmp_path / "a.warc.gz",
        ("https://a.example/x?d=e%20f&b=1&c=%e2%82%ac", page("query")),
        ("https://a.example/oembed?format=json&url=https://x.com/a/status/1", page("named")),
        ("https://a.example/item?id=42", page("by id")),
    )
    assert code(Replay([path], normalise=normalise), asked) == found


def test_the_first_record_is_used(tmp_path: Path) -> None:
    """Of several records of one URL the first in the order of the files is used, and an exact match first."""
    one = recording(
        tmp_path / "1.warc.gz",
        ("https://a.example/?b=2&a=1", page("other order")),
        ("https://a.example/x", page("first")),
    )
    two = recording(
        tmp_path / "2.warc.gz",
        ("https://a.example/x", page("second")),
        ("https://a.example/?a=1&b=2", page("exact")),
    )
    assert code(Replay([one, two], normalise=normalise), "https://a.example/x") == "first"
    assert code(Replay([two, one], normalise=normalise), "https://a.example/x") == "second"
    assert code(Replay([one, two], normalise=normalise), "https://a.example/?a=1&b=2") == "exact"


def test_redirects_and_failures_are_as_live(tmp_path: Path) -> None:
    """Redirects, statuses, media types and the size limit work as from the network."""
    path = recording(
        tmp_path / "a.warc.gz",
        ("https://a.example/short", to("/long#x")),
        ("https://a.example/long", page("long", ("set-cookie", "a=b"))),
        ("https://a.example/loop", to("/loop")),
        ("https://a.example/lost", to("https://b.example/")),
        ("https://a.example/inside", to("http://169.254.169.254/")),
        ("https://a.example/file", to("file:///etc/passwd")),
        ("https://a.example/gone", page("gone", status=410)),
        ("https://a.example/pdf", Response(200, (("content-type", "application/pdf"),), [b"%PDF"])),
        ("https://a.example/gzip", page(gzip.compress(b"packed", mtime=0), ("content-encoding", "gzip"))),
        ("https://a.example/big", page("x" * 5000)),
    )
    replay = Replay([path], Settings(max_bytes=1000), normalise=normalise)
    assert replay.fetch(ask("https://a.example/short"), 1).url == "https://a.example/long"
    names = ("loop", "lost", "inside", "file", "gone", "pdf", "gzip")
    assert [code(replay, f"https://a.example/{name}") for name in names] == [
        "upstream_error",
        "upstream_unreachable",
        "blocked_address",
        "unsupported_scheme",
        "gone",
        "unsupported_media_type",
        "packed",
    ]
    assert replay.fetch(ask("https://a.example/big"), 1).truncated


def test_no_address_is_checked(tmp_path: Path) -> None:
    """A recorded URL is answered whatever its address; any other is refused as live."""
    path = recording(tmp_path / "a.warc.gz", ("http://127.0.0.1:9/", page("local")))
    replay = Replay([path], normalise=normalise)
    assert code(replay, "http://127.0.0.1:9/") == "local"
    assert code(replay, "http://127.0.0.1:9/x") == "blocked_address"
    assert code(replay, "http://user@a.example/") == "invalid_url"
    assert code(replay, "https://a.example/") == "upstream_unreachable"


def test_fallback(tmp_path: Path) -> None:
    """What is not recorded is fetched from the fallback, beginning with the first hop that is missing."""
    path = recording(
        tmp_path / "a.warc.gz",
        ("https://a.example/", to("https://b.example/x")),
        ("https://a.example/here", page("here")),
    )
    asked: list[tuple[str, float]] = []

    def fallback(wanted: Ask[Any], seconds: float) -> Snapshot:
        asked.append((wanted.url.text, seconds))
        return Snapshot(
            asked=wanted.url.text,
            url=wanted.url.text,
            status=200,
            media_type=None,
            charset=None,
            body=b"",
            fetched_at=NOW,
        )

    replay = Replay([path], normalise=normalise, fallback=fallback)
    assert code(replay, "https://a.example/here") == "here"
    snapshot = replay.fetch(ask("https://a.example/"), 3.0)
    assert (snapshot.asked, snapshot.url) == ("https://a.example/", "https://b.example/x")
    assert asked == [("https://b.example/x", 3.0)]


@pytest.mark.parametrize(
    "content",
    [b"not a WARC file", b"\x1f\x8b not gzip", gzip.compress(b"HTTP/1.1 200 OK\r\n\r\n", mtime=0)],
)
def test_other_files(tmp_path: Path, content: bytes) -> None:
    """A file that is not a recording is refused with a sentence; a missing one is FileNotFoundError."""
    path = tmp_path / "a.warc.gz"
    with pytest.raises(FileNotFoundError):
        Replay([path], normalise=normalise)
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"a\.warc\.gz is not a WARC file"):
        Replay([path], normalise=normalise)


def test_what_is_recorded_can_be_replayed(tmp_path: Path) -> None:
    """A recorded fetch gives the same Snapshots and failures again, hop by hop, without its server."""
    plays = {
        "/short": redirect("/page"),
        "/page": answer(
            gzip.compress(PAGE), headers='Content-Encoding: gzip\r\nSet-Cookie: a=b\r\nETag: "x"\r\n'
        ),
        "/json": answer("{}", "application/json"),
        "/chunked": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "/picture": answer(b"\x89PNG", "image/png"),
        "/umlaut": redirect("/ü"),
        "/%C3%BC": answer("there"),
        "/gone": answer(status="410 Gone"),
    }
    path = tmp_path / "a.warc.gz"
    with Upstream(plays) as server, path.open("wb") as file:
        transport = Transport(
            loopback(server), clock=lambda: NOW, wrap=Recorder(file, clock=lambda: NOW).wrap
        )
        ways = [
            server.url(f"/{name}")
            for name in ("short", "json", "chunked", "picture", "umlaut", "gone", "missing")
        ]
        live = [_outcome(transport, way) for way in ways]
    replay = Replay([path], normalise=normalise, clock=lambda: NOW)
    assert [_outcome(replay, way) for way in ways] == live
    assert live[0] == (server.url("/page"), "text/html", "utf-8", PAGE, False)
    assert live[-2:] == ["gone", "not_found"]
    assert b"a=b" not in gzip.decompress(path.read_bytes())


def _outcome(source: Transport | Replay, url: str) -> object:
    try:
        snapshot = source.fetch(ask(url), 2)
    except Failure as failure:
        return failure.code
    return (snapshot.url, snapshot.media_type, snapshot.charset, snapshot.body, snapshot.truncated)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["articles", "embeds", "metascraper", "metascraper-variants", "social"])
def test_every_recorded_url_is_found(name: str) -> None:
    """Every URL of the recorded web is found, verbatim and in its normal form."""
    replay = Replay([corpus("web", f"{name}.warc.gz")], normalise=normalise)
    rows = [json.loads(line) for line in corpus("web", f"{name}.gold.jsonl").read_text().splitlines()]
    assert rows
    for row in rows:
        assert code(replay, row["url"]) != "upstream_unreachable"
