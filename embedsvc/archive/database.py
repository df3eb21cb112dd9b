"""Transactions on the archive's database, and what happens when it fails: it is said once, counted, and for a
little while nobody tries, so that requests do not queue up behind a server that hangs.
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

T = TypeVar("T")

_log = logging.getLogger(__name__)

_OF_ONE_VALUE = (DataError, IntegrityError)
"""Failures that say nothing of the next transaction."""

REST = 2.0
"""How long a database that failed is left in peace (seconds)."""


class ArchiveError(Exception):
    """The archive cannot do it now. The message names no address and no secret."""


class Dialect(Protocol):
    """What SQLite and PostgreSQL do each in its own way."""

    def engine(self) -> Engine: ...

    def reading(self, engine: Engine) -> Engine:
        """The engine, for statements that need no transaction."""
        ...

    def turn(self) -> AbstractContextManager[object]:
        """Held by a thread while it writes."""
        ...

    def alone(self, db: Connection, place: bytes) -> None:
        """Locks out all who write at the same place, until the transaction ends."""
        ...

    def alone_in_migration(self, db: Connection) -> None: ...

    def bounded(self, db: Connection) -> AbstractContextManager[object]:
        """Within it nothing takes longer than some seconds."""
        ...

    def wipe(self, engine: Engine) -> None:
        """Sees to it that what was removed is no longer on the disk, as far as the database can."""
        ...


class Database:
    """Nothing is opened before its first use; one for each process. `ticks` are seconds of a clock that
    nobody sets. `errors` counts failures by the database's own names.
    """

    def __init__(self, dialect: Dialect, ticks: Callable[[], float]) -> None:
        self._dialect = dialect
        self._ticks = ticks
        self._engine = dialect.engine()
        self._reading = dialect.reading(self._engine)
        self._opening = threading.Lock()
        self._is_open = False
        self._rests_until = float("-inf")
        self.errors: Counter[str] = Counter()

    def open(self) -> None:
        """Brings the tables to their newest form, which the first use does else. Raises ArchiveError."""
        self._run(lambda: None)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Raises ArchiveError."""

        def transaction() -> T:
            with self._reading.connect() as db, self._dialect.bounded(db):
                return work(db)

        return self._run(transaction)

    def write(self, place: bytes, work: Callable[[Connection], T]) -> T:
        """One transaction, alone at its place; committed on return. `work` may run twice.

        Raises ArchiveError.
        """

        def transaction() -> T:
            with self._dialect.turn():
                self._let_rest()  # it may have failed while others had their turns
                with self._engine.connect() as db, self._dialect.bounded(db):
                    self._dialect.alone(db, place)
                    result = work(db)
                    db.commit()
                    return result

        return self._run(transaction)

    def wipe(self) -> None:
        with suppress(ArchiveError):  # it has been counted; what was removed is out of reach already
            self._run(lambda: self._dialect.wipe(self._engine))

    def damaged(self, what: str) -> None:
        self._count("DAMAGED", f"{what} cannot be read and is passed over.")

    def close(self) -> None:
        self._engine.dispose()

    def _run(self, transaction: Callable[[], T]) -> T:
        self._let_rest()
        try:
            self._open()
            return _again(transaction)
        except (SQLAlchemyError, MigrationError, OSError) as error:
            if not isinstance(error, _OF_ONE_VALUE):
                self._rests_until = self._ticks() + REST
            says = f"The archive fails ({_name(error)})."
            self._count(_name(error), says)
            raise ArchiveError(says) from error

    def _open(self) -> None:
        if self._is_open:
            return
        with self._opening:
            self._let_rest()
            if not self._is_open:
                migrate(self._engine, self._dialect.alone_in_migration)
                self._is_open = True

    def _let_rest(self) -> None:
        if self._ticks() < self._rests_until:
            raise ArchiveError("The archive failed a moment ago.")

    def _count(self, name: str, says: str) -> None:
        self.errors[name] += 1
        if self.errors[name] == 1:
            _log.error("%s", says, extra={"event": "archive_failed", "error": name})


def _again(transaction: Callable[[], T]) -> T:
    """A second time where the server was started anew since: then every pooled connection is broken."""
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
