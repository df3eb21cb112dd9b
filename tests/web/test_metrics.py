"""Metrics."""

from collections import Counter
from dataclasses import replace

import pytest

from embedsvc import urls
from embedsvc.model import Attempt, Embed, Failed, Known, Outcome, Snapshot, Url
from embedsvc.web.metrics import Measures, exposed
from embedsvc.web.middleware.access_log import RequestRecord
from tests.support.known_answers import EMBEDS, POST, client
from tests.support.sites import SITES

LINK = urls.parse("https://site.example/")


def record(route: str | None, status: int = 200, *, response_cached: bool = False) -> RequestRecord:
    return RequestRecord(
        "id",
        "GET",
        "/made/up",
        0.0,
        status=status,
        seconds=0.02,
        route=route,
        response_cached=response_cached,
    )


def test_requests_are_counted_by_route_and_status() -> None:
    """A path that has no route does not make a label of its own."""
    measures = Measures()
    count = measures.requests({}, errors={})
    count([record(route) for route in ("/v1/embed", "/v1/embed", "/e/<edition_id>", None)])
    count([record("/v1/embed", 404)])
    text, media_type = exposed(measures.registry, "")
    assert media_type.startswith("text/plain")
    metrics = text.decode()
    assert 'embedsvc_http_requests_total{code="200",route="/v1/embed"} 2.0' in metrics
    assert 'embedsvc_http_requests_total{code="404",route="/v1/embed"} 1.0' in metrics
    assert 'embedsvc_http_requests_total{code="200",route="/e/<edition_id>"} 1.0' in metrics
    assert 'embedsvc_http_requests_total{code="200",route="none"} 1.0' in metrics
    assert "made" not in metrics


def test_the_time_of_requests_is_counted_by_route() -> None:
    measures = Measures()
    measures.requests({}, errors={})([record("/v1/embed") for _ in range(3)])
    metrics = exposed(measures.registry, "")[0].decode()
    assert 'embedsvc_http_request_seconds_bucket{le="0.01",route="/v1/embed"} 0.0' in metrics
    assert 'embedsvc_http_request_seconds_bucket{le="0.025",route="/v1/embed"} 3.0' in metrics
    assert 'embedsvc_http_request_seconds_count{route="/v1/embed"} 3.0' in metrics
    assert 'embedsvc_http_request_seconds_sum{route="/v1/embed"} 0.06' in metrics


def test_hits_of_the_response_cache_are_counted() -> None:
    measures = Measures()
    measures.requests({}, errors={})([record("/v1/embed", response_cached=True), record("/v1/embed")])
    metrics = exposed(measures.registry, "")[0].decode()
    assert 'embedsvc_cache_total{result="hit",tier="response"} 1.0' in metrics


def test_fetches_are_counted_by_outcome() -> None:
    """A failure by its code, and by the platform of its link."""
    measures = Measures()
    tried = (
        Attempt(method="oembed", url="https://x.com/oembed", code="upstream_timeout"),
        Attempt(method="metadata", url=POST, code="not_found"),
    )
    failed = Failed(url="x", code="not_found", detail="No.", fetched_at=0.0, expires_at=1.0, tried=tried)
    stage = measures.measured(lambda _url, _known: Outcome(failed), lambda: 0.0, SITES.provider_of)
    measures.counted(stage)(LINK, {})
    measures.counted(stage)(SITES.normalise(POST), {})
    metrics = exposed(measures.registry, "")[0].decode()
    assert 'embedsvc_cache_total{result="miss",tier="store"} 2.0' in metrics
    for provider in ("none", "x"):
        assert f'embedsvc_upstream_seconds_count{{provider="{provider}"}} 1.0' in metrics
        for outcome in ("upstream_timeout", "not_found"):
            labels = f'outcome="{outcome}",provider="{provider}"'
            assert f"embedsvc_upstream_requests_total{{{labels}}} 1.0" in metrics


def test_revalidated_responses_are_counted() -> None:
    """How often sites did not have to send a response again. An Edition that stands in is no request."""
    measures = Measures()
    page = Snapshot(asked="x", url="x", status=200, media_type=None, charset=None, body=b"", fetched_at=1.0)
    tried = (
        Attempt(method="metadata", url=POST, code=None),
        Attempt(method="discovery", url=POST, code=None),
        Attempt(method="archive", url=None, code=None),
    )
    outcome = Outcome(
        Embed(url=POST, finding=EMBEDS[POST], fetched_at=1.0, expires_at=2.0, tried=tried),
        {"page": replace(page, revalidated=True), "oembed": page},
    )
    measures.measured(lambda _url, _known: outcome, lambda: 0.0, SITES.provider_of)(LINK, {})
    metrics = exposed(measures.registry, "")[0].decode()
    assert 'embedsvc_upstream_requests_total{outcome="ok",provider="x"} 2.0' in metrics
    assert 'embedsvc_upstream_not_modified_total{provider="x"} 1.0' in metrics


def test_memory_is_measured() -> None:
    """Entries and bytes of each cache, as they are after the newest requests."""
    measures, used = Measures(), [(2, 300)]
    count = measures.requests({"store": lambda: used[-1]}, errors={})
    count([record("/")])
    used.append((1, 100))
    count([record("/")])
    metrics = exposed(measures.registry, "")[0].decode()
    assert 'embedsvc_memory_entries{tier="store"} 1.0' in metrics
    assert 'embedsvc_memory_bytes{tier="store"} 100.0' in metrics


def test_fetches_in_flight_are_measured() -> None:
    """Until they end, also by an exception."""
    measures, seen = Measures(), list[str]()

    def broken(_url: Url, _known: Known) -> Outcome:
        seen.append(exposed(measures.registry, "")[0].decode())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        measures.measured(broken, lambda: 0.0, SITES.provider_of)(LINK, {})
    assert "embedsvc_upstream_in_flight 1.0" in seen[0]
    assert "embedsvc_upstream_in_flight 0.0" in exposed(measures.registry, "")[0].decode()


def test_metrics_are_served_as_text() -> None:
    """And `/metrics` is never stored."""
    answer = client().get("/metrics")
    assert answer.text == "counted 1\n"
    assert "no-store" in answer.headers["Cache-Control"]


def test_errors_of_dependencies_are_exported() -> None:
    """What the cache and the archive have counted since the last requests is added, and no more."""
    measures, errors = Measures(), Counter[str]()
    count = measures.requests({}, errors={"cache": errors})
    for number in (1, 2):
        errors["SQLITE_FULL"] = number
        count([record("/")])
        count([record("/")])
    exposition = exposed(measures.registry, "")[0].decode()
    assert 'embedsvc_dependency_errors_total{dependency="cache",error="SQLITE_FULL"} 2.0' in exposition
