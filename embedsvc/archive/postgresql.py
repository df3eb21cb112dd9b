"""The archive of many machines: a PostgreSQL database of its own."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress

from sqlalchemy import URL, Connection, Engine, create_engine, func, select

_CONNECT_TIMEOUT = 3
"""How long the server may take to accept a connection (seconds)."""

_POOL_SIZE = 5
_MAX_OVERFLOW = 5
"""Connections that each worker has open, and how many more it opens under load."""

_MIGRATION_LOCK = 0x656D6261
"""The number of our advisory lock."""


class PostgreSQLDialect:
    """`url` is libpq's; `timeout` limits one operation (seconds)."""

    def __init__(self, url: URL, *, timeout: float = 5.0) -> None:
        self._timeout = timeout
        defaults = {"connect_timeout": str(_CONNECT_TIMEOUT), "application_name": "embedsvc"}
        self._url = url.set(drivername="postgresql+psycopg", query={**defaults, **url.query})
        self.name = f"{url.host or url.query.get('host', '')}:{url.port or 5432}/{url.database or ''}"
        self.secrets = tuple(str(secret) for secret in (url.password, url.query.get("password")) if secret)

    def engine(self) -> Engine:
        return create_engine(
            self._url,
            pool_size=_POOL_SIZE,
            max_overflow=_MAX_OVERFLOW,
            pool_timeout=self._timeout,
            hide_parameters=True,
        )

    def file_id(self) -> object:
        return None

    def check_file(self) -> None:
        """The server has the files."""

    def read_engine(self, engine: Engine) -> Engine:
        return engine.execution_options(isolation_level="AUTOCOMMIT")

    def write_lock(self) -> AbstractContextManager[object]:
        return nullcontext()

    def lock_url(self, db: Connection, url_hash: bytes) -> None:
        number = int.from_bytes(url_hash[:8], "big", signed=True)
        db.execute(select(func.pg_advisory_xact_lock(number)))

    def lock_for_migration(self, db: Connection) -> None:
        db.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))

    @contextmanager
    def time_limit(self, db: Connection) -> Iterator[None]:
        """A server that hangs sends nothing, not even the error of its own `statement_timeout`, so the
        connection is shut down here.
        """
        with closing(socket.socket(fileno=os.dup(db.connection.fileno()))) as connection:
            timer = threading.Timer(self._timeout, _shut_down, (connection,))
            timer.daemon = True
            timer.start()
            try:
                yield
            finally:
                timer.cancel()

    def erase_deleted(self, engine: Engine) -> None:
        """The server's autovacuum does it in time."""


def _shut_down(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
