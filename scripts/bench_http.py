#!/usr/bin/env python3
"""The cost of a response over HTTP: cache hits against a bare WSGI application, and cache misses.

A hit of `/v1/embed`, and a 304, is compared with an application that sends the same bytes under gunicorn's
threaded worker, with as many processes and 8 threads each. Both run at the same time and get load
alternately, over 16 keep-alive connections. Machines are noisy, so the result is the median of ratios, each
of one round to the mean of the rounds of the bare application before and after it. The quartiles are printed
too, and so are those of each round of the bare application to the one before. wrk generates the load if it is
installed, otherwise Python.

A miss is a new link, fetched from a server on this machine that responds at once. The result is the time on
top of requesting that server directly.
"""

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

EMBEDSVC = Path(sys.executable).with_name("embedsvc")
POST = "https://x.com/KremlinRussia_E/status/1354104000000000001"
HIT = f"/v1/embed?url={quote(POST, safe='')}"
WORKERS, CONNECTIONS, LOADERS = 2, 16, 2
BARE_THREADS = 8
TICK = os.sysconf("SC_CLK_TCK")
PAGE = b"<!doctype html><title>A story</title><meta property='og:description' content='Of the day'><p>Words"
NO_FETCH = ("/healthz", "/readyz", "/", "/problems", "/metrics", "/v1/embed?url=javascript:1", HIT)


@dataclass(frozen=True, slots=True)
class Answer:
    """The response of the bare application."""

    status: str
    headers: list[tuple[str, str]]
    body: str


@dataclass(frozen=True, slots=True)
class Load:
    rate: float
    """Requests a second."""
    cpu: float
    """Seconds of CPU time of the workers for each request."""
    p99: float
    """Seconds."""


class Server:
    """A server in processes of its own."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self.process = process
        self.host, self.port = urlsplit(address).hostname or "", urlsplit(address).port or 0

    def workers(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii")
        return [int(pid) for pid in listed.split()]

    def cpu(self) -> float:
        """CPU time that the workers have used so far (seconds)."""
        ticks = 0
        for pid in self.workers():
            fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK


@contextmanager
def serving(*command: str | Path, **environ: str) -> Iterator[Server]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("EMBEDSVC_")}
    with tempfile.TemporaryDirectory() as data, Path(data, "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            env={**clean, "XDG_DATA_HOME": data, **environ},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout
        try:
            greeting = process.stdout.readline()
            found = re.search(r"http://[^ /]+/", greeting)
            if not found:
                sys.exit(f"The server did not start: {Path(log.name).read_text('utf-8')}")
            yield Server(process, found[0])
        finally:
            process.terminate()
            process.wait(30)
            process.stdout.close()


def bare(answer: Answer) -> None:
    """Serves the same response to every request, under gunicorn without our worker class."""
    from embedsvc.web import gunicorn  # noqa: PLC0415  (only in the process that is measured)

    headers, parts = answer.headers, (answer.body.encode(),) if answer.body else ()

    def app(_environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        start_response(answer.status, headers)
        return parts

    def greet(arbiter: Any) -> None:  # noqa: ANN401  (gunicorn has no annotations)
        print("http://{}:{}/".format(*arbiter.LISTENERS[0].sock.getsockname()), flush=True)

    options = {
        "bind": ["127.0.0.1:0"],
        "workers": WORKERS,
        "worker_class": "gthread",
        "threads": BARE_THREADS,
        "loglevel": "warning",
        "control_socket_disable": True,
        "when_ready": greet,
    }
    gunicorn.Server(lambda: (app, lambda _: None), options).run()


class Client:
    """One keep-alive connection."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = f"{host}:{port}"

    def get(self, path: str, *headers: str) -> tuple[bytes, bytes]:
        """Head and body."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {self._host}", *headers, "", ""]
        self._socket.sendall("\r\n".join(lines).encode("ascii"))
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        chunked = b"chunked" in head.lower()
        while len(body) < int(length[1]) if length else chunked and not body.endswith(b"0\r\n\r\n"):
            body += self._more()
        return head, body

    def close(self) -> None:
        self._socket.close()

    def _more(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data


def recorded(server: Server, *headers: str) -> Answer:
    """The current response of the service, without the headers of the server itself."""
    for _ in range(20):  # both workers have it in memory after that
        again = Client(server.host, server.port)
        again.get(HIT)
        again.close()
    client = Client(server.host, server.port)
    head, body = client.get(HIT, *headers)
    client.close()
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    own = {"server", "date", "connection"}
    return Answer(
        first.split(" ", 1)[1], [pair for pair in pairs if pair[0].lower() not in own], body.decode()
    )


def loaded(server: Server, seconds: int, headers: tuple[str, ...]) -> Load:
    used = server.cpu()
    make = _wrk if shutil.which("wrk") else _own
    rate, p99, count = make(server, seconds, headers)
    return Load(rate, (server.cpu() - used) / count, p99)


def _wrk(server: Server, seconds: int, headers: tuple[str, ...]) -> tuple[float, float, int]:
    options = [f"-t{LOADERS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for header in headers:
        options += ["-H", header]
    url = f"http://{server.host}:{server.port}{HIT}"
    output = subprocess.run(["wrk", *options, url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"Some requests failed:\n{output}")
    count = _found(r"(\d+) requests in", output)
    scale = {"us": 1e-6, "ms": 1e-3, "s": 1.0}
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", output)
    assert p99
    return _found(r"Requests/sec:\s+([\d.]+)", output), float(p99[1]) * scale[p99[2]], int(count)


def _found(pattern: str, text: str) -> float:
    match = re.search(pattern, text)
    assert match, text
    return float(match[1])


def _own(server: Server, seconds: int, headers: tuple[str, ...]) -> tuple[float, float, int]:
    work = [(server.host, server.port, seconds, headers, CONNECTIONS // LOADERS)] * LOADERS
    with ProcessPoolExecutor(LOADERS) as pool:
        times = sorted(time for part in pool.map(_ask, work) for time in part)
    return len(times) / seconds, times[int(len(times) * 0.99)], len(times)


def _ask(work: tuple[str, int, int, tuple[str, ...], int]) -> list[float]:
    host, port, seconds, headers, connections = work
    times: list[float] = []
    end = time.perf_counter() + seconds

    def one() -> None:
        client = Client(host, port)
        while (began := time.perf_counter()) < end:
            client.get(HIT, *headers)
            times.append(time.perf_counter() - began)
        client.close()

    threads = [threading.Thread(target=one) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def hits(rounds: int, seconds: int) -> None:
    with ExitStack() as stack:
        ours = stack.enter_context(
            serving(EMBEDSVC, "serve", "--demo", "--port", "0", "--workers", str(WORKERS))
        )
        whole = recorded(ours)
        tag = f"If-None-Match: {dict(whole.headers)['ETag']}"
        for name, headers in (("hit", ()), ("304", (tag,))):
            answer = recorded(ours, *headers)
            with serving(
                sys.executable, __file__, "--bare", json.dumps([answer.status, answer.headers, answer.body])
            ) as other:
                _compare(name, ours, other, rounds, seconds, headers)


def _compare(
    name: str, ours: Server, other: Server, rounds: int, seconds: int, headers: tuple[str, ...]
) -> None:
    for server in (ours, other):
        loaded(server, 1, headers)
    bare, mine = [loaded(other, seconds, headers)], list[Load]()
    for _ in range(max(2, rounds)):
        mine.append(loaded(ours, seconds, headers))
        bare.append(loaded(other, seconds, headers))

    def ratio(measure: Callable[[Load], float]) -> str:
        return _quartiles(
            2 * measure(load) / (measure(before) + measure(after))
            for load, (before, after) in zip(mine, pairwise(bare), strict=True)
        )

    def noise(measure: Callable[[Load], float]) -> str:
        return _quartiles(measure(after) / measure(before) for before, after in pairwise(bare))

    for label, loads in (("bare", bare), ("embedsvc", mine)):
        print(
            f"{name:4}{label:10}"
            f"{statistics.median(load.rate for load in loads):8.0f} requests/s"
            f"{statistics.median(load.cpu for load in loads) * 1e6:8.0f} us CPU"
            f"{statistics.median(load.p99 for load in loads) * 1e3:8.1f} ms p99"
        )
    for label, measure, aim in (
        ("rate", lambda load: load.rate, ">= 0.85"),
        ("CPU", lambda load: load.cpu, "<= 1.2"),
        ("p99", lambda load: load.p99, "<= 2"),
    ):
        print(f"{name:4}{label:5}ratio {ratio(measure)}, {aim}; bare to itself {noise(measure)}", flush=True)


def _quartiles(ratios: Iterable[float]) -> str:
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


@contextmanager
def upstream() -> Iterator[int]:
    """A server on a thread that responds to every path with a page at once; gives its port."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(
        PAGE
    )
    listener = socket.create_server(("127.0.0.1", 0), backlog=100)

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                data = b""
                while b"\r\n\r\n" not in data and (more := connection.recv(65536)):
                    data += more
                connection.sendall(answer + PAGE)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def misses(count: int) -> None:
    with ExitStack() as stack:
        port = stack.enter_context(upstream())
        allowed = {"EMBEDSVC_ALLOW_NETWORKS": "127.0.0.1/32", "EMBEDSVC_ALLOW_PORTS": str(port)}
        ours = stack.enter_context(
            serving(EMBEDSVC, "serve", "--port", "0", "--workers", str(WORKERS), **allowed)
        )
        client = Client(ours.host, ours.port)

        def direct(number: int) -> None:
            other = Client("127.0.0.1", port)
            other.get(f"/{number}")
            other.close()

        def through(number: int) -> None:
            head, _ = client.get(f"/v1/embed?url=http://127.0.0.1:{port}/{number}")
            assert b" 200 " in head.split(b"\r\n")[0]
            assert b"X-Cache: miss" in head

        for number in range(20):
            through(-number - 1)
        own, used = _p50(direct, count), ours.cpu()
        whole, cpu = _p50(through, count), (ours.cpu() - used) / count
        print(f"miss p50 {whole * 1e3:.2f} ms, upstream alone {own * 1e3:.2f} ms,", end=" ")
        print(f"over it {(whole - own) * 1e3:.2f} ms (<= 4), CPU {cpu * 1e3:.2f} ms")
        for path in NO_FETCH:
            took = _p50(lambda _, path=path: client.get(path), 50)  # type: ignore[misc]
            print(f"p50 {took * 1e3:6.2f} ms (< 5) {path[:40]}")
        client.close()


def _p50(work: Callable[[int], Any], count: int) -> float:
    times = []
    for number in range(count):
        began = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=32, help="how often each side gets load")
    options.add_argument("--seconds", type=int, default=1, help="length of a round")
    options.add_argument("--only", choices=("hits", "misses"), help="measure this part alone")
    options.add_argument("--misses", type=int, default=200, help="how many new links are fetched")
    options.add_argument("--bare", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.bare:
        status, headers, body = json.loads(chosen.bare)
        bare(Answer(status, [(name, value) for name, value in headers], body))
        return
    if chosen.only != "misses":
        hits(chosen.rounds, chosen.seconds)
    if chosen.only != "hits":
        misses(chosen.misses)


if __name__ == "__main__":
    main()
