"""The archive of one machine: a SQLite file.

It is never set aside or begun anew: a file that is damaged, or another program's, is left as it is, and the
archive fails until somebody looks.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from fcntl import LOCK_EX, flock
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine

_BUSY = 5.0
"""How long a write waits for another process's lock (seconds)."""

_CONNECTIONS = 16
"""At most, for one process."""

_APPLICATION = 0x656D6261  # "emba", SQLite's application_id: this file is an archive of ours


class SQLite:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()

    def engine(self) -> Engine:
        return create_engine(
            URL.create("sqlite", database=str(self._path)),
            creator=self._connect,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=_BUSY,
            hide_parameters=True,
        )

    def reading(self, engine: Engine) -> Engine:
        return engine  # the driver begins nothing by itself before a SELECT

    def turn(self) -> AbstractContextManager[object]:
        """Threads that write take turns: SQLite's own waiting lets some starve where dozens want to."""
        return self._turn

    def alone(self, db: Connection, place: bytes) -> None:  # noqa: ARG002 -- the lock is the whole file's
        db.exec_driver_sql("BEGIN IMMEDIATE")

    def alone_in_migration(self, db: Connection) -> None:
        db.exec_driver_sql("BEGIN IMMEDIATE")
        db.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")

    def bounded(self, db: Connection) -> AbstractContextManager[object]:  # noqa: ARG002 -- _BUSY bounds it
        return nullcontext()

    def wipe(self, engine: Engine) -> None:
        """Moves the log into the file, whose `secure_delete` has overwritten what was removed."""
        with engine.connect() as db:
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone_in_folder():
            db = sqlite3.connect(self._path, timeout=_BUSY, check_same_thread=False)
            try:
                _check_ours(db)
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = FULL")  # what was acknowledged outlives a power cut too
                db.execute("PRAGMA secure_delete = ON")
                db.execute("PRAGMA cell_size_check = ON")
            except BaseException:
                db.close()
                raise
        return db

    @contextmanager
    def _alone_in_folder(self) -> Iterator[None]:
        """Going over to WAL does not wait: two processes that do it at once both fail."""
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            flock(folder, LOCK_EX)
            yield
        finally:
            os.close(folder)


def _check_ours(db: sqlite3.Connection) -> None:
    # The sign is written with the first table, maybe just now, so it is looked for behind it.
    is_empty = db.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if not is_empty and application != _APPLICATION:
        error = sqlite3.DatabaseError("it is another program's database")
        error.sqlite_errorname = "FOREIGN"
        raise error
