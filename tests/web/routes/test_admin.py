"""Purges, takedowns and the audit: each reports whether it reached all workers."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.test import Client

from embedsvc.archive import Archive, archive_from_url
from embedsvc.store import Tier, WorkerOnlyTier
from tests.support import known_answers
from tests.support.archive.samples import KEY, embed

TAKE_DOWN = {"url": KEY, "why": "a court says so"}


class Unreachable(WorkerOnlyTier):
    """A shared tier that deletes nothing."""

    def delete(self, *keys: str) -> bool:  # noqa: ARG002
        return False


def client(archive: Archive, tier: Tier | None = None) -> Client:
    return known_answers.client(archive=archive, tier=tier, scopes=frozenset({"admin"}))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(archive_from_url(f"sqlite:///{tmp_path}/archive.sqlite")) as opened:
        yield opened


def test_a_takedown_empties_editions_and_is_audited(archive: Archive) -> None:
    """The response has the number of Editions that had content; the audit has who asked and why."""
    archive.store(embed())
    operator = client(archive)
    answer = operator.post("/v1/admin/takedown", json=TAKE_DOWN)
    assert answer.status_code == 200
    assert (answer.get_json() or {})["emptied"] == 1
    (line,) = (operator.get("/v1/admin/audit").get_json() or {})["takedowns"]
    assert (line["key"], line["why"]) == (KEY, "a court says so")


@pytest.mark.parametrize("asked", ["purge", "takedown"])
def test_a_purge_that_does_not_reach_other_workers_is_a_problem(archive: Archive, asked: str) -> None:
    """503 if the shared cache did not delete; what the archive has emptied stays empty, and is reported."""
    archive.store(embed())
    answer = client(archive, Unreachable()).post(f"/v1/admin/{asked}", json=TAKE_DOWN)
    problem = answer.get_json() or {}
    assert (answer.status_code, problem["code"]) == (503, "overloaded")
    assert answer.headers["Retry-After"] == "5"
    assert "Other workers may still serve" in problem["detail"]
    assert ("Editions emptied: 1." in problem["detail"]) is (asked == "takedown")
    assert (archive.newest(KEY) is None) is (asked == "takedown")


def test_a_takedown_can_be_retried(archive: Archive) -> None:
    """It succeeds once the shared cache works."""
    archive.store(embed())
    client(archive, Unreachable()).post("/v1/admin/takedown", json=TAKE_DOWN)
    answer = client(archive).post("/v1/admin/takedown", json=TAKE_DOWN)
    assert answer.status_code == 200
    assert (answer.get_json() or {})["emptied"] == 0


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Archive]:
    """An archive whose every operation fails."""
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(b"not a database, and longer than one page header" * 100)
    with closing(archive_from_url(f"sqlite:///{foreign}")) as opened:
        yield opened


def test_an_archive_that_fails_is_a_problem(damaged: Archive) -> None:
    """503 with Retry-After, on every route that needs it."""
    operator = client(archive=damaged)
    for answer in (
        operator.post("/v1/admin/takedown", json=TAKE_DOWN),
        operator.get("/v1/admin/audit"),
        operator.get("/v1/history", query_string={"url": KEY}),
        operator.get("/e/abc"),
    ):
        assert (answer.status_code, (answer.get_json() or {})["code"]) == (503, "overloaded")
        assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize("harm", ["\0", "\x1b", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("takedown", {"url": KEY, "why": "a{}b"}),
        ("purge", {"provider": "a{}b"}),
        ("purge", {"url": KEY + "{}"}),
    ],
)
def test_control_characters_are_refused(
    archive: Archive, route: str, body: dict[str, str], harm: str
) -> None:
    """No database stores them, and they could forge lines of a log."""
    request = {name: text.replace("{}", harm) for name, text in body.items()}
    answer = client(archive=archive).post(f"/v1/admin/{route}", json=request)
    assert (answer.status_code, (answer.get_json() or {})["code"]) == (400, "invalid_request")
    assert archive.takedowns() == ()


def test_a_reason_may_have_lines(archive: Archive) -> None:
    """Line ends and tabs are allowed."""
    operator = client(archive=archive)
    assert operator.post("/v1/admin/takedown", json={"url": KEY, "why": "a\n\tb"}).status_code == 200
    assert [line.why for line in archive.takedowns()] == ["a\n\tb"]
