"""`docs/nginx.conf`, run by the real nginx."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests

from tests.support import nginx
from tests.support.serving import TIMEOUT, serving

CLIENTS = 1000
STARTS = {
    "silent": b"",
    "heads": b"GET /healthz HTTP/1.1\r\nHost: a.example\r\nX-Slow: ",
    "bodies": b"POST /v1/admin/purge HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100000\r\n\r\n",
}


class Instance:
    """In the place of embedsvc: counts its requests, has the headers of the last one, and answers with `headers`."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.requests = 0
        self.received: dict[str, str] = {}


@contextmanager
def instance() -> Iterator[tuple[Instance, int]]:
    state = Instance()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.requests += 1
            state.received = {name.lower(): value for name, value in self.headers.items()}
            body = b"%d" % state.requests
            self.send_response(200)
            for name, value in {**state.headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield state, server.server_address[1]
        server.shutdown()


@pytest.fixture
def front(tmp_path: Path) -> Iterator[tuple[Instance, Callable[..., requests.Response]]]:
    """An instance, and what sends a request to the nginx in front of it."""
    with instance() as (state, port), nginx.in_front_of(port, tmp_path) as (host, listening):

        def get(path: str = "", **headers: str) -> requests.Response:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            return requests.get(f"http://{host}:{listening}/{path}", headers=sent, timeout=TIMEOUT)

        yield state, get


Front = tuple[Instance, Callable[..., requests.Response]]


@pytest.mark.parametrize("path", ["", "media/signature/file.jpg"])
def test_what_a_client_states_of_proxies_is_not_passed_on(front: Front, path: str) -> None:
    """Instances trust nginx, and so would believe it."""
    state, get = front
    get(
        path,
        X_Forwarded_For="198.51.100.7",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Proto="gopher",
        X_Forwarded_Prefix="/evil",
        Forwarded="host=evil.example",
        Host="service.example",
    )
    assert {name: value for name, value in state.received.items() if "forwarded" in name} == {
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "http",
    }
    assert state.received["host"] == "service.example"


@pytest.mark.parametrize(
    ("control", "age", "is_stored"),
    [
        ("public, max-age=60", "0", True),
        ("public, max-age=60", None, True),
        ("public, max-age=60", "1", False),
        ("public, max-age=60, stale-while-revalidate=3600", "59", False),
        ("public, max-age=60, stale-while-revalidate=3600", "600", False),
        ("private, max-age=60", "0", False),
        ("no-store", None, False),
    ],
)
def test_a_response_is_stored_only_while_its_age_is_zero(
    front: Front, control: str, age: str | None, *, is_stored: bool
) -> None:
    """nginx would count its max-age from the beginning."""
    state, get = front
    state.headers = {"Cache-Control": control} | ({"Age": age} if age else {})
    assert [get().text for _ in range(3)] == (["1", "1", "1"] if is_stored else ["1", "2", "3"])


def test_a_stored_response_has_its_date(front: Front) -> None:
    """From which a client computes its age (RFC 9111 §4.2.3)."""
    state, get = front
    state.headers = {"Cache-Control": "public, max-age=60", "Age": "0"}
    first = get()
    time.sleep(1.1)
    assert get().headers["Date"] == first.headers["Date"]


@pytest.mark.slow
def test_a_response_is_used_as_long_as_its_headers_allow(front: Front) -> None:
    """And revalidated in the background meanwhile."""
    state, get = front
    state.headers = {"Cache-Control": "public, max-age=1, stale-while-revalidate=2"}
    assert get("brief").text == "1"
    time.sleep(2.1)
    assert get("brief").text == "1"
    state.headers = {"Cache-Control": "public, max-age=1"}
    assert get("strict").text == "3"
    time.sleep(2.1)
    assert get("strict").text == "4"


def test_hosts_share_no_stored_response(front: Front) -> None:
    state, get = front
    state.headers = {"Cache-Control": "public, max-age=60"}
    assert get(Host="a.example").text == "1"
    assert get(Host="b.example").text == "2"


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_thousand_clients_that_drip(tmp_path: Path, start: bytes) -> None:
    """They occupy nginx alone: health checks through it and beside it take a second at most. Other work of the
    machine may delay one round or two; a fault of the service would delay all five.
    """
    with ExitStack() as stack:
        served = stack.enter_context(serving(tmp_path))
        host, port = stack.enter_context(nginx.in_front_of(served.endpoint[1], tmp_path))
        addresses = (served.address, f"http://{host}:{port}/")
        for _ in range(20):  # until both workers have started
            served.get("healthz")
        clients = [
            stack.enter_context(socket.create_connection((host, port), TIMEOUT)) for _ in range(CLIENTS)
        ]
        seconds = []
        for piece in (start, *[b"a" if start else b""] * 4):
            for client in clients:
                client.sendall(piece)
            began = time.monotonic()
            statuses = [
                requests.get(f"{address}healthz", timeout=TIMEOUT).status_code for address in addresses
            ]
            seconds.append(time.monotonic() - began)
            assert statuses == [200, 200]
            time.sleep(0.5)
    assert sorted(seconds)[2] < 1, seconds
