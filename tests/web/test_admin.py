"""What an operator may do: purges and takedowns say whether they held."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.test import Client

from embedsvc.archive import Archive, archive_of
from embedsvc.store import Alone, Tier
from tests.archive.samples import KEY, embed
from tests.web import house

TAKE_DOWN = {"url": KEY, "why": "a court says so"}


class Unreachable(Alone):
    """A shared tier that forgets nothing."""

    def delete(self, *keys: str) -> bool:  # noqa: ARG002
        return False


def client(archive: Archive, tier: Tier | None = None) -> Client:
    return house.client(archive=archive, tier=tier, scopes=frozenset({"admin"}))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(archive_of(f"sqlite:///{tmp_path}/archive.sqlite")) as opened:
        yield opened


def test_a_takedown_empties_and_is_told(archive: Archive) -> None:
    """How many Editions had content; the audit says who asked and why."""
    archive.keep(embed())
    operator = client(archive)
    answer = operator.post("/v1/admin/takedown", json=TAKE_DOWN)
    assert (answer.status_code, answer.get_json()) == (200, {"emptied": 1})
    (line,) = (operator.get("/v1/admin/audit").get_json() or {})["takedowns"]
    assert (line["key"], line["why"]) == (KEY, "a court says so")


@pytest.mark.parametrize("asked", ["purge", "takedown"])
def test_what_other_workers_go_on_giving_is_not_done(archive: Archive, asked: str) -> None:
    """503 where the shared cache did not forget; what the archive has emptied stays empty, and is told."""
    archive.keep(embed())
    answer = client(archive, Unreachable()).post(f"/v1/admin/{asked}", json=TAKE_DOWN)
    problem = answer.get_json() or {}
    assert (answer.status_code, problem["code"]) == (503, "overloaded")
    assert answer.headers["Retry-After"] == "5"
    assert "only this worker" in problem["detail"]
    assert ("Editions emptied: 1." in problem["detail"]) is (asked == "takedown")
    assert (archive.newest(KEY) is None) is (asked == "takedown")


def test_a_takedown_can_be_asked_again(archive: Archive) -> None:
    """Once the shared cache is back it holds."""
    archive.keep(embed())
    client(archive, Unreachable()).post("/v1/admin/takedown", json=TAKE_DOWN)
    answer = client(archive).post("/v1/admin/takedown", json=TAKE_DOWN)
    assert (answer.status_code, answer.get_json()) == (200, {"emptied": 0})
