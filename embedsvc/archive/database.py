"""Transactions on the archive's database. A failure is counted, and starts a cooldown in which nobody tries,
so that requests do not queue up behind a server that hangs. Each outage is logged when it begins and ends.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from embedsvc.archive.migrate import MigrationError, migrate
from embedsvc.outages import Need, Outage, reason
from embedsvc.urls import Normalise

T = TypeVar("T")

_log = logging.getLogger(__name__)

_OF_ONE_VALUE = (DataError, IntegrityError)
"""Failures that do not affect the next transaction."""

COOLDOWN = 2.0
"""How long a database that failed is left alone (seconds)."""


class ArchiveError(Exception):
    """The archive cannot be used now. The message has no address and no secret."""


class ReplacedError(Exception):
    """The file of the archive is no longer the one that was opened."""


class Dialect(Protocol):
    """Where SQLite and PostgreSQL differ."""

    name: str
    """Which database it is, for the log: without user and password."""
    secrets: tuple[str, ...]
    """What the log must not repeat."""

    def engine(self) -> Engine: ...

    def file_id(self) -> object:
        """Which file is at the path now, None where there is none; always None for a server."""
        ...

    def check_file(self) -> None:
        """Raises ReplacedError if the file that was opened is no longer the one at the path."""
        ...

    def read_engine(self, engine: Engine) -> Engine:
        """The engine, for statements that need no transaction."""
        ...

    def write_lock(self) -> AbstractContextManager[object]:
        """A thread has it while it writes."""
        ...

    def lock_url(self, db: Connection, url_hash: bytes) -> None:
        """Blocks all other writers of the same URL until the transaction ends."""
        ...

    def lock_for_migration(self, db: Connection) -> None: ...

    def time_limit(self, db: Connection) -> AbstractContextManager[object]:
        """Within it no statement takes longer than some seconds."""
        ...

    def erase_deleted(self, engine: Engine) -> None:
        """Erases deleted content from the disk, as far as the database can."""
        ...


class Database:
    """Opened by its first use. `monotonic` gives monotonic seconds, `normalise` is for the migrations.
    `errors` counts failures by the names that the database gives them.
    """

    def __init__(
        self, dialect: Dialect, monotonic: Callable[[], float], normalise: Normalise | None = None
    ) -> None:
        self._dialect = dialect
        self._monotonic = monotonic
        self._normalise = normalise
        self._engine = dialect.engine()
        self._read_engine = dialect.read_engine(self._engine)
        self._open_lock = threading.Lock()
        self._is_open = False
        self._cools_until = {Need.READ: float("-inf"), Need.WRITE: float("-inf")}
        self._outage = Outage(
            _log, "archive", "The archive fails, so answers are not stored", monotonic, level=logging.ERROR
        )
        self.errors: Counter[str] = Counter()

    def open(self) -> None:
        """Migrates the tables, as the first use would. Raises ArchiveError."""
        self._run(Need.READ, lambda: None)

    def file_id(self) -> object:
        """Changes when another file is at the path, or none."""
        return self._dialect.file_id()

    def read(self, work: Callable[[Connection], T]) -> T:
        """Raises ArchiveError."""

        def transaction() -> T:
            with self._read_engine.connect() as db, self._dialect.time_limit(db):
                return work(db)

        return self._run(Need.READ, transaction)

    def write(self, url_hash: bytes, work: Callable[[Connection], T]) -> T:
        """One transaction, the only one of this URL at a time, committed on return. `work` may run twice.

        Raises ArchiveError.
        """

        def transaction() -> T:
            with self._dialect.write_lock():
                self._check_cooldown(Need.WRITE)  # another thread may have failed while this one waited
                with self._engine.connect() as db, self._dialect.time_limit(db):
                    self._dialect.lock_url(db, url_hash)
                    result = work(db)
                    db.commit()
                    return result

        return self._run(Need.WRITE, transaction)

    def erase_deleted(self) -> None:
        with suppress(ArchiveError):  # it was counted, and deleted content cannot be read any more
            self._run(Need.WRITE, lambda: self._dialect.erase_deleted(self._engine))

    def count(self, name: str, message: str, *, event: str) -> None:
        """Counts a fault that concerns single rows, and logs it if it is the first one of its name."""
        self.errors[name] += 1
        if self.errors[name] == 1:
            _log.error("%s", message, extra={"event": event, "error": name, "archive": self._dialect.name})

    def close(self) -> None:
        self._engine.dispose()

    def _run(self, need: Need, transaction: Callable[[], T]) -> T:
        """The file is checked before and after: what was committed to a deleted file is not stored."""
        self._check_cooldown(need)
        try:
            self._open()
            self._dialect.check_file()
            result = _retry(transaction)
            self._dialect.check_file()
        except _OF_ONE_VALUE as error:
            message = f"The archive refuses a value ({_name(error)})."
            self.count(_name(error), message, event="archive_failed")
            raise ArchiveError(message) from error
        except (SQLAlchemyError, MigrationError, ReplacedError, OSError) as error:
            self._failed(need if self._is_open else Need.READ, error)
            raise ArchiveError(f"The archive fails ({_name(error)}).") from error
        self._outage.succeeded(need)
        return result

    def _failed(self, need: Need, error: Exception) -> None:
        """What fails to be written may still be read."""
        until = self._monotonic() + COOLDOWN
        self._cools_until |= {affected: until for affected in self._cools_until if affected >= need}
        self.errors[_name(error)] += 1
        why = reason(getattr(error, "orig", None) or error, self._dialect.secrets)
        self._outage.failed(need, why, error=_name(error), archive=self._dialect.name)

    def _open(self) -> None:
        if self._is_open:
            return
        with self._open_lock:
            self._check_cooldown(Need.READ)
            if not self._is_open:
                if migrate(self._engine, self._dialect.lock_for_migration, self._normalise):
                    self._dialect.erase_deleted(self._engine)
                self._is_open = True

    def _check_cooldown(self, need: Need) -> None:
        if self._monotonic() < self._cools_until[need]:
            raise ArchiveError("The archive failed a moment ago.")


def _retry(transaction: Callable[[], T]) -> T:
    """Retries once on a new connection: after a restart of the server every pooled one is broken."""
    try:
        return transaction()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return transaction()


def _name(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return name or type(cause).__name__
