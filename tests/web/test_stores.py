"""What clients and operators see of a store that fails under a running service."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.serving import Served, serving
from tests.support.waiting import wait_until


def acknowledged(served: Served) -> list[bool]:
    """By the body and by the headers."""
    answer = served.embed()
    assert answer.status_code == 200
    return [answer.json()["source"]["kept"], "max-age" in answer.headers["Cache-Control"]]


def checks(served: Served) -> tuple[int, dict[str, str]]:
    answer = served.get("readyz")
    return answer.status_code, {name: check["status"] for name, (check,) in answer.json()["checks"].items()}


@pytest.mark.slow
def test_an_archive_removed_under_the_service_acknowledges_nothing(tmp_path: Path) -> None:
    """The next answer states that it is not stored, in its body too, although all caches have it; /readyz and the
    metrics name the archive, and each worker logs one line. Started again beside an empty archive, with the same
    cache, the service stores the answer before it acknowledges it.
    """
    folder = tmp_path / "embedsvc"
    settings = {
        "EMBEDSVC_CACHE_URL": f"sqlite:///{folder}/cache.sqlite",
        "EMBEDSVC_ARCHIVE_URL": f"sqlite:///{folder}/archive.sqlite",
    }
    with serving(tmp_path, "--workers", "1", **settings) as served:
        for _ in range(3):
            assert acknowledged(served) == [True, True]
        assert checks(served) == (200, {"cache": "pass", "archive": "pass"})
        for file in folder.glob("archive.sqlite*"):
            file.unlink()
        for _ in range(3):
            assert acknowledged(served) == [False, False]
        assert checks(served) == (503, {"cache": "pass", "archive": "fail"})
        counted = 'embedsvc_dependency_errors_total{dependency="archive",error="ReplacedError"}'
        wait_until(lambda: counted in served.get("metrics").text)
        assert served.log.read_text().count('"event": "archive_failed"') == 1
    with serving(tmp_path, "--workers", "1", **settings) as served:
        assert not any(acknowledged(served))
        wait_until(lambda: all(acknowledged(served)))
        with closing(sqlite3.connect(folder / "archive.sqlite")) as db:
            assert db.execute("SELECT count(*) FROM editions").fetchone() == (1,)


def test_the_files_of_a_service_that_stopped_are_complete(tmp_path: Path) -> None:
    """Nothing is left in write-ahead logs, so that a copy of the files has everything."""
    folder = tmp_path / "embedsvc"
    settings = {
        "EMBEDSVC_CACHE_URL": f"sqlite:///{folder}/cache.sqlite",
        "EMBEDSVC_ARCHIVE_URL": f"sqlite:///{folder}/archive.sqlite",
    }
    with serving(tmp_path, "--workers", "2", **settings) as served:
        for _ in range(4):
            assert acknowledged(served) == [True, True]
        assert (folder / "archive.sqlite-wal").exists()
    assert {path.name for path in folder.iterdir()} == {"archive.sqlite", "cache.sqlite"}


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_is_not_ready(tmp_path: Path) -> None:
    """Answers still come, and the outage is one line at its beginning and one at its end, each time."""
    with serving(tmp_path, "--workers", "1", EMBEDSVC_CACHE_URL=f"sqlite:///{tmp_path}/c.sqlite") as served:
        assert checks(served) == (200, {"cache": "pass"})
        for number in (1, 2):
            with closing(sqlite3.connect(tmp_path / "c.sqlite", isolation_level=None)) as db:
                db.execute("BEGIN EXCLUSIVE")
                assert checks(served) == (503, {"cache": "fail"})
                assert served.embed().status_code == 200
                db.execute("ROLLBACK")
            time.sleep(1.1)
            assert checks(served) == (200, {"cache": "pass"})
            log = served.log.read_text()
            for event in ("cache_failed", "cache_recovered"):
                assert log.count(f'"event": "{event}"') == number
            assert "database is locked" in log


@pytest.mark.parametrize("name", ["CACHE_URL", "ARCHIVE_URL"])
def test_the_sentence_about_a_wrong_url_has_no_password(tmp_path: Path, name: str) -> None:
    with (
        pytest.raises(AssertionError) as raised,
        serving(tmp_path, **{f"EMBEDSVC_{name}": "postgres://user:pa55@host/db"}),
    ):
        pass
    assert f"EMBEDSVC_{name} is postgres://host/db" in str(raised.value)
    assert "pa55" not in str(raised.value)
