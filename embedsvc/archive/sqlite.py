"""The archive of one machine: a SQLite file.

It is never renamed or replaced: a file that is damaged, or another program's, is left as it is, and the
archive fails until an operator sees to it.
"""

import os
import sqlite3
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine

from embedsvc.archive.database import ReplacedError
from embedsvc.folder_lock import folder_lock

_BUSY_TIMEOUT = 5.0
"""How long a write waits for another process's lock (seconds)."""

_MAX_CONNECTIONS = 16
"""Of one process."""

_APPLICATION_ID = 0x656D6261
"""SQLite's application_id, "emba": marks a file as an archive of ours."""


class SQLiteDialect:
    secrets: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        self._opened: object = None
        """Which file was opened first: connections to two files would mix their logs."""
        self._write_lock = threading.Lock()

    def engine(self) -> Engine:
        return create_engine(
            URL.create("sqlite", database=str(self._path)),
            creator=self._connect,
            pool_size=_MAX_CONNECTIONS,
            max_overflow=0,
            pool_timeout=_BUSY_TIMEOUT,
            hide_parameters=True,
        )

    def file_id(self) -> object:
        """Its device and inode."""
        try:
            found = os.stat(self.name)  # noqa: PTH116 -- half the time of Path.stat, and every response asks
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def check_file(self) -> None:
        found = self.file_id()
        if self._opened is None or found == self._opened:
            return
        if found is None:
            raise ReplacedError(
                "its file was removed while it was in use: put it back, or restart the service"
            )
        raise ReplacedError("its file was replaced while it was in use: restart the service")

    def read_engine(self, engine: Engine) -> Engine:
        return engine  # the driver begins no transaction before a SELECT

    def write_lock(self) -> AbstractContextManager[object]:
        """Threads that write take turns: with SQLite's own busy handler some starve where dozens want to."""
        return self._write_lock

    def lock_url(self, db: Connection, url_hash: bytes) -> None:  # noqa: ARG002 -- locks the whole file
        db.exec_driver_sql("BEGIN IMMEDIATE")

    def lock_for_migration(self, db: Connection) -> None:
        db.exec_driver_sql("BEGIN IMMEDIATE")
        db.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID}")

    def time_limit(self, db: Connection) -> AbstractContextManager[object]:  # noqa: ARG002 -- _BUSY_TIMEOUT is
        return nullcontext()

    def erase_deleted(self, engine: Engine) -> None:
        """Moves the log into the file, whose `secure_delete` has overwritten what was deleted."""
        with engine.connect() as db:
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with folder_lock(self._path.parent):
            self.check_file()
            db = sqlite3.connect(self._path, timeout=_BUSY_TIMEOUT, check_same_thread=False)
            try:
                _check_ours(db)
                self._opened = self.file_id()
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = FULL")  # a commit outlives a power cut
                db.execute("PRAGMA secure_delete = ON")
                db.execute("PRAGMA cell_size_check = ON")
            except BaseException:
                db.close()
                raise
        return db


def _check_ours(db: sqlite3.Connection) -> None:
    # In this order: another process may just now write the first table, and with it the application_id.
    is_empty = db.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    if not is_empty and application_id != _APPLICATION_ID:
        error = sqlite3.DatabaseError("it is the database of another program")
        error.sqlite_errorname = "FOREIGN"
        raise error
