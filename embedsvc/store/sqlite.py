"""The tier that the workers of one machine share: a SQLite file in WAL mode.

The file is a cache: whatever happens to it, the service goes on from memory. A corrupt file is set aside as
`NAME.corrupt` and begun anew; the database of another program is left alone.
"""

import errno
import logging
import os
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TypeVar

from embedsvc.store.process import PerProcess
from embedsvc.store.tier import LEASE

T = TypeVar("T")

_log = logging.getLogger(__name__)

CAP = 2 * 2**30
"""How large the file may grow by default (bytes); the write-ahead log comes on top, about 4 MiB."""

_PAGE = 4096
_APPLICATION = 0x656D6264  # "embd", SQLite's application_id: this file is ours
_BUSY = 1.0
_REST = 5.0
"""Seconds that a write waits for another's lock, and that nobody tries again after waiting in vain."""

_BATCH = 8
_BATCHES = 64
"""Values forgotten at once when room is short, and how often one write does that at most."""

_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE entries (key TEXT PRIMARY KEY, until REAL NOT NULL, data BLOB NOT NULL);
CREATE INDEX entries_until ON entries (until);
CREATE TABLE leases (key TEXT PRIMARY KEY, owner TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE mark (value TEXT NOT NULL);
INSERT INTO mark VALUES (hex(randomblob(8)));
"""

_CORRUPT = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

_MOVE_MARK = "UPDATE mark SET value = hex(randomblob(8))"


@dataclass(frozen=True, slots=True)
class _Connection:
    db: sqlite3.Connection
    inode: int


class SQLite:
    """`cap` bounds the file (bytes); `ticks` are seconds of a clock that all processes of the machine share
    and nobody sets: leases are measured by it.

    A connection is used by one thread at a time and never crosses a fork. `errors` counts failures by
    SQLite's own names.
    """

    def __init__(self, path: Path, *, cap: int = CAP, ticks: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._pages = cap // _PAGE
        self._ticks = ticks
        self._idle: PerProcess[list[_Connection]] = PerProcess(list)
        self._mark = ""
        self._rests_until = float("-inf")
        self.errors: Counter[str] = Counter()

    def get(self, key: str) -> bytes | None:
        def work(db: sqlite3.Connection) -> bytes | None:
            row = db.execute("SELECT data FROM entries WHERE key = ?", (key,)).fetchone()
            return row[0] if row and isinstance(row[0], bytes) else None

        return self._run(work, None)

    def put(self, key: str, data: bytes, until: float) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute("BEGIN IMMEDIATE")
            db.execute(
                "INSERT INTO entries VALUES (?, ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET until = excluded.until, data = excluded.data",
                (key, until, data),
            )
            self._make_room(db)
            db.execute("COMMIT")

        if len(data) <= self._reserve * _PAGE // 2:
            self._write(work, None)

    def delete(self, key: str) -> bool:
        def work(db: sqlite3.Connection) -> bool:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM entries WHERE key = ?", (key,))
            db.execute(_MOVE_MARK)
            db.execute("COMMIT")
            return True

        return self._run(work, False)

    def clear(self) -> bool:
        def work(db: sqlite3.Connection) -> bool:
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM entries")
            db.execute(_MOVE_MARK)
            db.execute("COMMIT")
            return True

        return self._run(work, False)

    def mark(self) -> str:
        self._mark = self._run(_read_mark, self._mark)
        return self._mark

    def acquire(self, key: str, owner: str) -> bool:
        now = self._ticks()
        taken = (key, now, now + LEASE)

        def work(db: sqlite3.Connection) -> bool:
            # A lease that ends later than any made now is from before the machine started anew.
            held = "SELECT 1 FROM leases WHERE key = ? AND until > ? AND until <= ?"
            if db.execute(held, taken).fetchone():
                return False
            claim = (
                "INSERT INTO leases VALUES (?, ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until "
                "WHERE NOT (until > ? AND until <= ?)"
            )
            return db.execute(claim, (key, owner, now + LEASE, now, now + LEASE)).rowcount == 1

        return self._write(work, True)

    def renew(self, keys: Collection[str], owner: str) -> None:
        now = self._ticks()

        def work(db: sqlite3.Connection) -> None:
            db.execute("BEGIN IMMEDIATE")
            db.executemany(
                "UPDATE leases SET until = ? WHERE key = ? AND owner = ?",
                [(now + LEASE, key, owner) for key in keys],
            )
            db.execute("DELETE FROM leases WHERE until <= ? OR until > ?", (now, now + LEASE))
            db.execute("COMMIT")

        self._write(work, None)

    def release(self, key: str, owner: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM leases WHERE key = ? AND owner = ?", (key, owner))

        self._write(work, None)

    def ready(self) -> bool:
        return bool(self._run(_read_mark, ""))

    def close(self) -> None:
        idle = self._idle()
        while idle:
            idle.pop().db.close()

    @property
    def _reserve(self) -> int:
        """Pages kept free, so that a write never meets the cap."""
        return max(16, self._pages // 20)

    def _make_room(self, db: sqlite3.Connection) -> None:
        for _ in range(_BATCHES):
            (used,) = db.execute(
                "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"
            ).fetchone()
            if used <= self._pages - self._reserve:
                return
            db.execute(
                "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries ORDER BY until LIMIT ?)",
                (_BATCH,),
            )

    def _write(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        if self._ticks() < self._rests_until:
            return otherwise
        return self._run(work, otherwise)

    def _run(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        inode = connection = None
        try:
            inode = self._file()
            connection = self._connect(inode)
            result = work(connection.db)
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            if connection:
                connection.db.close()  # and with it whatever transaction was open
            self._failed(error, inode)
            return otherwise
        self._idle().append(connection)
        return result

    def _file(self) -> int:
        """The inode of the file, which is begun anew where there is none."""
        with suppress(FileNotFoundError):
            return self._path.stat().st_ino
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone_with_files():
            if not self._path.exists():
                self._create()
        return self._path.stat().st_ino

    def _connect(self, inode: int) -> _Connection:
        """An idle connection to this very file (the one before may have been set aside), or a new one."""
        idle = self._idle()
        with suppress(IndexError):
            while True:
                connection = idle.pop()
                if connection.inode == inode:
                    return connection
                connection.db.close()
        db = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=rw",  # never makes a file: `_create` does
            uri=True,
            timeout=_BUSY,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _check_ours(db)
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA cache_size = -256")  # KiB: there may be one connection for each thread
            db.execute("PRAGMA cell_size_check = ON")
            db.execute(f"PRAGMA max_page_count = {self._pages}")
        except BaseException:
            db.close()
            raise
        return _Connection(db, inode)

    def _create(self) -> None:
        """The file is born whole, in a folder of its own: nobody meets half of it."""
        with tempfile.TemporaryDirectory(dir=self._path.parent, prefix=f".{self._path.name}.") as nursery:
            born = Path(nursery) / "born"
            with closing(sqlite3.connect(born)) as db:
                db.execute(f"PRAGMA page_size = {_PAGE}")
                db.execute(f"PRAGMA application_id = {_APPLICATION}")
                db.executescript(_SCHEMA)
            for log in ("-wal", "-shm"):  # left by one that was removed: they would be replayed into this one
                self._path.with_name(self._path.name + log).unlink(missing_ok=True)
            born.replace(self._path)

    def _failed(self, error: Exception, inode: int | None) -> None:
        name = _name(error)
        self.errors[name] += 1
        if self.errors[name] == 1:
            told = {"event": "cache_failed", "error": name, "file": str(self._path)}
            _log.warning("The cache file fails, answers are remembered in memory: %s", error, extra=told)
        if name.startswith("SQLITE_BUSY"):
            self._rests_until = self._ticks() + _REST
        elif name.startswith(_CORRUPT) and inode is not None:
            try:
                self._set_aside(inode)
            except OSError as refused:
                self._failed(refused, None)

    def _set_aside(self, inode: int) -> None:
        with self._alone_with_files():
            if self._path.exists() and self._path.stat().st_ino == inode:
                for part in ("", "-wal", "-shm"):
                    with suppress(FileNotFoundError):
                        self._path.with_name(self._path.name + part).replace(
                            self._path.with_name(f"{self._path.name}.corrupt{part}")
                        )

    @contextmanager
    def _alone_with_files(self) -> Iterator[None]:
        """One process and thread at a time makes the file or sets it aside."""
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            flock(folder, LOCK_EX)
            yield
        finally:
            os.close(folder)


def _read_mark(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM mark").fetchone()
    return str(row[0]) if row else ""


def _check_ours(db: sqlite3.Connection) -> None:
    """Raises for a file that is not ours: an empty one counts as corrupt, another program's as foreign."""
    if db.execute("PRAGMA application_id").fetchone() == (_APPLICATION,):
        return
    foreign = db.execute("SELECT 1 FROM sqlite_master").fetchone()
    error = sqlite3.DatabaseError("another program's database" if foreign else "an empty file")
    error.sqlite_errorname = "FOREIGN" if foreign else "SQLITE_NOTADB"
    raise error


def _name(error: Exception) -> str:
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "EIO")
    return getattr(error, "sqlite_errorname", type(error).__name__)
