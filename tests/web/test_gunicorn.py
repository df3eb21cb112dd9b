"""What `embedsvc serve` gives beyond gunicorn's own worker, whichever of its parsers is installed."""

import inspect
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from gunicorn.workers.gthread import TConn, ThreadWorker

from embedsvc.web.gunicorn_worker import HEAD_TIMEOUT
from tests.support.serving import TIMEOUT, Served, serving

HEAD = b"GET /healthz HTTP/1.1\r\nHost: a.example\r\n"
SECRET = "a-secret-of-the-client"

UNREADABLE = {
    "long request line": (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n\r\n", 414, "request_too_large"),
    "long header": (HEAD + b"X-Long: " + b"a" * 9_000 + b"\r\n\r\n", 431, "request_too_large"),
    "many headers": (HEAD + b"X-Many: a\r\n" * 200 + b"\r\n", 431, "request_too_large"),
    "no HTTP": (SECRET.encode() + b"\r\n\r\n", 400, "invalid_request"),
    "no header": (HEAD + SECRET.encode() + b"\r\n\r\n", 400, "invalid_request"),
    "two hosts": (HEAD + b"Host: b.example\r\n\r\n", 400, "invalid_request"),
    "two lengths": (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "invalid_request"),
    "unknown coding": (HEAD + b"Transfer-Encoding: x\r\n\r\n", 400, "invalid_request"),
}

STOPPED_WHILE_IT_FORKS = """
import os, signal, time
from embedsvc.web import gunicorn

parent = os.getpid()

def stop_parent():
    os.kill(parent, signal.SIGTERM)
    time.sleep(2)  # its parent passes the signal on meanwhile

os.register_at_fork(after_in_child=stop_parent)
gunicorn.run(lambda: None, host="127.0.0.1", port=0, workers=1, greet=print)
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--workers", "1") as running:
        yield running


def connected(served: Served, stack: ExitStack) -> socket.socket:
    return stack.enter_context(socket.create_connection(served.endpoint, TIMEOUT))


def received(client: socket.socket) -> bytes:
    """All until the server closes the connection."""
    data = b""
    while more := client.recv(65536):
        data += more
    return data


def drip(client: socket.socket) -> None:
    while True:
        client.sendall(b"a")
        time.sleep(0.2)


@pytest.mark.parametrize(("request_bytes", "status", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_request_is_a_problem(
    served: Served, request_bytes: bytes, status: int, code: str
) -> None:
    """Problem+json, without what the client sent, and the connection ends."""
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(request_bytes)
        head, _, body = received(client).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].startswith(f"HTTP/1.1 {status} ")
    assert {"Content-Type: application/problem+json", "Connection: close"} <= set(lines)
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)
    assert SECRET not in body.decode()
    assert SECRET not in served.log.read_text()


def test_a_request_line_that_never_ends(served: Served) -> None:
    """gunicorn's parser in C measures a whole line only, so it is the timeout that ends this one."""
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(b"GET /" + b"a" * 9_000)
        assert received(client)[:12] in {b"HTTP/1.1 414", b""}


@pytest.mark.slow
def test_heads_that_never_end(served: Served) -> None:
    """More of them than there are threads are disconnected, and others are answered."""
    with ExitStack() as stack:
        slow = [connected(served, stack) for _ in range(150)]
        for client in slow:
            client.sendall(HEAD)
        assert served.get("healthz").status_code == 200
        for client in slow[:100]:
            assert client.recv(1) == b""
        assert served.get("healthz").status_code == 200


def test_a_head_that_drips(served: Served) -> None:
    """The timeout is for the head as a whole, not for each piece of it."""
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(HEAD + b"X-Slow: ")
        began = time.monotonic()
        with pytest.raises(ConnectionError):
            drip(client)
        assert HEAD_TIMEOUT <= time.monotonic() - began < HEAD_TIMEOUT + 5


@pytest.mark.slow
def test_a_second_head_on_a_connection_is_timed_out_too(served: Served) -> None:
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(HEAD + b"\r\n" + HEAD)
        assert received(client).startswith(b"HTTP/1.1 200 ")


def test_clients_that_never_close(served: Served) -> None:
    """They are answered and disconnected, and nobody waits for them."""
    with ExitStack() as stack:
        idle = [connected(served, stack) for _ in range(60)]
        for number, client in enumerate(idle):
            client.sendall(b"GARBAGE\r\n\r\n" if number % 2 else HEAD + b"Connection: close\r\n\r\n")
        for client in idle:
            assert client.recv(12).startswith((b"HTTP/1.1 400", b"HTTP/1.1 200"))
        began = time.monotonic()
        assert served.get("healthz").status_code == 200
        assert time.monotonic() - began < 1  # the bound of a health check
        for client in idle:
            received(client)


def test_a_client_that_is_still_sending_reads_its_response(served: Served) -> None:
    """Closing at once would reset the connection before the response is read (RFC 9112 §9.6)."""
    body = bytes(8 * 2**20)
    assert served.status("POST", "/v1/admin/purge", {"Content-Type": "application/json"}, body) == 403


def test_a_signal_that_comes_before_a_worker_handles_signals() -> None:
    """The worker stops once it has handlers; otherwise shutdown would wait 30 seconds before it kills the worker."""
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_IT_FORKS], timeout=TIMEOUT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_what_the_worker_relies_on_in_gunicorn() -> None:
    """Undocumented: names and arguments of the methods that it overrides, and the socket of a connection."""
    assert list(inspect.signature(ThreadWorker.handle).parameters) == ["self", "conn"]
    assert list(inspect.signature(ThreadWorker.handle_error).parameters) == [
        "self",
        "req",
        "client",
        "addr",
        "exc",
    ]
    with socket.socket() as sock:
        assert TConn(None, sock, None, None).sock is sock
