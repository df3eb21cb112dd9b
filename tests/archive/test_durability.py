"""What the archive survives: killed writers, many openers, failing disks and servers."""

import logging
import os
import random
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url

from embedsvc import archive as package
from embedsvc.archive import Archive, ArchiveError, archive_of, schema
from embedsvc.archive.database import REST, Database
from embedsvc.archive.postgresql import PostgreSQL
from embedsvc.archive.retention import Policy
from tests.support.archive.opener import Opener
from tests.support.archive.samples import KEY, embed, words
from tests.support.archive.server import Server
from tests.support.archive.writer import Writer

NOBODY = 65534


class Ticks:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def openers() -> Iterator[list[Opener]]:
    begun = [Opener() for _ in range(4)]
    yield begun
    for opener in begun:
        opener.end()


def engine(address: str) -> Engine:
    return create_engine(make_url(address.replace("postgresql:", "postgresql+psycopg:")))


def test_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """Twenty writers, four at a time, are killed amid writing: all that they acknowledged is there, whole."""
    file = tmp_path / "archive.sqlite"
    address = f"sqlite:///{file}"
    acknowledged: list[str] = []
    for turn in range(5):
        writers = [Writer(address, f"{turn}-{number}") for number in range(4)]
        for writer in writers:
            acknowledged += [writer.hear() for _ in range(50)]
            time.sleep(random.uniform(0, 0.01))
            acknowledged += writer.kill()
    assert len(acknowledged) == len(set(acknowledged)) >= 1_000
    with closing(archive_of(address)) as archive:
        for edition_id in acknowledged:
            edition = archive.get(edition_id)
            assert edition is not None
            assert (words(edition.finding) or "").startswith(edition.key + " and more")
        assert archive.store(embed()) is not None
        assert not archive.errors
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = db.execute("SELECT count(*) FROM editions").fetchone()
    assert count >= len(acknowledged) + 1


def test_a_server_that_crashes_loses_nothing_acknowledged(postgresql: Server) -> None:
    """After a crash of PostgreSQL the same archive goes on, with all that it had acknowledged."""
    with closing(archive_of(postgresql.database())) as archive:
        kept = [archive.store(embed(url=f"{KEY}/{number}")) for number in range(50)]
        postgresql.stop()
        postgresql.start()
        assert archive.store(embed()) is not None
        assert [archive.get(edition.id) for edition in kept if edition] == kept


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_many_open_an_empty_archive_at_once(
    kind: str, openers: list[Opener], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Four processes open what is not there yet and keep the same: one makes the tables, one the Edition."""
    for turn in range(10):
        address = f"sqlite:///{tmp_path}/{turn}/a.sqlite"
        if kind == "postgresql":
            address = request.getfixturevalue("postgresql").database()
        for opener in openers:
            opener.open(address)
        ids = {opener.kept() for opener in openers}
        assert len(ids) == 1
        assert None not in ids


def test_migrations_make_what_the_code_expects(archive: Archive, address: str) -> None:
    """From nothing, the steps lead to the very tables that are queried, and to the newest step."""
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
    """An older program does not touch what a newer one has migrated."""
    archive.store(embed())
    database = engine(address)
    with database.begin() as db:
        db.exec_driver_sql("UPDATE archive_version SET version_num = '999'")
    database.dispose()
    with closing(archive_of(address)) as older:
        assert not older.ready()
        with pytest.raises(ArchiveError):
            older.store(embed("other"))
        assert older.errors["MigrationError"] == 1
    assert [edition.state for edition in archive.history(KEY)] == ["live"]


def test_other_urls_are_refused() -> None:
    """Only what can be an archive is taken, before anything is opened."""
    for url in ("", "sqlite:///", "memory://", "mysql://host/a", "postgresql://host:port/a", "/var/a"):
        with pytest.raises(ValueError, match="must be sqlite"):
            archive_of(url)


class TestFailing:
    """The archive fails: an error, soon, said once in the log; and it recovers by itself."""

    @pytest.mark.parametrize(
        "content", [b"<html>not a database</html>" * 500, b"SQLite format 3\0" + b"\xff" * 9_000]
    )
    def test_a_file_that_is_none_is_left_as_it_is(
        self, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        """It is not begun anew: what it holds may be all that is left of something."""
        file = tmp_path / "a.sqlite"
        file.write_bytes(content)
        ticks = Ticks()
        with (
            caplog.at_level(logging.WARNING),
            closing(archive_of(f"sqlite:///{file}", ticks=ticks)) as archive,
        ):
            for _ in range(3):
                with pytest.raises(ArchiveError, match="SQLITE_NOTADB"):
                    archive.store(embed())
                with pytest.raises(ArchiveError, match="a moment ago"):
                    archive.newest(KEY)
                ticks.now += REST
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
        with closing(archive_of(f"sqlite:///{file}")) as archive:
            assert not archive.ready()
            assert archive.errors == {"FOREIGN": 1}
        assert file.read_bytes() == content

    def test_a_flipped_letter_is_not_told(self, archive: Archive, address: str) -> None:
        """A quote whose bytes have changed is worse than none: it is passed over, and the next is kept anew."""
        archive.store(embed("Yes, we shall"))
        database = engine(address)
        with database.begin() as db:
            (facts,) = db.exec_driver_sql("SELECT facts FROM editions").one()
            broken = bytes(facts).replace(b"shall", b"shell")
            db.exec_driver_sql(f"UPDATE editions SET facts = {literal(broken, address)}")
        database.dispose()
        assert archive.newest(KEY) is None
        assert [edition.finding for edition in archive.history(KEY)] == [None]
        kept = archive.store(embed("Yes, we shall"))
        assert kept is not None
        assert kept.number == 2
        assert archive.errors.pop("DAMAGED") >= 1

    def test_a_full_disk(self, tmp_path: Path) -> None:
        """Without room nothing is acknowledged and all that was is told; with room it goes on."""
        with small_disk(tmp_path):
            ticks = Ticks()
            with closing(archive_of(f"sqlite:///{tmp_path}/a.sqlite", ticks=ticks)) as archive:
                first = archive.store(embed("one"))
                filler = tmp_path / "filler"
                with suppress(OSError), filler.open("wb", buffering=0) as raw:
                    while raw.write(bytes(4096)):
                        pass
                with pytest.raises(ArchiveError, match=r"SQLITE_(FULL|IOERR)"):
                    archive.store(embed("word " * 20_000))
                ticks.now += REST
                assert archive.newest(KEY) == first
                filler.unlink()
                assert archive.store(embed("two")) is not None

    def test_a_read_only_folder(self, tmp_path: Path) -> None:
        """Where nothing may be written, that is said."""
        with closing(archive_of(f"sqlite:///{tmp_path}/before.sqlite")) as archive:
            archive.store(embed())  # imports all that it needs: another user may not be able to read that
        tmp_path.chmod(0o555)
        with as_nobody(), closing(archive_of(f"sqlite:///{tmp_path}/a.sqlite")) as archive:
            with pytest.raises(ArchiveError):
                archive.store(embed())
            assert not archive.ready()
        tmp_path.chmod(0o755)

    def test_a_writer_that_never_ends(self, tmp_path: Path) -> None:
        """Another program that holds the file's lock lets writers wait once for all, and readers never."""
        file = tmp_path / "a.sqlite"
        ticks = Ticks()
        with closing(archive_of(f"sqlite:///{file}", ticks=ticks)) as archive:
            first = archive.store(embed("one"))
            with closing(sqlite3.connect(file, isolation_level=None)) as db:
                db.execute("BEGIN IMMEDIATE")
                begun = time.monotonic()
                with ThreadPoolExecutor(8) as pool:
                    kept = [pool.submit(archive.store, embed("two")) for _ in range(8)]
                assert {type(future.exception()) for future in kept} == {ArchiveError}
                assert archive.errors == {"SQLITE_BUSY": 1}
                assert time.monotonic() - begun < 10
                ticks.now += REST
                assert archive.store(embed("one")) == first
            assert archive.store(embed("two")) is not None

    def test_a_server_that_is_down(self, postgresql: Server) -> None:
        """No address and no password is told; once it is up, the same archive works."""
        ticks = Ticks()
        address = postgresql.database().replace("postgres@", "postgres:secret@")
        postgresql.stop()
        try:
            archive = archive_of(address, ticks=ticks)
            with pytest.raises(ArchiveError) as failed:
                archive.store(embed())
            assert not archive.ready()
        finally:
            postgresql.start()
        assert "secret" not in str(failed.value)
        assert str(postgresql.folder) not in str(failed.value)
        ticks.now += REST
        assert archive.ready()
        assert archive.store(embed()) is not None
        archive.close()

    def test_a_server_that_hangs(self, postgresql: Server) -> None:
        """The line is cut after some seconds; once the server answers again, the archive works."""
        ticks = Ticks()
        url = make_url(postgresql.database()).update_query_dict({"connect_timeout": "2"})
        archive = Archive(Database(PostgreSQL(url, answering=1.0), ticks), Policy())
        first = archive.store(embed("one"))
        postgresql.freeze()
        try:
            begun = time.monotonic()
            with pytest.raises(ArchiveError):
                archive.newest(KEY)
            assert time.monotonic() - begun < 10
        finally:
            postgresql.thaw()
        ticks.now += REST
        assert archive.newest(KEY) == first
        archive.close()

    def test_connections_that_a_server_closed(self, postgresql: Server) -> None:
        """A server that dropped its clients costs nobody an answer."""
        address = postgresql.database()
        with closing(archive_of(address)) as archive:
            archive.store(embed("one"))
            with psycopg.connect(postgresql.url("postgres"), autocommit=True) as db:
                db.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    (make_url(address).database,),
                )
            assert archive.store(embed("two")) is not None
            assert not archive.errors


def test_power_cuts_are_survived_too(tmp_path: Path) -> None:
    """Each commit waits for the disk, not only for the system."""
    with closing(archive_of(f"sqlite:///{tmp_path}/a.sqlite")) as archive:
        archive.store(embed())
        database = archive._database
        assert database.read(lambda db: db.exec_driver_sql("PRAGMA synchronous").scalar()) == 2
        assert database.read(lambda db: db.exec_driver_sql("PRAGMA journal_mode").scalar()) == "wal"


def literal(data: bytes, address: str) -> str:
    return f"x'{data.hex()}'" if address.startswith("sqlite") else f"'\\x{data.hex()}'::bytea"


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs root")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere, so it becomes another user for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
