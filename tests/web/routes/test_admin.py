"""What an operator may do: purges and takedowns say whether they held."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.test import Client

from embedsvc.archive import Archive, archive_from_url
from embedsvc.store import Tier, WorkerOnlyTier
from tests.support import house
from tests.support.archive.samples import KEY, embed

TAKE_DOWN = {"url": KEY, "why": "a court says so"}


class Unreachable(WorkerOnlyTier):
    """A shared tier that forgets nothing."""

    def delete(self, *keys: str) -> bool:  # noqa: ARG002
        return False


def client(archive: Archive, tier: Tier | None = None) -> Client:
    return house.client(archive=archive, tier=tier, scopes=frozenset({"admin"}))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(archive_from_url(f"sqlite:///{tmp_path}/archive.sqlite")) as opened:
        yield opened


def test_a_takedown_empties_and_is_told(archive: Archive) -> None:
    """How many Editions had content; the audit says who asked and why."""
    archive.store(embed())
    operator = client(archive)
    answer = operator.post("/v1/admin/takedown", json=TAKE_DOWN)
    assert (answer.status_code, answer.get_json()) == (200, {"emptied": 1})
    (line,) = (operator.get("/v1/admin/audit").get_json() or {})["takedowns"]
    assert (line["key"], line["why"]) == (KEY, "a court says so")


@pytest.mark.parametrize("asked", ["purge", "takedown"])
def test_what_other_workers_go_on_giving_is_not_done(archive: Archive, asked: str) -> None:
    """503 where the shared cache did not forget; what the archive has emptied stays empty, and is told."""
    archive.store(embed())
    answer = client(archive, Unreachable()).post(f"/v1/admin/{asked}", json=TAKE_DOWN)
    problem = answer.get_json() or {}
    assert (answer.status_code, problem["code"]) == (503, "overloaded")
    assert answer.headers["Retry-After"] == "5"
    assert "Other workers may still serve" in problem["detail"]
    assert ("Editions emptied: 1." in problem["detail"]) is (asked == "takedown")
    assert (archive.newest(KEY) is None) is (asked == "takedown")


def test_a_takedown_can_be_asked_again(archive: Archive) -> None:
    """Once the shared cache is back it holds."""
    archive.store(embed())
    client(archive, Unreachable()).post("/v1/admin/takedown", json=TAKE_DOWN)
    answer = client(archive).post("/v1/admin/takedown", json=TAKE_DOWN)
    assert (answer.status_code, answer.get_json()) == (200, {"emptied": 0})


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Archive]:
    """An archive that can do nothing."""
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(b"not a database, and longer than one page header" * 100)
    with closing(archive_from_url(f"sqlite:///{foreign}")) as opened:
        yield opened


def test_an_archive_that_fails_is_told(damaged: Archive) -> None:
    """503 and when to ask again, for whatever needs it."""
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
    ("asked", "told"),
    [
        ("takedown", {"url": KEY, "why": "a{}b"}),
        ("purge", {"provider": "a{}b"}),
        ("purge", {"url": KEY + "{}"}),
    ],
)
def test_what_is_no_text_is_refused(archive: Archive, asked: str, told: dict[str, str], harm: str) -> None:
    """No database takes it, and a log that shows it may be forged."""
    request = {name: text.replace("{}", harm) for name, text in told.items()}
    answer = client(archive=archive).post(f"/v1/admin/{asked}", json=request)
    assert (answer.status_code, (answer.get_json() or {})["code"]) == (400, "invalid_request")
    assert archive.takedowns() == ()


def test_a_reason_may_have_lines(archive: Archive) -> None:
    """Line ends and tabs are text."""
    operator = client(archive=archive)
    assert operator.post("/v1/admin/takedown", json={"url": KEY, "why": "a\n\tb"}).status_code == 200
    assert [line.why for line in archive.takedowns()] == ["a\n\tb"]
