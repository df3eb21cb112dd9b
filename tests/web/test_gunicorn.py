"""What `embedsvc serve` gives beyond gunicorn's own worker, whichever of its parsers is installed."""

import inspect
import json
import resource
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

import pytest
from gunicorn.workers.gthread import TConn, ThreadWorker

from embedsvc.web.gunicorn import UNREAD_TIMEOUT
from embedsvc.web.gunicorn_worker import HEAD_TIMEOUT
from embedsvc.web.middleware.request_body import TIMEOUT as BODY_TIMEOUT
from tests.support.command import Run
from tests.support.serving import TIMEOUT, Served, logged, metric, serving
from tests.support.waiting import wait_until

HEAD = b"GET /healthz HTTP/1.1\r\nHost: a.example\r\n"
POST = b"POST /v1/admin/purge HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n"
SECRET = "a-secret-of-the-client"
KEYS = f"a:{'s' * 16}:read"

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
gunicorn.run(lambda: (None, None), host="127.0.0.1", port=0, workers=1, greet=print)
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--workers", "1") as running:
        yield running


@contextmanager
def descriptors(number: int) -> Iterator[None]:
    """The limit that a process inherits which is started meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (number, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def children(served: Served) -> list[int]:
    """The processes of the workers."""
    return [int(pid) for pid in Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()]


def connected(served: Served, stack: ExitStack) -> socket.socket:
    return stack.enter_context(socket.create_connection(served.endpoint, TIMEOUT))


def received(client: socket.socket) -> bytes:
    """All until the server closes the connection."""
    data = b""
    while more := client.recv(65536):
        data += more
    return data


def refused(answer: bytes, status: int) -> tuple[Message, dict[str, Any]]:
    """The headers and the problem of a response that ends its connection."""
    head, _, body = answer.partition(b"\r\n\r\n")
    line, _, fields = head.decode().partition("\r\n")
    assert line.startswith(f"HTTP/1.1 {status} ")
    headers = HeaderParser().parsestr(fields)
    assert (headers["Content-Type"], headers["Connection"]) == ("application/problem+json", "close")
    return headers, json.loads(body)


def counted(served: Served, status: int) -> float:
    """Requests that were answered so, of no route."""
    return metric(served, "embedsvc_http_requests_total", route="none", code=str(status))


def drip(client: socket.socket) -> None:
    while True:
        client.sendall(b"a")
        time.sleep(0.2)


@pytest.mark.parametrize(("request_bytes", "status", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_request_is_a_problem(
    served: Served, request_bytes: bytes, status: int, code: str
) -> None:
    """Problem+json, without what the client sent, and the connection ends. It is logged and counted."""
    before = counted(served, status)
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(request_bytes)
        headers, problem = refused(received(client), status)
    assert (problem["status"], problem["code"]) == (status, code)
    assert SECRET not in json.dumps(problem)
    wait_until(lambda: logged(served, request_id=headers["X-Request-Id"], status=status, code=code))
    assert SECRET not in served.log.read_text()
    wait_until(lambda: counted(served, status) > before)


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
            assert client.recv(12) == b"HTTP/1.1 408"
        assert served.get("healthz").status_code == 200


@pytest.mark.slow
def test_a_head_that_drips(served: Served) -> None:
    """The timeout is for the head as a whole, not for each piece of it."""
    with ExitStack() as stack:
        client = connected(served, stack)
        began = time.monotonic()
        client.sendall(HEAD + b"X-Slow: ")
        with pytest.raises(ConnectionError):
            drip(client)
        assert HEAD_TIMEOUT <= time.monotonic() - began < HEAD_TIMEOUT + 5


@pytest.mark.slow
def test_a_second_head_on_a_connection_is_timed_out_too(served: Served) -> None:
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(HEAD + b"\r\n" + HEAD)
        assert received(client).startswith(b"HTTP/1.1 200 ")


@pytest.mark.slow
def test_a_head_that_is_not_completed(served: Served) -> None:
    """It is refused, logged and counted like other requests."""
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(HEAD)
        headers, problem = refused(received(client), 408)
    assert problem["code"] == "request_timeout"
    wait_until(lambda: logged(served, request_id=headers["X-Request-Id"], status=408, code="request_timeout"))
    wait_until(lambda: counted(served, 408) >= 1)


@pytest.mark.parametrize(
    "body",
    [
        b"zz\r\nhello\r\n0\r\n\r\n",
        b"-1\r\nhello\r\n0\r\n\r\n",
        b"\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhello, world\r\n0\r\n\r\n",
        b"5;\x00\r\nhello\r\n0\r\n\r\n",
        b"5" * 9_000,
        b"5\r\nhello\r\n0\r\nno trailer\r\n\r\n",
    ],
    ids=["no number", "negative", "no size", "too long", "extension", "endless size", "trailer"],
)
def test_a_malformed_chunk(served: Served, body: bytes) -> None:
    with ExitStack() as stack:
        client = connected(served, stack)
        client.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + body)
        answer = received(client)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b'"invalid_request"' in answer


@pytest.mark.slow
def test_a_body_that_drips(served: Served) -> None:
    """The time is for the body as a whole."""
    with ExitStack() as stack:
        client = connected(served, stack)
        began = time.monotonic()
        client.sendall(POST + b"Content-Length: 1000\r\n\r\n")
        while not select.select([client], [], [], 0.5)[0]:
            client.sendall(b"a")
        answer = received(client)
    assert BODY_TIMEOUT <= time.monotonic() - began < BODY_TIMEOUT + 3
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"request_timeout"' in answer


@pytest.mark.slow
def test_a_response_that_is_not_read(served: Served) -> None:
    """It gives its thread back; buffers of the system take the first megabytes."""
    article = "<p>https://a.example/1</p>" * 8_000
    body = json.dumps({"html": article, "offline": True}).encode()
    head = POST.replace(b"/v1/admin/purge", b"/v1/restore")
    with ExitStack() as stack:
        client = stack.enter_context(socket.socket())
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(60)
        client.connect(served.endpoint)
        client.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        select.select([client], [], [])
        time.sleep(1.5 * UNREAD_TIMEOUT)
        with pytest.raises(ConnectionError):
            received(client)


def test_silent_connections_take_no_thread(served: Served) -> None:
    """More of them than there are threads."""
    with ExitStack() as stack:
        for _ in range(300):
            connected(served, stack)
        began = time.monotonic()
        assert served.get("healthz").status_code == 200
        assert time.monotonic() - began < 4  # gunicorn itself waits 5 s for the first bytes, on a thread


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_thousand_silent_connections_with_few_descriptors(tmp_path: Path, workers: str) -> None:
    """Workers accept as many as they have descriptors for, and log once that they accept no more; none of them ends."""
    with ExitStack() as stack:
        with descriptors(1024):
            few = stack.enter_context(serving(tmp_path, "--workers", workers))
        assert few.get("healthz").status_code == 200
        wait_until(lambda: len(children(few)) == int(workers))
        before = children(few)
        for _ in range(1000):
            connected(few, stack)
        for _ in range(5):
            began = time.monotonic()
            assert few.get("healthz").status_code == 200
            assert time.monotonic() - began < (2 if workers == "2" else 5)
        assert children(few) == before
        full = [line for line in few.log.read_text().splitlines() if "accepts no more" in line]
        assert len(full) == 1 if workers == "1" else len(full) <= 1


def test_a_worker_without_a_free_descriptor(tmp_path: Path) -> None:
    """It goes on with what it has, accepts again as soon as it can, and logs it once."""
    with ExitStack() as stack:
        running = stack.enter_context(serving(tmp_path, "--workers", "1"))
        assert running.get("healthz").status_code == 200
        (worker,) = children(running)
        soft, hard = resource.prlimit(worker, resource.RLIMIT_NOFILE)
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (1, hard))
        waiting = connected(running, stack)
        waiting.sendall(HEAD + b"\r\n")
        wait_until(lambda: "accepts no more" in running.log.read_text())
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (soft, hard))
        assert waiting.recv(12) == b"HTTP/1.1 200"
        assert children(running) == [worker]
        assert running.log.read_text().count("accepts no more") == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_one_sentence(run: Run, host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--demo", "--host", host, "--port", str(port), EMBEDSVC_API_KEYS=KEYS)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"embedsvc: Cannot listen on {host} port {port}: Address already in use.\n"


def test_an_address_of_another_machine_is_one_sentence(run: Run) -> None:
    done = run("serve", "--demo", "--host", "192.0.2.1", EMBEDSVC_API_KEYS=KEYS)
    assert (done.code, len(done.err.splitlines())) == (2, 1)


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
    """Undocumented: names and arguments of methods that it overrides or calls, and what it reads of a connection."""
    methods = {
        "accept": ["self", "listener"],
        "enqueue_req": ["self", "conn"],
        "finish_request": ["self", "conn", "fs"],
        "handle": ["self", "conn"],
        "handle_error": ["self", "req", "client", "addr", "exc"],
        "set_accept_enabled": ["self", "enabled"],
    }
    for name, parameters in methods.items():
        assert list(inspect.signature(getattr(ThreadWorker, name)).parameters) == parameters
    with socket.socket() as sock:
        conn = TConn(None, sock, None, None)
        assert (conn.sock, conn.initialized, conn.data_ready) == (sock, False, False)
