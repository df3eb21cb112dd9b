"""Conditional requests over real sockets, and the responses that a site may give."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc import urls
from embedsvc.errors import Failure, UpstreamError
from embedsvc.model import Ask, Snapshot
from embedsvc.net.conditional import request_headers, storable
from embedsvc.net.record import Recorder
from embedsvc.net.replay import Replay
from embedsvc.net.transport import Transport
from tests.support.sites import normalise
from tests.support.upstream import PAGE, Conversation, Play, Upstream, answer, loopback, redirect

THEN, NOW = 1_700_000_000.0, 1_700_003_600.0
TAG = '"one"'
DATE = "Tue, 14 Nov 2023 22:00:00 GMT"
FUTURE = "Tue, 14 Nov 2023 22:30:00 GMT"
SINCE = b"if-modified-since: "
MATCH = b"if-none-match: "


def not_modified(headers: str = "") -> bytes:
    return f"HTTP/1.1 304 Not Modified\r\n{headers}\r\n".encode()


def asking(headers: str = f"ETag: {TAG}\r\n", still: str = f"ETag: {TAG}\r\n") -> Play:
    """A page with these headers, and 304 with the others for a conditional request."""

    def play(conversation: Conversation) -> None:
        head = conversation.head.lower()
        conditional = MATCH in head or SINCE in head
        conversation.send(not_modified(still) if conditional else answer(headers=headers))

    return play


def ask(url: str, **changes: Any) -> Ask[Snapshot]:
    return Ask(url=urls.parse(url), read=lambda snapshot: snapshot, method="metadata", **changes)


def fetch(
    server: Upstream, url: str | None = None, *, now: float = NOW, seconds: float = 3.0, **changes: Any
) -> Snapshot:
    transport = Transport(loopback(server), clock=lambda: now)
    return transport.fetch(ask(url or server.url(), **changes), seconds)


def twice(play: Play, *, seconds: float = 3.0) -> tuple[Snapshot, Snapshot | Failure, Upstream]:
    """A first response, and the response to a second request that is conditional on it."""
    with Upstream(play) as server:
        first = fetch(server, now=THEN)
        second: Snapshot | Failure
        try:
            second = fetch(server, known=first, seconds=seconds)
        except Failure as failure:
            second = failure
    return first, second, server


def conditional(server: Upstream) -> list[bool]:
    """Whether each request was conditional."""
    return [MATCH in head.lower() or SINCE in head.lower() for head in server.requests]


# --- requests ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        (f"ETag: {TAG}\r\n", {MATCH + b'"one"'}),
        ('ETag: W/"weak"\r\n', {MATCH + b'W/"weak"'}),
        (f"Last-Modified: {DATE}\r\n", {SINCE + DATE.encode()}),
        (f"ETag: {TAG}\r\nLast-Modified: {DATE}\r\n", {MATCH + b'"one"', SINCE + DATE.encode()}),
        ("", set()),
        ("ETag: bare\r\n", set()),
        ('ETag: "' + "a" * 1025 + '"\r\n', set()),
        ('ETag: "a"\r\nETag: "b"\r\n', set()),
        ('ETag: "a\x00b"\r\n', set()),
        ('ETag: "a\r\n b"\r\n', set()),
        ('ETag: "é"\r\n', set()),
        ("ETag: *\r\n", set()),
        (f"Last-Modified: {FUTURE}\r\n", set()),
        ("Last-Modified: yesterday\r\n", set()),
        ("Last-Modified: Fri, 31 Feb 2023 22:00:00 GMT\r\n", set()),
        (f"Last-Modified: {DATE}\r\nLast-Modified: {DATE}\r\n", set()),
    ],
)
def test_only_sound_validators_are_sent_back(headers: str, sent: set[bytes]) -> None:
    """Only well-formed tags and dates are sent back, byte for byte."""
    first, _, server = twice(answer(headers=headers))
    lines = server.requests[-1].split(b"\r\n")
    assert {line for line in lines if line.lower().startswith((MATCH, SINCE))} == sent
    assert storable(first) is bool(sent)


@given(st.text(), st.text())
def test_any_validators(tag: str, date: str) -> None:
    """Only visible ASCII reaches a request, and not much of it."""
    page = Snapshot(
        asked="https://a.example/",
        url="https://a.example/",
        status=200,
        media_type=None,
        charset=None,
        headers=(("etag", f'"{tag}"'), ("last-modified", date)),
        body=b"",
        fetched_at=THEN,
    )
    for _, value in request_headers(page):
        assert len(value) <= 1026
        assert all(" " <= character <= "~" for character in value)


@pytest.mark.parametrize(
    "headers",
    ["Cache-Control: no-store\r\n", "Cache-Control: max-age=60, Private\r\n", "Vary: Accept, *\r\n"],
)
def test_what_a_site_forbids_to_store(headers: str) -> None:
    """A shared cache stores none of it (RFC 9111 §3), nor what it could never select again (§4.1)."""
    with Upstream(answer(headers=f"ETag: {TAG}\r\n{headers}")) as server:
        assert not storable(fetch(server))


def test_half_a_page_is_not_stored() -> None:
    """The site would confirm the whole one."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: {TAG}\r\nContent-Length: 9999\r\n\r\n"
    with Upstream(head.encode() + PAGE) as server:
        cut = fetch(server)
    assert (cut.truncated, storable(cut)) == (True, False)


def test_conditions_go_to_the_final_url() -> None:
    """Only the last request of a chain of redirects is conditional."""
    with Upstream({"/a": redirect("/b"), "/b": redirect("/c"), "/c": asking()}) as server:
        first = fetch(server, server.url("/a"), now=THEN)
        second = fetch(server, server.url("/a"), known=first)
    assert conditional(server) == [False, False, False, False, False, True]
    assert (second.asked, second.url, second.body) == (server.url("/a"), server.url("/c"), PAGE)


def test_conditions_never_go_to_another_site() -> None:
    """If a link leads to another site by now, that site does not get the validators of the old one."""
    with Upstream(answer(headers=f"ETag: {TAG}\r\n")) as old, Upstream(asking()) as new:
        first = fetch(old, now=THEN)
        transport = Transport(loopback(old, new))
        second = transport.fetch(ask(new.url(), known=first), 3.0)
    assert conditional(new) == [False]
    assert not second.revalidated


# --- responses -----------------------------------------------------------------------------------------------------


def test_a_304_gives_the_stored_response() -> None:
    """The same body, fetched now, with the freshness that the 304 states."""
    first, second, server = twice(
        asking(
            f"ETag: {TAG}\r\nCache-Control: max-age=60\r\nAge: 50\r\nX-Old: 1\r\n",
            f"ETag: {TAG}\r\nCache-Control: max-age=600\r\nDate: {DATE}\r\nX-New: 1\r\n",
        )
    )
    assert isinstance(second, Snapshot)
    assert (first.revalidated, second.revalidated) == (False, True)
    assert (second.body, second.status, second.fetched_at) == (first.body, 200, NOW)
    headers = dict(second.headers)
    assert (headers["cache-control"], headers["date"], headers["x-old"]) == ("max-age=600", DATE, "1")
    assert not headers.keys() & {"age", "x-new"}
    assert conditional(server) == [False, True]


def test_a_response_can_be_revalidated_again_and_again() -> None:
    """It does not grow."""
    with Upstream(asking(f"ETag: {TAG}\r\nCache-Control: max-age=60\r\n")) as server:
        pages = [fetch(server, now=THEN)]
        for _ in range(3):
            pages.append(fetch(server, known=pages[-1]))
    assert pages[1] == pages[2] == pages[3]
    assert conditional(server) == [False, True, True, True]


def test_what_has_changed_is_replaced() -> None:
    """A 200 to a conditional request replaces the stored response."""
    pages = iter(
        [answer(headers=f"ETag: {TAG}\r\n"), answer("<title>New</title>", headers='ETag: "two"\r\n')]
    )
    _, second, _ = twice(lambda conversation: conversation.send(next(pages)))
    assert isinstance(second, Snapshot)
    assert (second.body, second.revalidated) == (b"<title>New</title>", False)


def test_an_unconditional_304_is_a_failure() -> None:
    """The site sent it without being asked."""
    with Upstream(not_modified()) as server, pytest.raises(UpstreamError):
        fetch(server)
    assert server.connections == 1


@pytest.mark.parametrize(
    ("first", "still"),
    [
        (f"ETag: {TAG}\r\n", 'ETag: "two"\r\n'),
        (f"Last-Modified: {DATE}\r\n", 'ETag: "two"\r\n'),
        (f"Last-Modified: {DATE}\r\n", "Last-Modified: Mon, 13 Nov 2023 22:00:00 GMT\r\n"),
    ],
)
def test_a_304_about_another_page_is_not_believed(first: str, still: str) -> None:
    """The request is sent again, unconditionally (RFC 9111 §4.3.4)."""
    _, second, server = twice(asking(first, still))
    assert isinstance(second, Snapshot)
    assert not second.revalidated
    assert conditional(server) == [False, True, False]


@pytest.mark.parametrize("still", ['ETag: W/"one"\r\n', "", f"ETag: {TAG}\r\nLast-Modified: {FUTURE}\r\n"])
def test_a_304_about_the_same_page_is_believed(still: str) -> None:
    """Tags are compared weakly, as by If-None-Match; a tag precedes a date; a 304 without validators is accepted."""
    _, second, server = twice(asking(still=still))
    assert isinstance(second, Snapshot)
    assert second.revalidated
    assert conditional(server) == [False, True]


def test_a_site_that_does_not_understand_conditions() -> None:
    """If it refuses them, the request is sent again unconditionally."""

    def play(conversation: Conversation) -> None:
        refuses = MATCH in conversation.head.lower()
        headers = f"ETag: {TAG}\r\n"
        conversation.send(answer(headers=headers, status="412 Precondition Failed" if refuses else "200 OK"))

    _, second, server = twice(play)
    assert isinstance(second, Snapshot)
    assert conditional(server) == [False, True, False]


def test_a_site_that_sends_304_to_everything() -> None:
    """Also about another page: after one more request, it has failed."""
    plays = iter([answer(headers=f"ETag: {TAG}\r\n")])
    other = not_modified('ETag: "two"\r\n')
    _, second, server = twice(lambda conversation: conversation.send(next(plays, other)))
    assert isinstance(second, UpstreamError)
    assert conditional(server) == [False, True, False]


@pytest.mark.parametrize(
    "tail",
    [
        b"Content-Type: text/html; charset=utf-16\r\nContent-Length: 9\r\n\r\n<p>other!",
        b"Transfer-Encoding: chunked\r\n\r\n9\r\n<p>other!\r\n0\r\n\r\n",
        b"Content-Encoding: br\r\nContent-Length: 99999999999\r\n\r\n",
        b"Set-Cookie: a=b\r\nContent-Language: xx\r\n\r\n",
    ],
)
def test_a_304_has_no_body(tail: bytes) -> None:
    """Whatever follows it is not read, and the stored body stays as it was."""

    def play(conversation: Conversation) -> None:
        conditional = MATCH in conversation.head.lower()
        whole = answer(headers=f"ETag: {TAG}\r\n")
        conversation.send(b"HTTP/1.1 304 Not Modified\r\n" + tail if conditional else whole)

    first, second, _ = twice(play)
    assert isinstance(second, Snapshot)
    same = replace(second, fetched_at=first.fetched_at, revalidated=False)
    assert same == first


def drop(conversation: Conversation) -> None:
    conversation.send(b"HTTP/1.1 304 Not Modified\r\nETag: ")


@pytest.mark.parametrize("end", [drop, Conversation.silence, Conversation.reset])
def test_an_incomplete_304_is_a_failure(end: Callable[[Conversation], None]) -> None:
    """Whether a stored response may stand in for a failure is decided by cache and archive."""

    def play(conversation: Conversation) -> None:
        if MATCH in conversation.head.lower():
            end(conversation)
        else:
            conversation.send(answer(headers=f"ETag: {TAG}\r\n"))

    _, second, _ = twice(play, seconds=1.0)
    assert isinstance(second, Failure)


def test_a_recording_is_not_asked_conditionally(tmp_path: Path) -> None:
    """A recorded 304 was the response to another request."""
    path = tmp_path / "a.warc.gz"
    with Upstream({"/a": not_modified(), "/b": asking()}) as server, path.open("wb") as file:
        recorder = Recorder(file, clock=lambda: NOW)
        transport = Transport(loopback(server), wrap=recorder.wrap)
        known = replace(transport.fetch(ask(server.url("/b")), 3.0), url=server.url("/a"))
        with pytest.raises(UpstreamError):
            transport.fetch(ask(server.url("/a")), 3.0)
    with pytest.raises(UpstreamError):
        Replay([path], normalise=normalise).fetch(ask(server.url("/a"), known=known), 3.0)


# --- keys ----------------------------------------------------------------------------------------------------------


def test_asks_for_other_representations_have_other_keys() -> None:
    """What is stored for one representation is not used for another."""
    url = "https://a.example/"
    asks = [
        ask(url),
        ask(url + "?b"),
        ask(url, accept="text/html"),
        ask(url, headers=(("accept-language", "ar"),)),
        ask(url, headers=(("accept-language", "en"),)),
    ]
    assert len({one.key for one in asks}) == len(asks)
    assert ask(url, share=0.5).key == ask(url).key
    assert "secret" not in ask(url, headers=(("authorization", "secret"),)).key
