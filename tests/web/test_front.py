"""The WSGI layers in front of the application, as `embedsvc serve` stacks them."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.support.serving import TIMEOUT, Served, logged, metric, serving, started
from tests.support.waiting import wait_until

SECRET = "a-secret-of-the-tests"
JSON = {"Content-Type": "application/json"}


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


def test_a_hit_passes_every_layer(guarded: Served) -> None:
    """It is stored for all keys, but private to each, readable by one origin, and counted against the quota."""
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


def test_a_stored_response_needs_a_key_too(guarded: Served) -> None:
    """Keys are checked in front of the response cache; the log names the key and no secret."""
    for _ in range(6):
        guarded.embed(X_Api_Key=SECRET)
    refused = guarded.embed()
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorized")
    assert refused.headers["X-Request-Id"]
    wait_until(lambda: logged(guarded, code="unauthorized") and logged(guarded, key="cms"))
    assert SECRET not in guarded.log.read_text()


@pytest.mark.parametrize(
    "path", ["/v1/admin/{}", "//v1/admin/{}", "///v1/admin/{}", "/%2Fv1/admin/{}", "http://h//v1/admin/{}"]
)
@pytest.mark.parametrize(
    ("headers", "refused"), [({"X-Api-Key": SECRET}, 403), ({}, 401)], ids=["a key that reads", "no key"]
)
def test_administration_needs_its_scope(
    guarded: Served, path: str, headers: dict[str, str], refused: int
) -> None:
    """However a client writes the path."""
    for method, name in (("POST", "purge"), ("POST", "takedown"), ("GET", "audit")):
        assert guarded.status(method, path.format(name), {**JSON, **headers}, b'{"all": true}') == refused


@pytest.mark.parametrize("path", ["/v1/admin/purge", "//v1/admin/purge", "/%2Fv1/admin/purge"])
def test_without_keys_administration_is_refused(unguarded: Served, path: str) -> None:
    """A purge is never open to strangers."""
    assert unguarded.status("POST", path, JSON, b'{"all": true}') == 403


def test_health_is_open_and_metrics_are_not(guarded: Served) -> None:
    """Metrics and the ways to platforms reveal which links others resolve."""
    assert guarded.get("healthz").status_code == guarded.get("readyz").status_code == 200
    assert guarded.get("metrics").status_code == guarded.get("health/providers").status_code == 401


def test_a_preflight_is_answered_before_keys(guarded: Served) -> None:
    """Allowing the origins of the settings, and no others."""
    for origin, allowed in (("https://cms.example", "https://cms.example"), ("https://other.example", None)):
        answer = requests.options(
            guarded.address + "v1/embed",
            headers={"Origin": origin, "Access-Control-Request-Method": "GET"},
            timeout=TIMEOUT,
        )
        assert answer.status_code == 204
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed


def test_workers_are_counted_together(guarded: Served) -> None:
    """Whichever worker answers `/metrics` adds both up, a moment later."""

    def count() -> float:
        return metric(guarded, "embedsvc_http_requests_total", key=SECRET, route="/problems", code="200")

    before = count()
    for _ in range(20):
        assert guarded.get("problems").status_code == 200
    wait_until(lambda: count() >= before + 20)
    assert metric(guarded, "embedsvc_build_info", key=SECRET) == 1


def test_gauges_are_of_living_workers(tmp_path: Path) -> None:
    """A killed worker no longer counts as memory; its counters stay."""
    with serving(tmp_path, "--workers", "1") as served:
        served.embed()
        wait_until(lambda: metric(served, "embedsvc_memory_entries", tier="response") == 1)
        assert metric(served, "embedsvc_memory_bytes", tier="store") > 0
        assert metric(served, "embedsvc_dependency_up", dependency="cache") == 1
        (worker,) = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
        os.kill(int(worker), signal.SIGKILL)
        wait_until(lambda: metric(served, "embedsvc_memory_entries", tier="response") == 0)
        assert metric(served, "embedsvc_http_requests_total", route="/v1/embed", code="200") == 1


def test_how_platforms_respond_is_known_to_all_workers(tmp_path: Path) -> None:
    """All of them together count results. The proxy does not exist."""
    with started(tmp_path, ["--workers", "2"], {"EMBEDSVC_PROXY": "http://127.0.0.1:1"}) as served:
        for number in range(5):
            served.get("v1/embed", {"url": f"https://x.com/ann/status/{number}"})
        for _ in range(4):
            checks = served.get("health/providers").json()["checks"]
            assert (checks["x"][0]["status"], checks["x"][0]["state"]) == ("fail", "blocked")
            assert checks["youtube"][0] == {"state": "unknown", "ways": []}
        assert metric(served, "embedsvc_provider_up", provider="x") == 0


def test_a_request_over_the_quota_is_refused_with_a_time_to_retry(tmp_path: Path) -> None:
    """Clients behind a trusted proxy have quotas of their own."""
    with serving(
        tmp_path, "--workers", "1", EMBEDSVC_RATE_LIMIT="2/hour", EMBEDSVC_TRUSTED_PROXIES="127.0.0.1/32"
    ) as served:
        assert [served.embed(X_Forwarded_For="198.51.100.7").status_code for _ in range(3)] == [200, 200, 429]
        refused = served.embed(X_Forwarded_For="198.51.100.7")
        assert refused.json()["code"] == "too_many_requests"
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        del refused  # it has a connection open, which the service would wait for at shutdown
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
def test_serving_without_keys_is_warned_of_once(
    tmp_path: Path, *, host: str, settings: dict[str, str], warnings: int
) -> None:
    """Where other machines can reach it."""
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
    """A purge or a takedown would reach one of them only; in a demo nothing is stored anyway."""
    with started(tmp_path, options, settings) as served:
        assert served.get("healthz").status_code == 200
    assert served.log.read_text().count("a takedown reaches only one") == warnings
    assert served.log.read_text().count('"level": "warning"') == warnings
