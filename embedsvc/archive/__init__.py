"""The archive: durable Editions of what URLs published, in SQLite or PostgreSQL.

An Edition that was returned is committed. It never changes, no failure replaces it, and only a takedown
empties it. The tables store data, never HTML that is trusted.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from embedsvc.archive.archive import Archive
from embedsvc.archive.database import ArchiveError, Database, Dialect
from embedsvc.archive.edition import Edition, Event, LifeCycle
from embedsvc.archive.postgresql import PostgreSQLDialect
from embedsvc.archive.retention import Policy, overrides
from embedsvc.archive.sqlite import SQLiteDialect
from embedsvc.model import Retention, Terms
from embedsvc.urls import Normalise

__all__ = ["Archive", "ArchiveError", "Edition", "Event", "LifeCycle", "archive_from_url", "overrides"]


def archive_from_url(
    url: str,
    retention: Mapping[str, Retention] | None = None,
    *,
    terms: tuple[Terms, ...] = (),
    monotonic: Callable[[], float] = time.monotonic,
    normalise: Normalise | None = None,
) -> Archive:
    """The archive at `sqlite:///path` (four slashes for an absolute one) or `postgresql://...` (libpq's form;
    a database of its own). `terms` are those of all platforms; `retention` overrides them by provider key.
    `normalise` gives the keys; a migration moves Editions of older normal forms to them.

    It is opened, and its tables are migrated, by its first use. Raises ValueError for any other URL.
    """
    try:
        return Archive(Database(_dialect(url), monotonic, normalise), Policy(terms, retention or {}))
    except ModuleNotFoundError as error:
        raise ValueError(f"needs the package {error.name}: install embedsvc[postgresql]") from None


def _dialect(url: str) -> Dialect:
    path = url.removeprefix("sqlite:///")
    if path not in {"", url}:
        return SQLiteDialect(Path(path))
    if url.startswith("postgresql://"):
        try:
            return PostgreSQLDialect(make_url(url))
        except (ArgumentError, ValueError):
            pass
    raise ValueError("must be sqlite:///path or postgresql://user@host/database")
