"""What URLs said, for good: Editions in SQLite or PostgreSQL, the same code and migrations for both.

An Edition that was returned is committed. It is never changed; a failure never takes its place, and a
takedown leaves it empty. The tables hold facts, never HTML that is called safe.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from embedsvc.archive.archive import Archive
from embedsvc.archive.database import ArchiveError, Database, Dialect
from embedsvc.archive.edition import Edition, Event, LifeCycle
from embedsvc.archive.postgresql import PostgreSQL
from embedsvc.archive.retention import Policy, Retention, overrides
from embedsvc.archive.sqlite import SQLite

__all__ = ["Archive", "ArchiveError", "Edition", "Event", "LifeCycle", "Retention", "archive_of", "overrides"]


def archive_of(
    url: str, retention: Mapping[str, Retention] | None = None, *, ticks: Callable[[], float] = time.monotonic
) -> Archive:
    """The archive at `sqlite:///path` (four slashes for an absolute one) or `postgresql://...` (libpq's form;
    a database of its own). `retention` overrides that of providers, by key.

    Nothing is opened before its first use, which also brings the tables to their newest form. Raises
    ValueError for any other URL.
    """
    try:
        return Archive(Database(_dialect(url), ticks), Policy(retention or {}))
    except ModuleNotFoundError as error:
        raise ValueError(f"needs the package {error.name}: install embedsvc[postgresql]") from None


def _dialect(url: str) -> Dialect:
    path = url.removeprefix("sqlite:///")
    if path not in {"", url}:
        return SQLite(Path(path))
    if url.startswith("postgresql://"):
        try:
            return PostgreSQL(make_url(url))
        except (ArgumentError, ValueError):
            pass
    raise ValueError("must be sqlite:///path or postgresql://user@host/database")
