"""The SQLite file of the cache: created when it is missing, reopened when it was replaced, renamed when it is
damaged. A file that is not ours is never changed.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from embedsvc.folder_lock import folder_lock

_log = logging.getLogger(__name__)

PAGE = 4096
"""Bytes of a page."""

_BUSY_TIMEOUT = 1.0
"""How long a write waits for another one's lock (seconds)."""

_APPLICATION_ID, _VERSION = 0x656D6264, 3
"""What the schema sets: SQLite's application_id ("embd") marks a file as ours, and its user_version is raised
when the schema changes: a cache of another version is replaced.
"""

_SCHEMA = """
BEGIN;
CREATE TABLE entries (
    key TEXT PRIMARY KEY, epoch INTEGER NOT NULL, expires_at REAL NOT NULL, data BLOB NOT NULL
);
CREATE INDEX entries_expires_at ON entries (epoch, expires_at);
CREATE TABLE leases (key TEXT PRIMARY KEY, owner TEXT NOT NULL, expires_at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE purges (newest TEXT NOT NULL, epoch INTEGER NOT NULL);
INSERT INTO purges VALUES (hex(randomblob(8)), 0);
CREATE TABLE providers (key TEXT PRIMARY KEY, token TEXT NOT NULL) WITHOUT ROWID;
PRAGMA application_id = 0x656D6264;
PRAGMA user_version = 3;
COMMIT;
"""

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_LOGS = ("-wal", "-shm")
"""Endings of the files that SQLite has beside a database while it is in use."""


class ForeignFileError(Exception):
    """What is at the cache's path is not a cache of ours and is left alone."""


class UnusableFileError(sqlite3.DatabaseError):
    """The file is a cache of another version, or empty."""


@dataclass(frozen=True, slots=True)
class _Connection:
    db: sqlite3.Connection
    inode: int
    """Of the file that was opened: another file may be at the path by now."""


class CacheFile:
    """A pool of connections, each used by one thread at a time. `pages` bounds the size of the file."""

    def __init__(self, path: Path, pages: int) -> None:
        self.path = path
        self._pages = pages
        self._idle: list[_Connection] = []

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection in autocommit mode; an error rolls back. A file that proves unusable is renamed, and
        the next call creates a new one. Raises sqlite3.Error, OSError and ForeignFileError.
        """
        inode = self._inode()
        try:
            connection = self._take(inode) or self._open()
            try:
                yield connection.db
            except BaseException:
                connection.db.close()  # rolls back
                raise
        except sqlite3.DatabaseError as error:
            if _is_unusable(error):
                self._rename(inode, error)
            raise
        self._idle.append(connection)

    def truncate_log(self) -> None:
        """Moves the write-ahead log into the file, so that deleted values are no longer on the disk. It waits
        for nobody: while others read, deleted values stay in the log until it is overwritten.
        """
        with suppress(sqlite3.Error, OSError, ForeignFileError), self.connection() as db:
            db.execute("PRAGMA busy_timeout = 0")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute(f"PRAGMA busy_timeout = {int(_BUSY_TIMEOUT * 1000)}")

    def close(self) -> None:
        while self._idle:
            self._idle.pop().db.close()

    def _inode(self) -> int | None:
        """Which file is at the path; None where there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        if not S_ISREG(found.st_mode):  # SQLite would open a device, and wait for a pipe
            raise ForeignFileError("it is not a regular file")
        return found.st_ino

    def _take(self, inode: int | None) -> _Connection | None:
        """An idle connection to this file; those to a file that was replaced are closed."""
        with suppress(IndexError):
            while True:
                connection = self._idle.pop()
                if connection.inode == inode:
                    return connection
                connection.db.close()
        return None

    def _open(self) -> _Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with folder_lock(self.path.parent):
            is_new = self._inode() is None
            if is_new:
                for ending in _LOGS:  # SQLite would replay the log of a deleted file into the new one
                    self._beside(ending).unlink(missing_ok=True)
            db = sqlite3.connect(
                self.path, timeout=_BUSY_TIMEOUT, isolation_level=None, check_same_thread=False
            )
            try:
                if is_new:
                    db.execute(f"PRAGMA page_size = {PAGE}")
                    db.executescript(_SCHEMA)
                _check(db)
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
                db.execute("PRAGMA cache_size = -256")  # KiB: there may be one connection for each thread
                db.execute("PRAGMA cell_size_check = ON")
                db.execute("PRAGMA secure_delete = ON")  # 0.1 ms for a large value
                db.execute(f"PRAGMA max_page_count = {self._pages}")
                return _Connection(db, self.path.stat().st_ino)
            except BaseException:
                db.close()
                raise

    def _rename(self, inode: int | None, error: sqlite3.DatabaseError) -> None:
        """Renames an unusable file of ours to `NAME.old`, unless another thread or process has done so."""
        with folder_lock(self.path.parent):
            if inode is None or self._inode() != inode:
                return
            if not self._is_ours():
                raise ForeignFileError("it is not a cache of this service") from error
            for ending in (*_LOGS, ""):  # the file last: a new one must not meet the logs of the old one
                with suppress(FileNotFoundError):
                    self._beside(ending).replace(self._beside(f".old{ending}"))
        _log.warning(
            "The cache file cannot be used (%s): it is now %s.old, and a new one is made",
            error,
            self.path.name,
            extra={"event": "cache_replaced", "file": str(self.path)},
        )

    def _is_ours(self) -> bool:
        """Whether the file has our application_id (SQLite file format §1.3), or is all zeros at its start, as
        after a power cut.
        """
        with self.path.open("rb") as file:
            head = file.read(72)
        return not any(head) or (
            head.startswith(b"SQLite format 3\0") and head[68:] == _APPLICATION_ID.to_bytes(4, "big")
        )

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)


def _check(db: sqlite3.Connection) -> None:
    """Raises ForeignFileError for another program's database, and UnusableFileError for a cache of another
    version or an empty file.
    """
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if (application_id, version) == (_APPLICATION_ID, _VERSION):
        return
    if application_id != _APPLICATION_ID and db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise ForeignFileError("it is the database of another program")
    raise UnusableFileError("it is empty, or of another version")


def _is_unusable(error: sqlite3.DatabaseError) -> bool:
    name = getattr(error, "sqlite_errorname", "")
    return isinstance(error, UnusableFileError) or name.startswith(_DAMAGED)
