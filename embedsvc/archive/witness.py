"""Notices that an archive lost Editions: it was restored from a backup, or another one is at its address."""

import logging
import threading

from sqlalchemy import exists, select

from embedsvc.archive.database import Database
from embedsvc.archive.schema import editions

_log = logging.getLogger(__name__)

_NEWEST = select(editions.c.id).order_by(editions.c.serial.desc()).limit(1)


class Witness:
    """Knows the id of the Edition that it has seen last. Rows are never deleted and ids are random, so
    an archive without that id is not the one that it was, even if it has as many Editions.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._seen: str | None = None
        self.losses = 0
        """How often Editions were lost."""

    def saw(self, edition_id: str) -> None:
        """Records that the archive has an Edition."""
        with self._lock:
            self._seen = edition_id

    def check(self) -> None:
        """Raises ArchiveError."""
        seen = self._seen
        # In one statement, so that nothing is lost between two looks.
        look = select(exists().where(editions.c.id == seen), _NEWEST.scalar_subquery())
        has_seen, newest = self._database.read(lambda db: db.execute(look).one())
        if seen and not has_seen:
            self._record_loss()
        with self._lock:
            if self._seen == seen:  # what was stored meanwhile is newer
                self._seen = newest

    def _record_loss(self) -> None:
        self.losses += 1
        self._database.errors["LOST_EDITIONS"] += 1
        _log.error(
            "The archive lacks Editions that it had: it was restored from a backup, or replaced",
            extra={"event": "archive_lost_editions"},
        )
