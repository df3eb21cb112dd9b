"""The tier that the workers of one machine share, over real files: what it stores, and what it survives."""

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import pytest

from embedsvc.store.sqlite_tier import SQLiteTier
from embedsvc.store.tier import LEASE
from tests.support.disks import as_nobody, small_disk
from tests.support.store.samples import KEY, Clock, put


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cache.sqlite"


def fill(path: Path, count: int = 200) -> None:
    """Leaves a file that nobody has open."""
    with closing(SQLiteTier(path)) as tier:
        for number in range(count):
            put(tier, str(number), bytes(1_000), float(number))


class TestRoom:
    """The file stays within its cap."""

    def test_evicts_what_expires_first(self, file: Path) -> None:
        """After writes of many times the cap the file is within it, and what expires last is there."""
        cap = 2**20
        with closing(SQLiteTier(file, cap=cap)) as tier:
            for number in range(2_000):
                put(tier, str(number), bytes(2_000), float(number))
                if not number % 100:
                    assert file.stat().st_size <= cap
            assert tier.get("1999") is not None
            assert tier.get("0") is None
            stored = sum(tier.get(str(number)) is not None for number in range(2_000))
            assert stored > 250
            assert not tier.errors
            assert file.stat().st_size <= cap

    def test_a_value_that_lasts_is_not_evicted_for_newer_ones(self, file: Path) -> None:
        """Age is no reason: expiry is."""
        with closing(SQLiteTier(file, cap=2**20)) as tier:
            put(tier, "lasting", b"1", 1e9)
            for number in range(2_000):
                put(tier, str(number), bytes(2_000), float(number))
            assert tier.get("lasting") == b"1"

    def test_what_was_cleared_is_evicted_first(self, file: Path) -> None:
        """The room of purged values is used again before any new value is evicted."""
        cap = 2**20
        with closing(SQLiteTier(file, cap=cap)) as tier:
            for number in range(500):
                put(tier, f"old {number}", bytes(2_000), 1e9)
            tier.clear()
            for number in range(300):
                put(tier, f"new {number}", bytes(2_000), float(number))
            assert all(tier.get(f"new {number}") for number in range(300))
            assert file.stat().st_size <= cap

    def test_values_of_every_size(self, file: Path) -> None:
        """Large and small values in turn never meet the cap as an error; one that would fill the file is not stored."""
        cap = 4 * 2**20
        with closing(SQLiteTier(file, cap=cap)) as tier:
            for number in range(600):
                put(tier, str(number), bytes((number * 7919) % 120_000), float(number))
            assert not tier.errors
            put(tier, "huge", bytes(cap // 2), 1e9)
            assert tier.get("huge") is None
            assert file.stat().st_size <= cap


class TestTraces:
    """A purge may have been demanded by law."""

    def test_what_was_deleted_is_not_on_the_disk(self, file: Path) -> None:
        """Neither the last value, nor those that it replaced, nor their copies in the log."""
        secret = b"a-word-that-nobody-may-read "

        def found() -> list[str]:
            return [part.name for part in file.parent.iterdir() if secret in part.read_bytes()]

        with closing(SQLiteTier(file)) as tier:
            for size in (2_000, 20, 500):
                put(tier, KEY, secret * size)
                put(tier, KEY + "/other", b"x" * size)
            assert found()
            assert tier.delete(KEY)
            assert found() == []
            assert tier.get(KEY + "/other") == b"x" * 500

    def test_a_reader_does_not_delay_a_purge(self, file: Path) -> None:
        """The value is deleted all the same, and the next write waits for locks as before."""
        fill(file)
        with closing(SQLiteTier(file)) as tier, closing(sqlite3.connect(file)) as reader:
            put(tier, KEY, b"1")
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM entries").fetchall()
            assert tier.delete(KEY)
            assert tier.get(KEY) is None
            put(tier, KEY, b"2")
            assert tier.get(KEY) == b"2"
            assert not tier.errors


class TestLeases:
    """Who may fetch a key."""

    def test_ends_unless_renewed(self, file: Path) -> None:
        """A lease lasts LEASE seconds from its last renewal, and one that was lost cannot be renewed."""
        clock = Clock(50.0)
        with closing(SQLiteTier(file, monotonic=clock)) as tier:
            assert tier.acquire("a", "me")
            clock.now += LEASE * 0.9
            tier.renew(["a"], "me")
            clock.now += LEASE * 0.9
            assert not tier.acquire("a", "you")
            clock.now += LEASE * 0.2
            assert tier.acquire("a", "you")
            tier.renew(["a"], "me")
            clock.now += LEASE * 1.1
            assert tier.acquire("a", "me")

    def test_from_before_a_reboot_is_void(self, file: Path) -> None:
        """The monotonic clock starts again with the machine: no older lease blocks a key for hours."""
        clock = Clock(1_000_000.0)
        with closing(SQLiteTier(file, monotonic=clock)) as tier:
            assert tier.acquire("a", "dead")
            clock.now = 10.0
            assert tier.acquire("a", "me")
            assert not tier.acquire("a", "you")


class TestHarm:
    """Whatever happens to the file, no operation raises, and no wrong value is read."""

    @pytest.mark.parametrize(
        "content",
        [b"", b"\0" * 5_000, b"SQLite format 3\0" + b"\xff" * 52 + b"embd" + b"\xff" * 9_000],
        ids=["empty", "zeros", "header"],
    )
    def test_a_damaged_file_is_renamed(
        self, file: Path, content: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The damaged file stays under another name, a new one is made, and both facts are logged once."""
        file.parent.mkdir()
        file.write_bytes(content)
        with closing(SQLiteTier(file)) as tier:
            with caplog.at_level(logging.WARNING):
                assert tier.get("a") is None
                put(tier, "a", b"1", 5.0)
                assert tier.get("a") == b"1"
                assert tier.errors.total() == 1
            assert file.with_name("cache.sqlite.old").read_bytes() == content
            assert [vars(record)["event"] for record in caplog.records] == ["cache_replaced", "cache_failed"]

    @pytest.mark.parametrize(
        "content",
        [b"precious notes\n" * 500, b"SQLite format 3\0" + b"\xff" * 9_000],
        ids=["notes", "database"],
    )
    def test_what_was_never_ours_is_left_alone(
        self, file: Path, content: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A mistyped path may name anything: the file stays as it is, nothing is stored, and the reason is logged."""
        file.parent.mkdir()
        file.write_bytes(content)
        with closing(SQLiteTier(file)) as tier:
            put(tier, "a", b"1", 5.0)
            assert tier.get("a") is None
            assert not tier.ready()
            assert file.read_bytes() == content
            assert [path.name for path in file.parent.iterdir()] == [file.name]
            (record,) = caplog.records
            assert "not a cache of this service" in record.message

    def test_a_cache_of_another_version_is_renamed(self, file: Path) -> None:
        """Another version of the service left it, and this one makes its own."""
        fill(file)
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA user_version = 1")
        with closing(SQLiteTier(file)) as tier:
            assert tier.get("0") is None
            put(tier, "a", b"1", 5.0)
            assert tier.get("a") == b"1"
            assert file.with_name("cache.sqlite.old").exists()

    @pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
    def test_a_truncated_file(self, file: Path, part: float) -> None:
        """Wherever it was cut: a read is right or a miss, and new values are stored again."""
        fill(file)
        os.truncate(file, int(file.stat().st_size * part))
        with closing(SQLiteTier(file)) as tier:
            for number in range(200):
                assert tier.get(str(number)) in {None, bytes(1_000)}
            put(tier, "a", b"1", 5.0)
            assert tier.get("a") == b"1"
            assert tier.errors

    def test_pages_overwritten_under_running_workers(self, file: Path) -> None:
        """Junk in the middle of the file is a miss, and soon all workers share a whole file again."""
        fill(file)
        with closing(SQLiteTier(file)) as tier, closing(SQLiteTier(file)) as other:
            assert tier.get("0") == other.get("0") == bytes(1_000)
            with file.open("r+b") as raw:
                raw.seek(4096)
                raw.write(os.urandom(file.stat().st_size - 4096))
            for _ in range(3):
                for one in (tier, other):
                    put(one, "a", b"1", 5.0)
            assert tier.get("a") == other.get("a") == b"1"
            with closing(sqlite3.connect(file)) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def test_a_file_deleted_under_running_workers(self, file: Path) -> None:
        """All workers go over to the new file, and the log of the old one is not replayed into it."""
        with closing(SQLiteTier(file)) as tier, closing(SQLiteTier(file)) as other:
            put(tier, "old", b"1", 5.0)
            assert other.get("old") == b"1"
            file.unlink()
            put(other, "new", b"2", 5.0)
            assert tier.get("new") == b"2"
            assert tier.get("old") is None
            put(tier, "newer", b"3", 5.0)
            assert other.get("newer") == b"3"
            assert not tier.errors
            assert not other.errors
        with closing(SQLiteTier(file)) as later:
            assert later.get("new") == b"2"
            assert later.get("newer") == b"3"

    def test_the_log_of_a_deleted_file_is_not_replayed(self, file: Path, tmp_path: Path) -> None:
        """Where a killed worker left the log and somebody deleted the file, the new one is empty."""
        with closing(SQLiteTier(file)) as tier:
            put(tier, "old", b"1", 5.0)
            log = file.with_name("cache.sqlite-wal")
            shutil.copy(log, tmp_path / "log")
            tier.close()
            file.unlink()
            shutil.copy(tmp_path / "log", log)
            assert tier.get("old") is None
            assert not tier.errors

    def test_the_database_of_another_program_is_left_alone(self, file: Path) -> None:
        """Nothing is read from it or written to it."""
        file.parent.mkdir()
        with closing(sqlite3.connect(file)) as db:
            db.executescript("CREATE TABLE entries (key TEXT, until REAL, data BLOB)")
            db.execute("INSERT INTO entries VALUES ('a', 1, x'00')")
            db.commit()
        content = file.read_bytes()
        with closing(SQLiteTier(file)) as tier:
            assert tier.get("a") is None
            put(tier, "a", b"1", 5.0)
            assert tier.get("a") is None
            assert tier.acquire("a", "me")
            assert not tier.delete("a")
            assert not tier.clear()
            assert not tier.purge_provider("social")
            assert not tier.ready()
            assert set(tier.errors) == {"ForeignFileError"}
            assert file.read_bytes() == content

    def test_a_full_disk(self, tmp_path: Path) -> None:
        """On a real file system without room stored values are read, and writes succeed again once there is room."""
        with small_disk(tmp_path), closing(SQLiteTier(tmp_path / "cache.sqlite")) as tier:
            put(tier, "a", b"1", 5.0)
            filler = tmp_path / "filler"
            with suppress(OSError), filler.open("wb", buffering=0) as raw:
                while raw.write(bytes(4096)):
                    pass
            for number in range(50):
                put(tier, str(number), bytes(10_000), 5.0)
            assert tier.get("a") == b"1"
            assert tier.acquire("b", "me")
            assert tier.errors
            filler.unlink()
            put(tier, "c", b"3", 5.0)
            assert tier.get("c") == b"3"
            assert tier.ready()

    def test_a_limit_on_file_sizes(self, file: Path) -> None:
        """A process whose files may grow no more still reads, and grants leases."""
        script = """
import resource, sys
from pathlib import Path
from embedsvc.store.sqlite_tier import SQLiteTier
tier = SQLiteTier(Path(sys.argv[1]))
tier.put("a", b"1", 5.0, tier.purge_tokens().newest)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
for number in range(100):
    tier.put(str(number), bytes(10_000), 5.0, tier.purge_tokens().newest)
print(tier.get("a"), bool(tier.errors), tier.acquire("b", "me"))
"""
        run = subprocess.run(
            [sys.executable, "-c", script, file], check=True, timeout=20, capture_output=True, text=True
        )
        assert run.stdout.split() == ["b'1'", "True", "True"]

    @pytest.mark.parametrize("values", [0, 3])
    def test_a_read_only_folder(self, values: int, caplog: pytest.LogCaptureFixture) -> None:
        """Nothing can be written: the outage is one line, and leases are granted."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if values:
                fill(folder / "cache.sqlite", values)
            folder.chmod(0o555)
            with closing(SQLiteTier(folder / "cache.sqlite")) as tier:
                with as_nobody():
                    for _ in range(5):
                        put(tier, "a", b"1", 5.0)
                        assert tier.get("a") is None
                    assert tier.acquire("a", "me")
                    assert not tier.clear()
                    assert tier.errors
                    assert len(caplog.records) == 1
                folder.chmod(0o755)

    def test_a_path_that_is_a_folder(self, tmp_path: Path) -> None:
        """Every operation fails, and the folder stays where it is."""
        (tmp_path / "cache").mkdir()
        with closing(SQLiteTier(tmp_path / "cache")) as tier:
            put(tier, "a", b"1", 5.0)
            assert tier.get("a") is None
            assert not tier.ready()
            assert [part.name for part in tmp_path.iterdir()] == ["cache"]

    def test_a_file_that_another_program_locks(self, file: Path) -> None:
        """One write waits in vain; during the cooldown none is tried, and reads go on."""
        clock = Clock(0.0)
        with closing(SQLiteTier(file, monotonic=clock)) as tier:
            put(tier, "a", b"1", 5.0)
            with closing(sqlite3.connect(file, isolation_level=None)) as db:
                db.execute("BEGIN EXCLUSIVE")
                for _ in range(20):
                    put(tier, "b", b"2", 5.0)
                assert tier.errors == {"SQLITE_BUSY": 1}
                assert tier.get("a") == b"1"
                db.execute("ROLLBACK")
            clock.now += 10
            put(tier, "b", b"2", 5.0)
            assert tier.get("b") == b"2"

    def test_a_key_that_is_not_text(self, file: Path) -> None:
        """A key that UTF-8 cannot express is a miss."""
        with closing(SQLiteTier(file)) as tier:
            put(tier, "\udcff", b"1", 5.0)
            assert tier.get("\udcff") is None
