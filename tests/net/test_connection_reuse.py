"""Which connections are used again, by whom, and which are not."""

import gzip
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier, Event
from typing import Any

import pytest

from embedsvc import urls
from embedsvc.errors import Failure
from embedsvc.model import Ask, Snapshot
from embedsvc.net.adapter import MAX_IDLE
from embedsvc.net.connection import IDLE_SECONDS
from embedsvc.net.transport import Transport
from tests.net.test_transport import CERTIFICATES, serving
from tests.support.relay import Relay
from tests.support.upstream import (
    PAGE,
    Conversation,
    H,
    Play,
    Upstream,
    answer,
    chunk,
    dripping,
    flooding,
    loopback,
    redirect,
    then,
)

SECONDS = 3.0
MAX_BYTES = 100_000
OWN = answer("<title>Own</title>")
CHUNKED = H + b"Transfer-Encoding: chunked\r\n\r\n"


def fetch(transport: Transport, url: str, seconds: float = SECONDS) -> Snapshot | Failure:
    ask: Ask[Snapshot] = Ask(url=urls.parse(url), read=lambda snapshot: snapshot, method="metadata")
    try:
        return transport.fetch(ask, seconds)
    except Failure as failure:
        return failure


def body(outcome: Snapshot | Failure) -> bytes:
    assert isinstance(outcome, Snapshot), outcome
    return outcome.body


def waiting(*parts: bytes, pause: float = 0.001) -> Play:
    """Sends parts of a response in packets of their own."""

    def script(conversation: Conversation) -> None:
        for part in parts:
            conversation.send(part)
            conversation.sleep(pause)

    return script


# --- used again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first",
    [
        answer(),
        answer(b""),
        answer("no", status="404 Not Found"),
        answer(b"\x89PNG", "image/png"),
        CHUNKED + chunk(PAGE) + chunk(b""),
        CHUNKED + chunk(PAGE[:9], b";a=b") + chunk(PAGE[9:]) + b"0\r\nX-Trailer: y\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\n" + answer(),
        answer(gzip.compress(PAGE), headers="Content-Encoding: gzip\r\n"),
        waiting(
            H + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(gzip.compress(PAGE)),
            chunk(b""),
        ),
        H.replace(b"1.1", b"1.0")
        + b"Connection: keep-alive\r\nContent-Length: %d\r\n\r\n" % len(PAGE)
        + PAGE,
    ],
)
def test_a_connection_is_reused_after_a_whole_response(first: Play) -> None:
    """However the end of the body is marked, and also where nobody wanted the body."""
    with Upstream({"/1": first, "/2": OWN}, keep_alive=True) as server:
        transport = Transport(loopback(server))
        fetch(transport, server.url("/1"))
        assert body(fetch(transport, server.url("/2"))) == b"<title>Own</title>"
    assert server.served_on == [1, 1]


def test_a_redirect_to_the_same_origin_reuses_the_connection() -> None:
    """Its body is read if it is there already."""
    moved = answer("<h1>Moved</h1>", status="301 Moved", headers="Location: /2\r\n")
    with Upstream({"/1": moved, "/2": OWN}, keep_alive=True) as server:
        assert body(fetch(Transport(loopback(server)), server.url("/1"))) == b"<title>Own</title>"
    assert server.served_on == [1, 1]


def test_a_connection_is_reused_by_another_thread() -> None:
    """All threads of a worker share the idle connections."""
    with Upstream(answer(), keep_alive=True) as server:
        transport = Transport(loopback(server))
        for _ in range(5):
            with ThreadPoolExecutor(1) as pool:
                assert body(pool.submit(fetch, transport, server.url()).result()) == PAGE
    assert server.served_on == [1] * 5


def test_a_reused_connection_needs_no_look_up() -> None:
    """It leads to the address that was checked when it was opened."""
    asked: list[str] = []

    def lookup(host: str, port: int) -> list[str]:  # noqa: ARG001
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with Upstream(answer(), keep_alive=True) as server:
        transport = Transport(loopback(server), lookup=lookup)
        for _ in range(3):
            assert body(fetch(transport, server.url(host="good.test"))) == PAGE
    assert (asked, server.connections) == (["good.test"], 1)


def test_connections_belong_to_one_origin() -> None:
    """Two names of one address are two origins."""
    with Upstream(answer(), keep_alive=True) as server:
        transport = Transport(loopback(server), lookup=lambda host, port: ["127.0.0.1"])  # noqa: ARG005
        for host in ("one.test", "two.test", "one.test", "two.test"):
            fetch(transport, server.url(host=host))
    assert server.served_on == [1, 2, 1, 2]


def test_idle_connections_to_one_origin_are_bounded() -> None:
    """More may be open at once; those over the limit are closed after their response."""
    barrier = Barrier(MAX_IDLE + 2)

    def together(conversation: Conversation) -> None:
        barrier.wait(SECONDS)
        conversation.send(answer())

    with (
        Upstream({"/all": together, "/": answer()}, keep_alive=True) as server,
        ThreadPoolExecutor(barrier.parties) as pool,
    ):
        transport = Transport(loopback(server))
        for _ in range(2):
            list(pool.map(lambda _: fetch(transport, server.url("/all")), range(barrier.parties)))
        assert server.connections == barrier.parties + 2


# --- round trips ----------------------------------------------------------------------------------------------------


def test_a_second_fetch_over_tls_costs_one_round_trip() -> None:
    """The first costs three: TCP, TLS 1.3, HTTP."""
    spent = []
    with (
        Upstream(answer(), tls=serving("good.pem"), keep_alive=True) as server,
        Relay(server.port, 0.05) as relay,
    ):
        transport = Transport(
            loopback(allow_ports=frozenset({relay.port})),
            lookup=lambda host, port: ["127.0.0.1"],  # noqa: ARG005
            tls=ssl.create_default_context(cafile=CERTIFICATES / "authority.pem"),
        )
        for _ in range(3):
            assert body(fetch(transport, f"https://good.test:{relay.port}/")) == PAGE
            spent.append(relay.round_trips)
    assert (spent[0], [after - before for before, after in pairwise(spent)]) == (3, [1, 1])


# --- not used again -------------------------------------------------------------------------------------------------


PLANTED = answer("<title>Planted</title>")
LONG = answer(b"<p>" + b"x" * 2_000_000)
UNCLEAN: dict[str, Play] = {
    "page over the size limit": LONG,
    "data over the size limit": LONG.replace(b"text/html", b"application/json"),
    "endless page": flooding(H + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b"x" * 1000)),
    "image that is not read": LONG.replace(b"text/html", b"image/png"),
    "file that is refused": LONG.replace(b"text/html", b"application/pdf"),
    "redirect with a long body": LONG.replace(b"200 OK", b"302 x\r\nLocation: /3"),
    "body that does not arrive": then(H + b"Content-Length: 1000\r\n\r\n" + PAGE, Conversation.silence),
    "body that drips": dripping(H + b"Content-Length: 1000\r\n\r\n", b"a"),
    "end of chunks that does not arrive": then(CHUNKED + chunk(PAGE), Conversation.silence),
    "malformed chunk": CHUNKED + chunk(PAGE) + b"zz\r\n",
    "malformed chunk size": CHUNKED + b"0x5\r\nhello\r\n" + chunk(b""),
    "malformed gzip": answer(headers="Content-Encoding: gzip\r\n") + answer(),
    "bytes after the response": answer() + PLANTED,
    "bytes after the chunks": CHUNKED + chunk(PAGE) + chunk(b"") + PLANTED,
    "bytes after a short length": H + b"Content-Length: 9\r\n\r\n" + PAGE,
    "bytes after 204": b"HTTP/1.1 204 No Content\r\n\r\n" + PLANTED,
    "chunks after 204": b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(b"") + PLANTED,
    "bytes on the idle connection": waiting(answer(), PLANTED),
    "connection: close": answer(headers="Connection: close\r\n"),
    "HTTP/1.0": answer().replace(b"HTTP/1.1", b"HTTP/1.0"),
    "malformed length": answer().replace(b"Content-Length: ", b"Content-Length: +"),
    "status that is no number": b"HTTP/1.1 abc OK\r\n\r\n",
    "length and chunks": H + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(PAGE) + chunk(b""),
    "malformed head": H + b"no colon\r\nContent-Length: 0\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("name", UNCLEAN)
def test_a_connection_is_not_reused_after_an_unclean_end(name: str, *, secure: bool) -> None:
    """The next fetch opens its own, and gets its own page."""

    def closing(conversation: Conversation) -> None:
        conversation.send(answer().replace(b"Content-Length: ", b"X: "))
        conversation.close()

    plays = {"/1": UNCLEAN[name], "/2": OWN, "/3": closing}
    with Upstream(plays, keep_alive=True, tls=serving("good.pem") if secure else None) as server:
        transport = Transport(
            loopback(server, max_bytes=MAX_BYTES),
            lookup=lambda host, port: ["127.0.0.1"],  # noqa: ARG005
            tls=ssl.create_default_context(cafile=CERTIFICATES / "authority.pem"),
        )
        scheme = "https" if secure else "http"
        fetch(transport, server.url("/1", scheme, "good.test"), 0.5)
        time.sleep(0.02)  # for what follows the response to arrive
        assert body(fetch(transport, server.url("/2", scheme, "good.test"))) == b"<title>Own</title>"
    assert len(set(server.served_on)) == len(server.served_on)


def test_the_deadline_of_one_fetch_does_not_end_another() -> None:
    """A connection that went on to another fetch is no longer watched for the first."""
    first_is_over = Event()

    def slow(conversation: Conversation) -> None:
        first_is_over.wait(SECONDS)
        conversation.send(answer())

    with (
        Upstream(Conversation.silence) as silent,
        Upstream({"/1": redirect(silent.url()), "/slow": slow}, keep_alive=True) as server,
        ThreadPoolExecutor(2) as pool,
    ):
        transport = Transport(loopback(server, silent))
        first = pool.submit(fetch, transport, server.url("/1"), 1.0)
        while not silent.requests and not first.done():
            time.sleep(0.01)
        second = pool.submit(fetch, transport, server.url("/slow"))
        assert isinstance(first.result(), Failure)
        first_is_over.set()
        assert body(second.result()) == PAGE
    assert server.served_on == [1, 1]


@pytest.mark.parametrize(("idle", "connections"), [(IDLE_SECONDS - 1, 1), (IDLE_SECONDS + 1, 2)])
def test_an_idle_connection_is_reused_for_a_while(idle: float, connections: int) -> None:
    """After that it is closed and replaced."""
    now = 1000.0
    with Upstream(answer(), keep_alive=True) as server:
        transport = Transport(loopback(server), monotonic=lambda: now)
        fetch(transport, server.url())
        now += idle
        assert body(fetch(transport, server.url())) == PAGE
    assert server.connections == connections


# --- closed by the server just as it is used again ------------------------------------------------------------------


def closing_reused(end: Callable[[Conversation], None], sent: bytes = b"") -> Play:
    """Answers the first request of a connection, and ends the connection at the second."""

    def script(conversation: Conversation) -> None:
        if conversation.turn > 1:
            conversation.send(sent)
            end(conversation)
        conversation.send(answer())

    return script


@pytest.mark.parametrize("end", [Conversation.close, Conversation.reset])
def test_a_connection_that_the_server_closes_is_replaced(end: Callable[[Conversation], None]) -> None:
    """Nobody notices, since a GET may be sent twice (RFC 9110 §9.2.2)."""
    with Upstream(closing_reused(end), keep_alive=True) as server:
        transport = Transport(loopback(server))
        assert [body(fetch(transport, server.url())) for _ in range(2)] == [PAGE] * 2
    assert server.served_on == [1, 1, 2]


def test_a_connection_is_replaced_by_a_new_one() -> None:
    """Other idle connections of that server are as likely to be closed: none of them is tried."""
    barrier = Barrier(3)

    def script(conversation: Conversation) -> None:
        if conversation.turn > 1:
            conversation.close()
        if conversation.target == "/all":
            barrier.wait(SECONDS)
        conversation.send(answer())

    with Upstream(script, keep_alive=True) as server, ThreadPoolExecutor(3) as pool:
        transport = Transport(loopback(server))
        list(pool.map(lambda _: fetch(transport, server.url("/all")), range(3)))
        assert body(fetch(transport, server.url())) == PAGE
    assert len(server.requests) == 5
    assert server.served_on[-1] == 4


def test_a_connection_is_replaced_once() -> None:
    """A server that closes the new connection too has failed."""
    plays: Any = {"/1": answer(), "/2": Conversation.close}
    with Upstream(plays, keep_alive=True) as server:
        transport = Transport(loopback(server))
        fetch(transport, server.url("/1"))
        outcome = fetch(transport, server.url("/2"))
    assert isinstance(outcome, Failure)
    assert outcome.code == "upstream_error"
    assert server.served_on == [1, 1, 2]


@pytest.mark.parametrize("sent", [b"H", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
@pytest.mark.parametrize("end", [Conversation.close, Conversation.reset])
def test_a_response_that_began_is_not_requested_again(
    sent: bytes, end: Callable[[Conversation], None]
) -> None:
    """One byte of it is enough."""

    def ending(conversation: Conversation) -> None:
        conversation.sleep(0.1)  # so that what was sent arrives before a reset discards it
        end(conversation)

    with Upstream(closing_reused(ending, sent), keep_alive=True) as server:
        transport = Transport(loopback(server))
        fetch(transport, server.url())
        outcome = fetch(transport, server.url())
    assert isinstance(outcome, Failure)
    assert outcome.code == "upstream_error"
    assert server.served_on == [1, 1]


def test_a_new_connection_that_gives_no_response_is_not_replaced() -> None:
    """A server that closes at once has failed."""
    plays: Any = {"/": Conversation.close}
    with Upstream(plays, keep_alive=True) as server:
        assert isinstance(fetch(Transport(loopback(server)), server.url()), Failure)
    assert server.served_on == [1]


# --- proxies --------------------------------------------------------------------------------------------------------


def test_plain_http_through_the_proxy_reuses_no_connection() -> None:
    """A proxy gives all sites on one connection: what one sends too much must not answer for another."""
    with Upstream(answer(), keep_alive=True) as proxy:
        transport = Transport(loopback(proxy=proxy.url()))
        for url in ("http://one.example/", "http://two.example/"):
            assert body(fetch(transport, url)) == PAGE
    assert proxy.served_on == [1, 2]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_tunnel_is_reused(host: str) -> None:
    """https goes to its origin through one CONNECT, with the credentials of the proxy there and only there."""
    with Upstream(answer(), tls=serving("good.pem"), keep_alive=True) as server:
        with Upstream(lambda conversation: conversation.tunnel(server.port), host=host) as proxy:
            transport = Transport(
                loopback(server, proxy=f"http://me:p%40ss@{proxy.host}:{proxy.port}"),
                tls=ssl.create_default_context(cafile=CERTIFICATES / "authority.pem"),
            )
            for _ in range(2):
                assert body(fetch(transport, server.url(scheme="https", host="good.test"))) == PAGE
        assert (server.served_on, proxy.served_on) == ([1, 1], [1])
    assert b"proxy-authorization: Basic bWU6cEBzcw==" in proxy.requests[0]
    assert not any(b"authorization" in head for head in server.requests)
