"""The archive of many machines: a PostgreSQL database of its own."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress

from sqlalchemy import URL, Connection, Engine, create_engine, func, select

_CONNECTING = 3
"""How long the server may take to let us in (seconds)."""

_POOL = 5
_OVERFLOW = 5
"""Connections that each worker keeps, and how many more it makes when it needs them."""

_MIGRATION = 0x656D6261
"""The number of our advisory lock."""


class PostgreSQL:
    """`url` is libpq's; `answering` is how long one operation may take (seconds)."""

    def __init__(self, url: URL, *, answering: float = 5.0) -> None:
        self._answering = answering
        bounds = {"connect_timeout": str(_CONNECTING), "application_name": "embedsvc"}
        self._url = url.set(drivername="postgresql+psycopg", query={**bounds, **url.query})

    def engine(self) -> Engine:
        return create_engine(
            self._url,
            pool_size=_POOL,
            max_overflow=_OVERFLOW,
            pool_timeout=self._answering,
            hide_parameters=True,
        )

    def reading(self, engine: Engine) -> Engine:
        return engine.execution_options(isolation_level="AUTOCOMMIT")

    def turn(self) -> AbstractContextManager[object]:
        return nullcontext()

    def alone(self, db: Connection, place: bytes) -> None:
        number = int.from_bytes(place[:8], "big", signed=True)
        db.execute(select(func.pg_advisory_xact_lock(number)))

    def alone_in_migration(self, db: Connection) -> None:
        db.execute(select(func.pg_advisory_xact_lock(_MIGRATION)))

    @contextmanager
    def bounded(self, db: Connection) -> Iterator[None]:
        """A server that hangs sends nothing, not even the error of its own `statement_timeout`: then the line
        is cut here.
        """
        with closing(socket.socket(fileno=os.dup(db.connection.fileno()))) as line:
            cutting = threading.Timer(self._answering, _cut, (line,))
            cutting.daemon = True
            cutting.start()
            try:
                yield
            finally:
                cutting.cancel()

    def wipe(self, engine: Engine) -> None:
        """The server's own vacuum does it, when it finds the time."""


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
