"""Liveness and readiness."""

import pytest

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
