"""What is counted for monitors."""

from embedsvc.model import Failed
from embedsvc.store import Recalled
from embedsvc.web.journal import Note
from embedsvc.web.metrics import Measures, exposed
from tests.web.house import client


def note(path: str, status: int = 200) -> Note:
    return Note(0.0, "id", "GET", path, status, 0.01, None, None, None)


def test_requests_are_counted_by_route_and_status() -> None:
    """A path that names no route does not make a label of its own."""
    measures = Measures()
    count = measures.requests(["/v1/embed", "/e/<edition_id>"])
    for path in ("/v1/embed", "/v1/embed", "/e/abc", "/e/def", "/made/up"):
        count(note(path))
    count(note("/v1/embed", 404))
    text, media_type = exposed(measures.registry, "")
    assert media_type.startswith("text/plain")
    told = text.decode()
    assert 'embedsvc_http_requests_total{code="200",route="/v1/embed"} 2.0' in told
    assert 'embedsvc_http_requests_total{code="404",route="/v1/embed"} 1.0' in told
    assert 'embedsvc_http_requests_total{code="200",route="/e/<edition_id>"} 2.0' in told
    assert "made" not in told


def test_answers_are_counted_by_where_they_came_from() -> None:
    """A failure to learn is counted by its code."""
    measures = Measures()
    failed = Failed(url="x", code="not_found", detail="No.", fetched_at=0.0, expires_at=1.0)
    recall = measures.watching(lambda _key, learn: Recalled(learn(), "miss"), lambda: 0.0)
    recall("x", lambda: failed)
    told = exposed(measures.registry, "")[0].decode()
    assert 'embedsvc_cache_total{result="miss",tier="store"} 1.0' in told
    assert "embedsvc_upstream_seconds_count" in told


def test_they_are_served_as_text() -> None:
    """`/metrics` is never kept."""
    answer = client().get("/metrics")
    assert answer.text == "counted 1\n"
    assert "no-store" in answer.headers["Cache-Control"]
