"""Two instances behind one Redis and one PostgreSQL are one service: fetches, purges and Editions are shared."""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests

from tests.support.archive.server import Server
from tests.support.environ import without_settings
from tests.support.store import server as redis

pytestmark = pytest.mark.slow

EMBEDSVC = Path(sys.executable).with_name("embedsvc")
SECRET = "a-secret-of-the-tests"
HOST = "127.0.0.2"
WAIT = 20


class Upstream:
    """One page with a title that the test sets; it counts its requests."""

    def __init__(self) -> None:
        self.status, self.title, self.requests = 200, "First words", 0
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                upstream.requests += 1
                body = f"<!doctype html><title>{upstream.title}</title><p>Words.</p>".encode()
                self.send_response(upstream.status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer((HOST, 0), Handler)
        self.url = f"http://{HOST}:{self.server.server_port}/story"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


@dataclass(frozen=True)
class Instance:
    address: str

    def embed(self, url: str) -> requests.Response:
        return self._ask("GET", "v1/embed", params={"url": url})

    def history(self, url: str) -> Any:
        return self._ask("GET", "v1/history", params={"url": url}).json()

    def purge(self, **what: Any) -> None:
        assert self._ask("POST", "v1/admin/purge", json=what).status_code == 200

    def take_down(self, url: str) -> Any:
        return self._ask("POST", "v1/admin/takedown", json={"url": url, "why": "a test asks"}).json()

    def _ask(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {SECRET}"}
        return requests.request(method, self.address + path, headers=headers, timeout=WAIT, **options)


@contextmanager
def instance(environ: dict[str, str]) -> Iterator[Instance]:
    process = subprocess.Popen(
        [EMBEDSVC, "serve", "--port", "0"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found
        yield Instance(found[0])
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT) == 0
        process.stdout.close()


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    upstream = Upstream()
    yield upstream
    upstream.server.shutdown()
    upstream.server.server_close()


@pytest.fixture
def pair(tmp_path: Path, upstream: Upstream, postgresql: Server) -> Iterator[tuple[Instance, Instance]]:
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed here (Debian: redis-server)")
    with ExitStack() as stack:
        cache = stack.enter_context(redis.running(tmp_path))
        environ = {
            **without_settings(),
            "EMBEDSVC_CACHE_URL": cache.tcp_url,
            "EMBEDSVC_ARCHIVE_URL": postgresql.database(),
            "EMBEDSVC_ALLOW_NETWORKS": f"{HOST}/32",
            "EMBEDSVC_ALLOW_PORTS": str(upstream.server.server_port),
            "EMBEDSVC_API_KEYS": f"tests:{SECRET}:read+admin",
            "EMBEDSVC_DEADLINE": "3",
        }
        yield stack.enter_context(instance(environ)), stack.enter_context(instance(environ))


def until(holds: Any) -> None:
    """Waits for as long as a purge may take to reach every worker (2 s), and some more for a slow machine."""
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def _answer(instance: Instance, url: str) -> tuple[str, str, str, bool]:
    answer = instance.embed(url).json()
    source = answer["source"]
    has_notice = "No longer available at its source" in answer["html"]
    return answer["title"], source["method"], source["state"], has_notice


def test_two_instances_are_one_service(pair: tuple[Instance, Instance], upstream: Upstream) -> None:
    """One serves what the other has fetched; a purge at one reaches both; both serve a deleted post from the
    archive; and a takedown at one reaches both.
    """
    one, two = pair
    url = upstream.url
    assert one.embed(url).headers["X-Cache"] == "miss"
    shared = two.embed(url)
    assert (shared.headers["X-Cache"], shared.json()["title"]) == ("hit", "First words")
    assert upstream.requests == 1

    upstream.title = "Second words"
    one.purge(url=url)
    until(lambda: all(two.embed(url).json()["title"] == "Second words" for _ in range(6)))
    assert upstream.requests == 2
    editions = two.history(url)["editions"]
    assert [(edition["title"], edition["state"]) for edition in editions] == [
        ("First words", "edited"),
        ("Second words", "live"),
    ]

    upstream.status = 410
    two.purge(all=True)
    ended = ("Second words", "archive", "gone", True)
    for instance in (one, two):  # each has several workers, and each worker reads the purge tokens itself
        until(lambda asked=instance: all(_answer(asked, url) == ended for _ in range(6)))

    assert one.take_down(url) == {"emptied": 2}
    until(lambda: two.embed(url).status_code == 410)
    assert [edition["title"] for edition in two.history(url)["editions"]] == [None, None]
