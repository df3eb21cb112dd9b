"""Liveness and readiness."""

import pytest

from embedsvc.store import Report, Way
from embedsvc.store.ways import Result
from tests.support.known_answers import client


def refuse() -> bool:
    pytest.fail("was checked")


def test_liveness_checks_no_dependency() -> None:
    """A dependency that is down or slow never fails or delays it."""
    answer = client({"cache": refuse}).get("/healthz")
    assert (answer.status_code, answer.mimetype) == (200, "application/health+json")
    assert answer.get_json()["status"] == "pass"


def test_readiness_names_each_dependency() -> None:
    """503 while one of them fails."""
    answer = client({"cache": lambda: False, "recording": lambda: True}).get("/readyz")
    health = answer.get_json()
    assert (answer.status_code, health["status"]) == (503, "fail")
    assert health["checks"] == {"cache": [{"status": "fail"}], "recording": [{"status": "pass"}]}


def test_ready_when_all_dependencies_are() -> None:
    """200, and never stored by a cache."""
    answer = client({"cache": lambda: True}).get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "pass")
    assert answer.headers["Cache-Control"] == "no-store"


def test_each_platform_has_a_state() -> None:
    """200 whatever it is: no platform makes the service itself unready."""
    failing = tuple(Result(at=90.0, code="rate_limited", link=str(number)) for number in range(5))
    pebble = Report(
        "blocked", (Way(method="api", host="api.pebble.example", results=failing, skipped_until=120.0),)
    )
    answer = client(reports={"pebble": pebble, "sand": Report("unknown", ())}).get("/health/providers")
    health = answer.get_json()
    assert (answer.status_code, health["status"]) == (200, "warn")
    assert health["checks"] == {
        "pebble": [
            {
                "status": "fail",
                "state": "blocked",
                "ways": [
                    {
                        "method": "api",
                        "host": "api.pebble.example",
                        "failing": True,
                        "results": 5,
                        "failed": 5,
                        "code": "rate_limited",
                        "time": "1970-01-01T00:01:30Z",
                        "skipped_until": "1970-01-01T00:02:00Z",
                    }
                ],
            }
        ],
        "sand": [{"state": "unknown", "ways": []}],
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_unknown_platform_is_no_warning() -> None:
    answer = client(reports={"sand": Report("unknown", ())}).get("/health/providers")
    assert answer.get_json()["status"] == "pass"
