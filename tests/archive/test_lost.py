"""An archive that is gone, or was replaced, while the service runs."""

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from embedsvc import archive as package
from embedsvc.archive import Archive, ArchiveError, archive_from_url
from embedsvc.archive.database import COOLDOWN
from tests.support.archive.samples import KEY, embed
from tests.support.archive.server import Server
from tests.support.disks import as_nobody
from tests.support.store.samples import Clock
from tests.support.waiting import wait_until


@pytest.fixture
def clock() -> Clock:
    return Clock(0.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "archive.sqlite"


@pytest.fixture
def opened(file: Path, clock: Clock) -> Iterator[Archive]:
    with closing(archive_from_url(f"sqlite:///{file}", monotonic=clock)) as archive:
        assert archive.store(embed("one"))
        yield archive


def removed(file: Path) -> None:
    file.unlink()


def removed_with_its_log(file: Path) -> None:
    for path in file.parent.glob("archive.sqlite*"):
        path.unlink()


def renamed(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))


def replaced_by_a_copy(file: Path) -> None:
    copy = file.with_name("copy")
    shutil.copy(file, copy)
    copy.replace(file)


def replaced_by_another_archive(file: Path) -> None:
    other = file.with_name("other")
    with closing(archive_from_url(f"sqlite:///{other}")) as archive:
        archive.store(embed("one"))
    other.replace(file)


def the_folder_is_renamed(file: Path) -> None:
    file.parent.rename(file.parent.with_name("elsewhere"))


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


HARMS = (
    removed,
    removed_with_its_log,
    renamed,
    replaced_by_a_copy,
    replaced_by_another_archive,
    the_folder_is_renamed,
    replaced_by_a_folder,
)


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("words", ["one", "two"], ids=["an Edition that was stored", "a new Edition"])
def test_nothing_is_acknowledged_without_the_file(
    opened: Archive,
    file: Path,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    harm: Callable[[Path], None],
    words: str,
) -> None:
    """Neither a new Edition nor one that was stored; the outage is one line, and is counted."""
    token = opened.token()
    harm(file)
    assert opened.token() != token
    for _ in range(3):
        with pytest.raises(ArchiveError):
            opened.store(embed(words))
        assert opened.has("anything") is None
        assert not opened.ready()
        clock.now += COOLDOWN
    assert opened.errors["ReplacedError"] == 3
    (record,) = caplog.records
    assert vars(record)["event"] == "archive_failed"
    assert "while it was in use" in record.getMessage()


def test_a_file_that_is_put_back_is_used_again(
    opened: Archive, file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """With all that it had, and the end of the outage is logged."""
    caplog.set_level(logging.INFO)
    editions = opened.history(KEY)
    away = file.with_name("away")
    file.rename(away)
    assert not opened.ready()
    away.rename(file)
    clock.now += COOLDOWN
    assert opened.ready()
    assert opened.history(KEY) == editions
    assert [vars(record)["event"] for record in caplog.records] == ["archive_failed", "archive_recovered"]


def test_no_new_archive_is_made_by_a_service_that_lost_its_own(
    opened: Archive, file: Path, clock: Clock
) -> None:
    """An empty archive would look as if nothing had happened."""
    removed_with_its_log(file)
    for _ in range(3):
        with pytest.raises(ArchiveError):
            opened.store(embed("two"))
        clock.now += COOLDOWN
    assert not file.exists()


def test_an_archive_restored_in_place_is_noticed(
    address: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the same name and as many Editions as before, but not the same ones: each time it is logged, and
    what was stored beside it is no longer trusted.
    """
    monkeypatch.setattr(package.archive, "_WATCH_INTERVAL", 0.02)
    with closing(archive_from_url(address)) as archive:
        archive.watch()
        for number in (1, 2):
            edition = archive.store(embed(f"words {number}"))
            assert edition
            assert archive.has(edition.id)
            token = archive.token()
            lose_editions(address)
            wait_until(lambda: archive.token() != token)  # noqa: B023 -- it is called here
            assert archive.has(edition.id) is False
            assert archive.store(embed(f"words {number}", at=2.0e9 + number))
            assert archive.errors == {"LOST_EDITIONS": number}
            assert len(caplog.records) == number


def lose_editions(address: str) -> None:
    engine = create_engine(make_url(address.replace("postgresql:", "postgresql+psycopg:")))
    with engine.begin() as db:
        db.exec_driver_sql("DELETE FROM editions")
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://me:pa55@127.0.0.1:1/archive", "Connection refused"),
        ("postgresql://me:pa55@no-such-host.invalid/archive", "no-such-host.invalid"),
        ("postgresql://me:pa55@/archive?host=/nonexistent", "No such file or directory"),
        ("sqlite:////proc/archive.sqlite", "unable to open"),
        ("sqlite:////dev/null/archive.sqlite", "/dev/null"),
    ],
)
def test_the_reason_is_logged(url: str, expected: str, caplog: pytest.LogCaptureFixture) -> None:
    """One that tells an operator what to do, without the password."""
    with closing(archive_from_url(url)) as archive:
        assert not archive.ready()
    (record,) = caplog.records
    assert expected in vars(record)["reason"]
    assert "pa55" not in str(vars(record))


def test_the_reason_of_a_server_is_logged(postgresql: Server, caplog: pytest.LogCaptureFixture) -> None:
    """No such database, no such role, read-only."""
    address = postgresql.database()
    with closing(archive_from_url(postgresql.url("nothing"))) as archive:
        assert not archive.ready()
    with closing(archive_from_url(address.replace("postgres@", "nobody:pa55@"))) as archive:
        assert not archive.ready()
    with closing(archive_from_url(address)) as archive:
        assert archive.ready()
    engine = create_engine(make_url(address.replace("postgresql:", "postgresql+psycopg:")))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        name = make_url(address).database
        db.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    engine.dispose()
    with closing(archive_from_url(address)) as archive:
        assert not archive.ready()
    reasons = [vars(record)["reason"] for record in caplog.records]
    assert [
        part in text for part, text in zip(("does not exist",) * 2 + ("read-only",), reasons, strict=True)
    ] == [True] * 3


def test_tables_of_a_newer_version_are_named(
    file: Path, opened: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    """The operator has started an older version."""
    opened.close()
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE archive_version SET version_num = '999'")
        db.commit()
    with closing(archive_from_url(f"sqlite:///{file}")) as older:
        assert not older.ready()
    assert "newer version" in vars(caplog.records[0])["reason"]


def test_an_archive_that_cannot_be_written_is_not_ready(file: Path, opened: Archive) -> None:
    """It can still be read."""
    opened.close()
    for path in (file.parent, file):
        path.chmod(0o555)
    with as_nobody(), closing(archive_from_url(f"sqlite:///{file}")) as archive:
        assert not archive.ready()
