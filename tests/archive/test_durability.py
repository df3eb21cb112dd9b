"""What the archive survives: killed writers, many openers, older tables, failing disks and servers."""

import logging
import random
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url

from embedsvc import archive as package
from embedsvc.archive import Archive, ArchiveError, archive_from_url, schema
from embedsvc.archive import sqlite as sqlite_dialect
from embedsvc.archive.database import COOLDOWN, Database
from embedsvc.archive.postgresql import PostgreSQLDialect
from embedsvc.archive.retention import Policy
from tests.support.archive.opener import Opener
from tests.support.archive.samples import KEY, embed, quoted_words
from tests.support.archive.server import Server
from tests.support.archive.writer import Writer
from tests.support.disks import as_nobody, small_disk
from tests.support.store.samples import Clock


@pytest.fixture
def openers() -> Iterator[list[Opener]]:
    processes = [Opener() for _ in range(4)]
    yield processes
    for opener in processes:
        opener.stop()


def engine(address: str) -> Engine:
    return create_engine(make_url(address.replace("postgresql:", "postgresql+psycopg:")))


@pytest.mark.slow
def test_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """Four writers at a time are killed while they write: all that they acknowledged is there, whole."""
    file = tmp_path / "archive.sqlite"
    address = f"sqlite:///{file}"
    acknowledged: list[str] = []
    for turn in range(5):
        writers = [Writer(address, f"{turn}-{number}") for number in range(4)]
        for writer in writers:
            acknowledged += [writer.receive() for _ in range(50)]
            time.sleep(random.uniform(0, 0.01))
            acknowledged += writer.kill()
    assert len(acknowledged) == len(set(acknowledged)) >= 1000
    with closing(archive_from_url(address)) as archive:
        for edition_id in acknowledged:
            edition = archive.get(edition_id)
            assert edition is not None
            assert (quoted_words(edition.finding) or "").startswith(edition.key + " and more")
        assert archive.store(embed()) is not None
        assert not archive.errors
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = db.execute("SELECT count(*) FROM editions").fetchone()
    assert count >= len(acknowledged) + 1


@pytest.mark.slow
def test_a_server_that_crashes_loses_nothing_acknowledged(postgresql: Server) -> None:
    """After a crash of PostgreSQL the same archive works again, with all that it had acknowledged."""
    with closing(archive_from_url(postgresql.database())) as archive:
        stored = [archive.store(embed(url=f"{KEY}/{number}")) for number in range(50)]
        postgresql.stop()
        postgresql.start()
        assert archive.store(embed()) is not None
        assert [archive.get(edition.id) for edition in stored if edition] == stored


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_many_open_an_empty_archive_at_once(
    kind: str, rounds: int, openers: list[Opener], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Four processes open a new archive and store the same: one makes the tables, one the Edition."""
    for turn in range(rounds):
        address = f"sqlite:///{tmp_path}/{turn}/a.sqlite"
        if kind == "postgresql":
            address = request.getfixturevalue("postgresql").database()
        for opener in openers:
            opener.open(address)
        ids = {opener.stored() for opener in openers}
        assert len(ids) == 1
        assert None not in ids


def test_migrations_make_what_the_code_expects(archive: Archive, address: str) -> None:
    """The migrations of a new archive lead to the tables of the code, and the newest one is HEAD."""
    assert archive.ready()
    database = engine(address)
    with database.connect() as db:
        context = MigrationContext.configure(db, opts={"version_table": schema.version.name})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.HEAD
    database.dispose()
    steps = ScriptDirectory(Path(package.__file__).parent / "migrations")
    assert steps.get_heads() == [schema.HEAD]


def test_tables_of_a_newer_version_are_left_alone(archive: Archive, address: str) -> None:
    """An older version changes nothing that a newer one has migrated."""
    archive.store(embed())
    database = engine(address)
    with database.begin() as db:
        db.exec_driver_sql("UPDATE archive_version SET version_num = '999'")
    database.dispose()
    with closing(archive_from_url(address)) as older:
        assert not older.ready()
        with pytest.raises(ArchiveError):
            older.store(embed("other"))
        assert older.errors["MigrationError"] == 1
    assert [edition.state for edition in archive.history(KEY)] == ["live"]


def test_other_urls_are_refused() -> None:
    """Before anything is opened."""
    for url in ("", "sqlite:///", "memory://", "mysql://host/a", "postgresql://host:port/a", "/var/a"):
        with pytest.raises(ValueError, match="must be sqlite"):
            archive_from_url(url)


class TestFailing:
    """The archive fails soon, with an error that is logged once, and recovers by itself."""

    @pytest.mark.parametrize(
        "content", [b"<html>not a database</html>" * 500, b"SQLite format 3\0" + b"\xff" * 9_000]
    )
    def test_a_file_that_is_no_database_is_left_alone(
        self, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        """It is never replaced: its content may be the only copy."""
        file = tmp_path / "a.sqlite"
        file.write_bytes(content)
        clock = Clock(0.0)
        with (
            caplog.at_level(logging.WARNING),
            closing(archive_from_url(f"sqlite:///{file}", monotonic=clock)) as archive,
        ):
            for _ in range(3):
                with pytest.raises(ArchiveError, match="SQLITE_NOTADB"):
                    archive.store(embed())
                with pytest.raises(ArchiveError, match="a moment ago"):
                    archive.newest(KEY)
                clock.now += COOLDOWN
            assert archive.errors == {"SQLITE_NOTADB": 3}
        assert file.read_bytes() == content
        (record,) = caplog.records
        assert vars(record)["event"] == "archive_failed"

    def test_the_database_of_another_program(self, tmp_path: Path) -> None:
        """Nothing is written into it."""
        file = tmp_path / "a.sqlite"
        with closing(sqlite3.connect(file)) as db:
            db.executescript("CREATE TABLE editions (id TEXT)")
        content = file.read_bytes()
        with closing(archive_from_url(f"sqlite:///{file}")) as archive:
            assert not archive.ready()
            assert archive.errors == {"FOREIGN": 1}
        assert file.read_bytes() == content

    def test_a_damaged_edition_is_skipped(self, archive: Archive, address: str) -> None:
        """A quote with a changed letter is never served, and the next answer is a new Edition."""
        archive.store(embed("Yes, we shall"))
        database = engine(address)
        with database.begin() as db:
            (finding,) = db.exec_driver_sql("SELECT finding FROM editions").one()
            broken = bytes(finding).replace(b"shall", b"shell")
            db.exec_driver_sql(f"UPDATE editions SET finding = {literal(broken, address)}")
        database.dispose()
        assert archive.newest(KEY) is None
        assert [edition.finding for edition in archive.history(KEY)] == [None]
        stored = archive.store(embed("Yes, we shall"))
        assert stored is not None
        assert stored.number == 2
        assert archive.errors.pop("DAMAGED") >= 1

    def test_a_full_disk(self, tmp_path: Path) -> None:
        """Without room nothing new is acknowledged and all that was is read; with room it works again."""
        with small_disk(tmp_path):
            clock = Clock(0.0)
            with closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite", monotonic=clock)) as archive:
                first = archive.store(embed("one"))
                filler = tmp_path / "filler"
                with suppress(OSError), filler.open("wb", buffering=0) as raw:
                    while raw.write(bytes(4096)):
                        pass
                with pytest.raises(ArchiveError, match=r"SQLITE_(FULL|IOERR)"):
                    archive.store(embed("word " * 20_000))
                assert archive.newest(KEY) == first
                clock.now += COOLDOWN
                filler.unlink()
                assert archive.store(embed("two")) is not None

    def test_a_read_only_folder(self, tmp_path: Path) -> None:
        """Where nothing can be written, storing fails."""
        with closing(archive_from_url(f"sqlite:///{tmp_path}/before.sqlite")) as archive:
            archive.store(embed())  # imports what it needs, which another user may not be able to read
        tmp_path.chmod(0o555)
        with as_nobody(), closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite")) as archive:
            with pytest.raises(ArchiveError):
                archive.store(embed())
            assert not archive.ready()
        tmp_path.chmod(0o755)

    def test_a_writer_that_never_ends(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """While another program has locked the file, one write waits for the timeout, other writes fail at once,
        and reads succeed.
        """
        monkeypatch.setattr(sqlite_dialect, "_BUSY_TIMEOUT", 0.5)
        file = tmp_path / "a.sqlite"
        clock = Clock(0.0)
        with closing(archive_from_url(f"sqlite:///{file}", monotonic=clock)) as archive:
            first = archive.store(embed("one"))
            with closing(sqlite3.connect(file, isolation_level=None)) as db:
                db.execute("BEGIN IMMEDIATE")
                started = time.monotonic()
                with ThreadPoolExecutor(8) as pool:
                    stored = [pool.submit(archive.store, embed("two")) for _ in range(8)]
                assert {type(future.exception()) for future in stored} == {ArchiveError}
                assert archive.errors == {"SQLITE_BUSY": 1}
                assert time.monotonic() - started < 5
                clock.now += COOLDOWN
                assert archive.store(embed("one")) == first
            assert archive.store(embed("two")) is not None

    def test_a_server_that_is_down(self, postgresql: Server) -> None:
        """The error has no address and no password; once the server is up, the same archive works."""
        clock = Clock(0.0)
        address = postgresql.database().replace("postgres@", "postgres:secret@")
        postgresql.stop()
        try:
            archive = archive_from_url(address, monotonic=clock)
            with pytest.raises(ArchiveError) as failed:
                archive.store(embed())
            assert not archive.ready()
        finally:
            postgresql.start()
        assert "secret" not in str(failed.value)
        assert str(postgresql.folder) not in str(failed.value)
        clock.now += COOLDOWN
        assert archive.ready()
        assert archive.store(embed()) is not None
        archive.close()

    def test_a_server_that_hangs(self, postgresql: Server) -> None:
        """The connection is shut down after some seconds; once the server answers, the archive works again."""
        clock = Clock(0.0)
        url = make_url(postgresql.database()).update_query_dict({"connect_timeout": "2"})
        archive = Archive(Database(PostgreSQLDialect(url, timeout=1.0), clock), Policy())
        first = archive.store(embed("one"))
        postgresql.freeze()
        try:
            started = time.monotonic()
            with pytest.raises(ArchiveError):
                archive.newest(KEY)
            assert time.monotonic() - started < 10
        finally:
            postgresql.thaw()
        clock.now += COOLDOWN
        assert archive.newest(KEY) == first
        archive.close()

    def test_connections_that_a_server_closed(self, postgresql: Server) -> None:
        """They are replaced without an error."""
        address = postgresql.database()
        with closing(archive_from_url(address)) as archive:
            archive.store(embed("one"))
            with psycopg.connect(postgresql.url("postgres"), autocommit=True) as db:
                db.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    (make_url(address).database,),
                )
            assert archive.store(embed("two")) is not None
            assert not archive.errors


def test_a_commit_survives_a_power_cut(tmp_path: Path) -> None:
    """It waits for the disk, not only for the system's cache."""
    with closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite")) as archive:
        archive.store(embed())
        database = archive._database
        assert database.read(lambda db: db.exec_driver_sql("PRAGMA synchronous").scalar()) == 2
        assert database.read(lambda db: db.exec_driver_sql("PRAGMA journal_mode").scalar()) == "wal"


def literal(data: bytes, address: str) -> str:
    return f"x'{data.hex()}'" if address.startswith("sqlite") else f"'\\x{data.hex()}'::bytea"
