"""The tier that the workers of one machine share: a SQLite file.

The file is a cache: whatever happens to it, the service goes on from memory.
"""

import errno
import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from embedsvc.outages import Need, Outage, reason
from embedsvc.store.sqlite_file import PAGE, CacheFile, ForeignFileError
from embedsvc.store.tier import LEASE, PurgeTokens, new_token

T = TypeVar("T")

_log = logging.getLogger(__name__)

CAP = 2**30
"""The default limit on the size of the file (bytes); the write-ahead log comes on top, about 4 MiB."""

_COOLDOWN = 5.0
"""How long nobody writes after a write waited in vain for another program's lock (seconds)."""

_READY_KEY = "ready"
_READY_BYTES = 8 * PAGE
"""What a check for readiness stores: as much as a long answer."""

_BATCH = 8
_MAX_BATCHES = 64
"""Values evicted by one statement when room is short, and the most such statements of one write."""


class SQLiteTier:
    """`cap` bounds the file (bytes). `monotonic` gives monotonic seconds of a clock that all processes of the
    machine share: leases are measured by it. It starts again when the machine does, so a lease that ends
    later than LEASE from now is void.

    `errors` counts failures by the names that SQLite and the system give them.
    """

    is_shared = True

    def __init__(
        self, path: Path, *, cap: int = CAP, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._pages = cap // PAGE
        self._file = CacheFile(path, self._pages)
        self._monotonic = monotonic
        self._write_lock = threading.Lock()
        self._tokens = PurgeTokens()
        self._cools_until = float("-inf")
        self._outage = Outage(
            _log, "cache", "The cache file fails, so each worker caches in its own memory only", monotonic
        )
        self.errors: Counter[str] = Counter()

    def get(self, key: str) -> bytes | None:
        return self.get_all((key,)).get(key)

    def get_all(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        marks = ",".join("?" * len(keys))
        select = f"SELECT key, data FROM entries JOIN purges USING (epoch) WHERE key IN ({marks})"  # noqa: S608

        def work(db: sqlite3.Connection) -> Mapping[str, bytes]:
            return {key: data for key, data in db.execute(select, keys) if isinstance(data, bytes)}

        return self._run(work, {})

    def put(self, key: str, data: bytes, expires_at: float, newest: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT OR REPLACE INTO entries (key, epoch, expires_at, data) "
                "SELECT ?, epoch, ?, ? FROM purges WHERE newest = ?",
                (key, expires_at, data, newest),
            )
            self._evict(db)

        if len(data) <= self._reserve * PAGE // 2:
            self._write(work, None, need=Need.ROOM)

    def delete(self, *keys: str) -> bool:
        def work(db: sqlite3.Connection) -> bool:
            db.executemany("DELETE FROM entries WHERE key = ?", [(key,) for key in keys])
            db.execute("UPDATE purges SET newest = ?", (new_token(),))
            return True

        done = self._write(work, False, cools=False)
        if done:
            self._file.truncate_log()
        return done

    def clear(self) -> bool:
        """Begins a new epoch: to delete a million rows would block other writers for half a minute. Rows of
        old epochs are never read, and are evicted first.
        """

        def work(db: sqlite3.Connection) -> bool:
            db.execute("UPDATE purges SET newest = ?, epoch = epoch + 1", (new_token(),))
            return True

        return self._write(work, False, cools=False)

    def purge_provider(self, provider: str) -> bool:
        def work(db: sqlite3.Connection) -> bool:
            token = new_token()
            rows = [(provider, token), ("", token)]
            db.executemany("INSERT OR REPLACE INTO providers (key, token) VALUES (?, ?)", rows)
            db.execute("UPDATE purges SET newest = ?", (token,))
            return True

        return self._write(work, False, cools=False)

    def purge_tokens(self) -> PurgeTokens:
        self._tokens = self._run(_read_tokens, self._tokens)
        return self._tokens

    def acquire(self, key: str, owner: str) -> bool:
        def is_leased(db: sqlite3.Connection) -> bool:
            now = self._monotonic()
            lease = "SELECT 1 FROM leases WHERE key = ? AND expires_at > ? AND expires_at <= ?"
            return db.execute(lease, (key, now, now + LEASE)).fetchone() is not None

        def work(db: sqlite3.Connection) -> bool:
            if is_leased(db):
                return False
            lease = (key, owner, self._monotonic() + LEASE)
            db.execute("INSERT OR REPLACE INTO leases VALUES (?, ?, ?)", lease)
            return True

        # Followers poll: a read is cheap, and only a lease that looks free is worth a write.
        return not self._run(is_leased, False) and self._write(work, True)

    def renew(self, keys: Collection[str], owner: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            now = self._monotonic()
            db.executemany(
                "UPDATE leases SET expires_at = ? WHERE key = ? AND owner = ?",
                [(now + LEASE, key, owner) for key in keys],
            )
            db.execute("DELETE FROM leases WHERE expires_at <= ? OR expires_at > ?", (now, now + LEASE))

        self._write(work, None)

    def release(self, key: str, owner: str) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM leases WHERE key = ? AND owner = ?", (key, owner))

        self._write(work, None)

    def ready(self) -> bool:
        def work(db: sqlite3.Connection) -> bool:
            db.execute(
                "INSERT OR REPLACE INTO entries (key, epoch, expires_at, data) "
                "SELECT ?, epoch, 0, ? FROM purges",
                (_READY_KEY, bytes(_READY_BYTES)),
            )
            self._evict(db)
            return _read_tokens(db).newest != ""

        return self._write(work, False, need=Need.ROOM, cools=False)

    def close(self) -> None:
        self._file.close()

    @property
    def _reserve(self) -> int:
        """Pages that stay free, so that a write never meets the cap."""
        return max(16, self._pages // 20)

    def _evict(self, db: sqlite3.Connection) -> None:
        for _ in range(_MAX_BATCHES):
            (used,) = db.execute(
                "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"
            ).fetchone()
            if used <= self._pages - self._reserve:
                return
            db.execute(
                "DELETE FROM entries WHERE rowid IN "
                "(SELECT rowid FROM entries ORDER BY epoch, expires_at LIMIT ?)",
                (_BATCH,),
            )

    def _write(
        self,
        work: Callable[[sqlite3.Connection], T],
        fallback: T,
        *,
        need: Need = Need.WRITE,
        cools: bool = True,
    ) -> T:
        """Threads take turns: with SQLite's own busy handler some starve where dozens want to write.

        `work` runs when the write lock is acquired, so a clock that it reads is current. With `cools` the
        write is skipped during a cooldown.
        """

        def transaction(db: sqlite3.Connection) -> T:
            db.execute("BEGIN IMMEDIATE")
            result = work(db)
            db.execute("COMMIT")
            return result

        with self._write_lock:
            if cools and self._monotonic() < self._cools_until:
                return fallback
            return self._run(transaction, fallback, need)

    def _run(self, work: Callable[[sqlite3.Connection], T], fallback: T, need: Need = Need.READ) -> T:
        try:
            with self._file.connection() as db:
                result = work(db)
        except UnicodeEncodeError as error:  # a key that no store could have
            self.errors[_name(error)] += 1
            return fallback
        except (sqlite3.Error, OSError, ForeignFileError) as error:
            self._failed(error, need)
            return fallback
        self._outage.succeeded(need)
        return result

    def _failed(self, error: Exception, need: Need) -> None:
        name = _name(error)
        self.errors[name] += 1
        self._outage.failed(need, reason(error), error=name, file=str(self._file.path))
        if name.startswith("SQLITE_BUSY"):
            self._cools_until = self._monotonic() + _COOLDOWN


def _read_tokens(db: sqlite3.Connection) -> PurgeTokens:
    rows = db.execute("SELECT newest, key, token FROM purges LEFT JOIN providers").fetchall()
    newest = str(rows[0][0]) if rows else ""
    return PurgeTokens(
        newest=newest, providers={str(key): str(token) for _, key, token in rows if key is not None}
    )


def _name(error: Exception) -> str:
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "EIO")
    return getattr(error, "sqlite_errorname", type(error).__name__)
