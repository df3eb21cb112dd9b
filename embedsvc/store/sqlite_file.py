"""The SQLite file of the cache: made whole, found again when it was replaced, set aside when it is corrupt.

A corrupt file of ours, or one of another layout, is kept as `NAME.corrupt` (one, the newest) and begun anew;
what is not ours is left alone.
"""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from stat import S_ISREG

from embedsvc.process import PerProcess

PAGE = 4096
"""Bytes of a page."""

_BUSY = 1.0
"""How long a write waits for another's lock (seconds)."""

_APPLICATION = 0x656D6264  # "embd", SQLite's application_id: this file is ours

_LAYOUT = 2
"""Raised with `_SCHEMA`, SQLite's user_version: a cache of another layout is begun anew."""

_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE entries (
    key TEXT PRIMARY KEY, epoch INTEGER NOT NULL, until REAL NOT NULL, data BLOB NOT NULL
);
CREATE INDEX entries_until ON entries (epoch, until);
CREATE TABLE leases (key TEXT PRIMARY KEY, owner TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE mark (newest TEXT NOT NULL, epoch INTEGER NOT NULL);
INSERT INTO mark VALUES (hex(randomblob(8)), 0);
CREATE TABLE providers (key TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
"""

_CORRUPT = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_PARTS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class _Connection:
    db: sqlite3.Connection
    inode: int


class CacheFile:
    """`pages` bounds its size. A connection is used by one thread at a time and never crosses a fork."""

    def __init__(self, path: Path, pages: int) -> None:
        self.path = path
        self._pages = pages
        self._idle: PerProcess[list[_Connection]] = PerProcess(list)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection in autocommit mode; what fails in it is undone. Raises sqlite3.Error, OSError."""
        inode = self._find()
        try:
            connection = self._take(inode) or self._open(inode)
            try:
                yield connection.db
            except BaseException:
                connection.db.close()  # and with it whatever transaction was open
                raise
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith(_CORRUPT):
                self._set_aside(inode)
            raise
        self._idle().append(connection)

    def wipe(self) -> None:
        """Moves the log into the file, so that what was deleted is on the disk no more. Waits for nobody:
        where the file is in use, the words stay in the log until it is next written over.
        """
        with suppress(sqlite3.Error, OSError), self.connection() as db:
            db.execute("PRAGMA busy_timeout = 0")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute(f"PRAGMA busy_timeout = {int(_BUSY * 1000)}")

    def close(self) -> None:
        idle = self._idle()
        while idle:
            idle.pop().db.close()

    def _find(self) -> int:
        """The inode of the file, which is begun anew where there is none."""
        with suppress(FileNotFoundError):
            found = self.path.stat()
            if not S_ISREG(found.st_mode):  # a device could be opened, and would be set aside as corrupt
                raise OSError(errno.EINVAL, "This is no file", str(self.path))
            return found.st_ino
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            if not self.path.exists():
                self._create()
        return self.path.stat().st_ino

    def _take(self, inode: int) -> _Connection | None:
        """An idle connection, if it is to this very file: the one before may have been removed."""
        idle = self._idle()
        with suppress(IndexError):
            while True:
                connection = idle.pop()
                if connection.inode == inode:
                    return connection
                connection.db.close()
        return None

    def _open(self, inode: int) -> _Connection:
        db = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw",  # never makes a file: `_create` does
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
            db.execute("PRAGMA secure_delete = ON")  # a quarter more for a large value: some 0.1 ms
            db.execute(f"PRAGMA max_page_count = {self._pages}")
            self._check_in_place(inode)
        except BaseException:
            db.close()
            raise
        return _Connection(db, inode)

    def _check_in_place(self, inode: int) -> None:
        """Raises if the file was replaced while it was opened: it may be one's file with another's log."""
        if self.path.stat().st_ino != inode:
            raise FileNotFoundError(errno.ENOENT, "The file was replaced", str(self.path))

    def _create(self) -> None:
        """The file is born whole, in a folder of its own: nobody meets half of it."""
        with tempfile.TemporaryDirectory(dir=self.path.parent, prefix=f".{self.path.name}.") as nursery:
            born = Path(nursery) / "born"
            with closing(sqlite3.connect(born)) as db:
                db.execute(f"PRAGMA page_size = {PAGE}")
                db.execute(f"PRAGMA application_id = {_APPLICATION}")
                db.execute(f"PRAGMA user_version = {_LAYOUT}")
                db.executescript(_SCHEMA)
            for part in _PARTS:  # the log of a file that was removed would be replayed into this one
                self._beside(part).unlink(missing_ok=True)
            born.replace(self.path)

    def _set_aside(self, inode: int) -> None:
        """Renames the file, unless somebody else has; the log goes with it."""
        with self._alone(), suppress(FileNotFoundError):
            if self.path.stat().st_ino == inode and self._was_ours():
                for part in _PARTS:
                    if self._beside(part).exists():
                        self._beside(part).replace(self._beside(f".corrupt{part}"))

    def _was_ours(self) -> bool:
        """Whether the file is empty, or begins with zeros or as ours do (SQLite file format §1.3): a path
        that was mistyped may name anything.
        """
        with self.path.open("rb") as file:
            head = file.read(72)
        return not head.strip(b"\0") or (
            head.startswith(b"SQLite format 3\0") and head[68:] == _APPLICATION.to_bytes(4, "big")
        )

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process and thread at a time makes the file or sets it aside."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            flock(folder, LOCK_EX)
            yield
        finally:
            os.close(folder)


def _check_ours(db: sqlite3.Connection) -> None:
    """Raises for a file that is not ours: another program's is foreign, an empty one or one of another layout
    counts as corrupt.
    """
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (layout,) = db.execute("PRAGMA user_version").fetchone()
    if (application, layout) == (_APPLICATION, _LAYOUT):
        return
    foreign = application != _APPLICATION and db.execute("SELECT 1 FROM sqlite_master").fetchone()
    says = "it is another program's database" if foreign else "it is empty, or of another layout"
    error = sqlite3.DatabaseError(says)
    error.sqlite_errorname = "FOREIGN" if foreign else "SQLITE_NOTADB"
    raise error
