"""What an orchestrator asks."""

import pytest

from tests.support.house import client


def refuse() -> bool:
    pytest.fail("was asked")


def test_alive_asks_nothing() -> None:
    """A dependency that is down or slow never takes the health check away."""
    answer = client({"cache": refuse}).get("/healthz")
    assert (answer.status_code, answer.mimetype) == (200, "application/health+json")
    assert answer.get_json()["status"] == "pass"


def test_ready_names_each_dependency() -> None:
    """503 while one of them fails, and which one."""
    answer = client({"cache": lambda: False, "recording": lambda: True}).get("/readyz")
    told = answer.get_json()
    assert (answer.status_code, told["status"]) == (503, "fail")
    assert told["checks"] == {"cache": [{"status": "fail"}], "recording": [{"status": "pass"}]}


def test_ready_when_all_are() -> None:
    """200, and never kept by a cache."""
    answer = client({"cache": lambda: True}).get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "pass")
    assert answer.headers["Cache-Control"] == "no-store"
