"""The tier that the workers of one machine share: a SQLite file.

The file is a cache: whatever happens to it, the service goes on from memory.
"""

import errno
import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from embedsvc.process import PerProcess
from embedsvc.store.sqlite_file import PAGE, CacheFile
from embedsvc.store.tier import LEASE, Marks, token

T = TypeVar("T")

_log = logging.getLogger(__name__)

CAP = 2**30
"""How large the file may grow by default (bytes); the write-ahead log comes on top, about 4 MiB."""

_REST = 5.0
"""How long nobody tries to write after one has waited for another program's lock in vain (seconds)."""

_BATCH = 8
_BATCHES = 64
"""Values forgotten at once when room is short, and how often one write does that at most."""


class SQLite:
    """`cap` bounds the file (bytes); `ticks` are seconds of a clock that all processes of the machine share
    and nobody sets: leases are measured by it. It begins anew with the machine, so a lease that ends later
    than LEASE from now is void.

    `errors` counts failures by the system's own names.
    """

    keeps = True

    def __init__(self, path: Path, *, cap: int = CAP, ticks: Callable[[], float] = time.monotonic) -> None:
        self._pages = cap // PAGE
        self._file = CacheFile(path, self._pages)
        self._ticks = ticks
        self._turn = PerProcess(threading.Lock)
        self._marks = Marks()
        self._rests_until = float("-inf")
        self.errors: Counter[str] = Counter()

    def get(self, key: str) -> bytes | None:
        def work(db: sqlite3.Connection) -> bytes | None:
            row = db.execute(
                "SELECT data FROM entries JOIN mark USING (epoch) WHERE key = ?", (key,)
            ).fetchone()
            return row[0] if row and isinstance(row[0], bytes) else None

        return self._run(work, None)

    def put(self, key: str, data: bytes, until: float, newest: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT OR REPLACE INTO entries (key, epoch, until, data) "
                "SELECT ?, epoch, ?, ? FROM mark WHERE newest = ?",
                (key, until, data, newest),
            )
            self._make_room(db)

        if len(data) <= self._reserve * PAGE // 2:
            self._write(work, None)

    def delete(self, *keys: str) -> bool:
        def work(db: sqlite3.Connection) -> bool:
            db.executemany("DELETE FROM entries WHERE key = ?", [(key,) for key in keys])
            db.execute("UPDATE mark SET newest = ?", (token(),))
            return True

        done = self._write(work, False, rests=False)
        if done:
            self._file.wipe()
        return done

    def clear(self) -> bool:
        """Begins a new epoch, at once: to delete a million rows would hold the others up for half a minute.
        Rows of an old epoch are never read, and are the first to make room.
        """

        def work(db: sqlite3.Connection) -> bool:
            db.execute("UPDATE mark SET newest = ?, epoch = epoch + 1", (token(),))
            return True

        return self._write(work, False, rests=False)

    def outdate(self, provider: str) -> bool:
        def work(db: sqlite3.Connection) -> bool:
            mark = token()
            rows = [(provider, mark), ("", mark)]
            db.executemany("INSERT OR REPLACE INTO providers (key, mark) VALUES (?, ?)", rows)
            db.execute("UPDATE mark SET newest = ?", (mark,))
            return True

        return self._write(work, False, rests=False)

    def marks(self) -> Marks:
        self._marks = self._run(_read_marks, self._marks)
        return self._marks

    def acquire(self, key: str, owner: str) -> bool:
        def held(db: sqlite3.Connection) -> bool:
            now = self._ticks()
            lease = "SELECT 1 FROM leases WHERE key = ? AND until > ? AND until <= ?"
            return db.execute(lease, (key, now, now + LEASE)).fetchone() is not None

        def work(db: sqlite3.Connection) -> bool:
            if held(db):
                return False
            lease = (key, owner, self._ticks() + LEASE)
            db.execute("INSERT OR REPLACE INTO leases VALUES (?, ?, ?)", lease)
            return True

        # Followers ask again and again: they read, and only what looks free is written for.
        return not self._run(held, False) and self._write(work, True)

    def renew(self, keys: Collection[str], owner: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            now = self._ticks()
            db.executemany(
                "UPDATE leases SET until = ? WHERE key = ? AND owner = ?",
                [(now + LEASE, key, owner) for key in keys],
            )
            db.execute("DELETE FROM leases WHERE until <= ? OR until > ?", (now, now + LEASE))

        self._write(work, None)

    def release(self, key: str, owner: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM leases WHERE key = ? AND owner = ?", (key, owner))

        self._write(work, None)

    def ready(self) -> bool:
        return bool(self._run(_read_marks, Marks()).newest)

    def close(self) -> None:
        self._file.close()

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
                "DELETE FROM entries WHERE rowid IN "
                "(SELECT rowid FROM entries ORDER BY epoch, until LIMIT ?)",
                (_BATCH,),
            )

    def _write(self, work: Callable[[sqlite3.Connection], T], otherwise: T, *, rests: bool = True) -> T:
        """Threads take turns: SQLite's own waiting lets some starve where dozens want to write.

        A clock is read after the lock is had: one that was read before would judge by a moment long past.
        """

        def transaction(db: sqlite3.Connection) -> T:
            db.execute("BEGIN IMMEDIATE")
            result = work(db)
            db.execute("COMMIT")
            return result

        with self._turn():
            if rests and self._ticks() < self._rests_until:
                return otherwise
            return self._run(transaction, otherwise)

    def _run(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        try:
            with self._file.connection() as db:
                return work(db)
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            self._failed(error)
            return otherwise

    def _failed(self, error: Exception) -> None:
        name = _name(error)
        self.errors[name] += 1
        if self.errors[name] == 1:
            told = {"event": "cache_failed", "error": name, "file": str(self._file.path)}
            _log.warning("The cache file fails, answers are remembered in memory: %s", error, extra=told)
        if name.startswith("SQLITE_BUSY"):
            self._rests_until = self._ticks() + _REST


def _read_marks(db: sqlite3.Connection) -> Marks:
    rows = db.execute("SELECT newest, key, providers.mark FROM mark LEFT JOIN providers").fetchall()
    newest = str(rows[0][0]) if rows else ""
    return Marks(newest=newest, providers={str(key): str(mark) for _, key, mark in rows if key is not None})


def _name(error: Exception) -> str:
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "EIO")
    return getattr(error, "sqlite_errorname", type(error).__name__)
