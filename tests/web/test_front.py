"""All that stands before an answer, as `embedsvc serve` puts it together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

EMBEDSVC = Path(sys.executable).with_name("embedsvc")
POST = "https://x.com/KremlinRussia_E/status/1354104000000000001"
SECRET = "a-secret-of-the-tests"
TIMEOUT = 30


@dataclass(frozen=True)
class Served:
    address: str
    log: Path
    pid: int

    def get(self, path: str, **headers: str) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(self.address + path, headers=named, timeout=TIMEOUT)

    def embed(self, **headers: str) -> requests.Response:
        return self.get(f"v1/embed?url={POST}", **headers)


def serving(folder: Path, *options: str, **settings: str) -> AbstractContextManager[Served]:
    return started(folder, ["--demo", *options], settings)


@contextmanager
def started(folder: Path, options: list[str], settings: dict[str, str]) -> Iterator[Served]:
    log = folder / "stderr"
    environ = {"PATH": "/usr/bin:/bin", "XDG_DATA_HOME": str(folder), **settings}
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [EMBEDSVC, "serve", "--port", "0", *options],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    assert process.stdout
    try:
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found, log.read_text()
        yield Served(f"http://127.0.0.1:{found[1]}/", log, process.pid)
    finally:
        process.terminate()
        process.wait(TIMEOUT)
        process.stdout.close()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(
        tmp_path_factory.mktemp("guarded"),
        EMBEDSVC_API_KEYS=f"cms:{SECRET}:read",
        EMBEDSVC_RATE_LIMIT="1000/hour",
        EMBEDSVC_TRUSTED_PROXIES="127.0.0.0/8",
        EMBEDSVC_CORS_ORIGINS="https://cms.example",
    ) as served:
        yield served


@pytest.fixture(scope="module")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("unguarded"), "--workers", "1") as served:
        yield served


def told(served: Served, name: str, **labels: str) -> float:
    """What a counter says."""
    text = served.get("metrics", X_Api_Key=SECRET).text
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_a_hit_passes_every_layer(guarded: Served) -> None:
    """It is kept for all keys, but told to be private, narrowed to an origin, and counted against the quota."""
    answers = [
        guarded.embed(Authorization=f"Bearer {SECRET}", Origin="https://cms.example") for _ in range(6)
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert "hit" in {answer.headers["X-Cache"] for answer in answers}
    for answer in answers:
        assert answer.headers["Cache-Control"].startswith("private, max-age=")
        assert answer.headers["Access-Control-Allow-Origin"] == "https://cms.example"
        assert answer.headers["RateLimit-Policy"] == '"default";q=1000;w=3600'
        assert re.fullmatch(r'"default";r=\d+;t=\d+', answer.headers["RateLimit"])
        assert answer.headers["X-Request-Id"]


def test_what_is_kept_is_not_given_without_a_key(guarded: Served) -> None:
    """Keys stand in front of the memory of finished responses; the log names the key and no secret."""
    for _ in range(6):
        guarded.embed(X_Api_Key=SECRET)
    refused = guarded.embed()
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")
    assert refused.headers["X-Request-Id"]
    end = time.monotonic() + TIMEOUT
    while not all(told in guarded.log.read_text() for told in ('"code":"unauthorized"', '"key":"cms"')):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert SECRET not in guarded.log.read_text()


@pytest.mark.parametrize(
    "path", ["/v1/admin/{}", "//v1/admin/{}", "///v1/admin/{}", "/%2Fv1/admin/{}", "http://h//v1/admin/{}"]
)
@pytest.mark.parametrize(
    ("headers", "refused"), [({"X-Api-Key": SECRET}, 403), ({}, 401)], ids=["a key that reads", "no key"]
)
def test_only_a_key_that_may_administers(
    guarded: Served, path: str, headers: dict[str, str], refused: int
) -> None:
    """By whatever way a route is found."""
    for method, name in (("POST", "purge"), ("POST", "takedown"), ("GET", "audit")):
        assert asked(guarded, method, path.format(name), headers) == refused


@pytest.mark.parametrize("path", ["/v1/admin/purge", "//v1/admin/purge", "/%2Fv1/admin/purge"])
def test_without_keys_nobody_administers(unguarded: Served, path: str) -> None:
    """A purge is never open to strangers."""
    assert asked(unguarded, "POST", path, {}) == 403


def asked(served: Served, method: str, target: str, headers: dict[str, str]) -> int:
    """The status; clients of more comfort tidy a path up."""
    with closing(HTTPConnection(urlsplit(served.address).netloc, timeout=TIMEOUT)) as connection:
        connection.request(method, target, b'{"all": true}', {"Content-Type": "application/json", **headers})
        return connection.getresponse().status


def test_health_is_open_and_metrics_are_not(guarded: Served) -> None:
    """Counters tell of other people's links."""
    assert guarded.get("healthz").status_code == guarded.get("readyz").status_code == 200
    assert guarded.get("metrics").status_code == 401


def test_a_preflight_is_answered_before_keys(guarded: Served) -> None:
    """For the origins of the settings, and without leave for others."""
    for origin, allowed in (("https://cms.example", "https://cms.example"), ("https://other.example", None)):
        answer = requests.options(
            guarded.address + "v1/embed",
            headers={"Origin": origin, "Access-Control-Request-Method": "GET"},
            timeout=TIMEOUT,
        )
        assert answer.status_code == 204
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed


def test_workers_are_counted_together(guarded: Served) -> None:
    """Whichever worker answers `/metrics` tells of both, a moment later."""
    before = told(guarded, "embedsvc_http_requests_total", route="/problems", code="200")
    for _ in range(20):
        assert guarded.get("problems").status_code == 200
    end = time.monotonic() + TIMEOUT
    while told(guarded, "embedsvc_http_requests_total", route="/problems", code="200") < before + 20:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert told(guarded, "embedsvc_build_info") == 1


def test_gauges_tell_of_living_workers_alone(tmp_path: Path) -> None:
    """What a killed worker had in memory is not counted on; what it had counted is."""
    with serving(tmp_path, "--workers", "1") as served:
        served.embed()
        end = time.monotonic() + TIMEOUT
        while told(served, "embedsvc_memory_entries", tier="response") != 1:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert told(served, "embedsvc_memory_bytes", tier="store") > 0
        assert told(served, "embedsvc_dependency_up", dependency="cache") == 1
        (worker,) = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
        os.kill(int(worker), signal.SIGKILL)
        while told(served, "embedsvc_memory_entries", tier="response") != 0:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert told(served, "embedsvc_http_requests_total", route="/v1/embed", code="200") == 1


def test_clients_that_never_end_their_requests(tmp_path: Path) -> None:
    """More of them than there are threads are shown the door, and others are answered."""
    with serving(tmp_path, "--workers", "1") as served, ExitStack() as clients:
        host, port = urlsplit(served.address).hostname, urlsplit(served.address).port
        slow = [clients.enter_context(socket.create_connection((host, port), TIMEOUT)) for _ in range(150)]
        for client in slow:
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: a.example\r\n")
        assert served.get("healthz").status_code == 200
        for client in slow[:100]:
            assert client.recv(1) == b""
        assert served.get("healthz").status_code == 200


def test_clients_that_never_close(tmp_path: Path) -> None:
    """They have their answers, are shown the door after a while, and hold up nobody."""
    with serving(tmp_path, "--workers", "1") as served, ExitStack() as clients:
        host, port = urlsplit(served.address).hostname, urlsplit(served.address).port
        idle = [clients.enter_context(socket.create_connection((host, port), TIMEOUT)) for _ in range(60)]
        for number, client in enumerate(idle):
            wrong = b"GARBAGE\r\n\r\n"
            right = b"GET /healthz HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n"
            client.sendall(wrong if number % 2 else right)
        for client in idle:
            assert client.recv(12).startswith((b"HTTP/1.1 400", b"HTTP/1.1 200"))
        began = time.monotonic()
        assert served.get("healthz").status_code == 200
        assert time.monotonic() - began < 1  # the health check's bound
        for client in idle:
            while client.recv(4096):
                pass


def test_a_quota_is_refused_with_the_time_to_come_back(tmp_path: Path) -> None:
    """429 with the fields of the draft; behind a trusted proxy clients are told apart."""
    with serving(
        tmp_path, "--workers", "1", EMBEDSVC_RATE_LIMIT="2/hour", EMBEDSVC_TRUSTED_PROXIES="127.0.0.1/32"
    ) as served:
        assert [served.embed(X_Forwarded_For="198.51.100.7").status_code for _ in range(3)] == [200, 200, 429]
        refused = served.embed(X_Forwarded_For="198.51.100.7")
        assert refused.json()["code"] == "too_many_requests"
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        del refused  # it holds its connection, which the service would await in the end
        assert served.embed(X_Forwarded_For="198.51.100.8").status_code == 200
        assert served.get("healthz", X_Forwarded_For="198.51.100.7").status_code == 200


@pytest.mark.parametrize(
    ("host", "settings", "warnings"),
    [
        ("127.0.0.1", {}, 0),
        ("0.0.0.0", {}, 1),
        ("0.0.0.0", {"EMBEDSVC_API_KEYS": f"cms:{SECRET}:read"}, 0),
    ],
)
def test_an_open_door_is_warned_of_once(
    tmp_path: Path, *, host: str, settings: dict[str, str], warnings: int
) -> None:
    """Serving to other machines without keys is one sentence on standard error."""
    with serving(tmp_path, "--host", host, **settings) as served:
        assert served.get("healthz").status_code == 200
    assert served.log.read_text().count("EMBEDSVC_API_KEYS") == warnings
    assert served.log.read_text().count('"level": "warning"') == warnings


@pytest.mark.parametrize(
    ("options", "settings", "warnings"),
    [
        (["--workers", "2"], {"EMBEDSVC_CACHE_URL": "memory://"}, 1),
        (["--workers", "1"], {"EMBEDSVC_CACHE_URL": "memory://"}, 0),
        (["--workers", "2", "--demo"], {"EMBEDSVC_CACHE_URL": "memory://"}, 0),
        (["--workers", "2"], {}, 0),
    ],
    ids=["apart", "alone", "demo", "shared"],
)
def test_workers_that_share_nothing_are_warned_of_once(
    tmp_path: Path, *, options: list[str], settings: dict[str, str], warnings: int
) -> None:
    """A purge or a takedown would hold in one of them; in a demo nothing lasts anyway."""
    with started(tmp_path, options, settings) as served:
        assert served.get("healthz").status_code == 200
    assert served.log.read_text().count("a takedown reaches only one") == warnings
    assert served.log.read_text().count('"level": "warning"') == warnings
