"""The Editions of URLs: they are added and never changed; only a takedown empties them."""

import secrets
import threading
from base64 import b32encode
from contextlib import suppress
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, exists, func, insert, select, update

from embedsvc.archive import codec, fingerprint
from embedsvc.archive.database import ArchiveError, Database
from embedsvc.archive.edition import Edition, Event, Happening, LifeCycle
from embedsvc.archive.fingerprint import Content
from embedsvc.archive.retention import Policy
from embedsvc.archive.schema import editions, events, version
from embedsvc.archive.witness import Witness
from embedsvc.model import Embed, Finding

MAX_EDITIONS = 200
"""The most Editions of one history, the newest ones."""

_CLOSE_WAIT = 5.0
"""How long closing waits for a look that is under way (seconds)."""
_WATCH_INTERVAL = 1.0
"""Seconds."""

_WITHOUT_CONTENT = frozenset({"link", "paste", "archive"})
"""Methods that read nothing from the URL itself."""

_newer = editions.alias("newer")
_EDITIONS = select(
    editions,
    exists()
    .where(_newer.c.url_hash == editions.c.url_hash, _newer.c.number > editions.c.number)
    .label("superseded"),
    select(events.c.what)
    .where(and_(events.c.url_hash == editions.c.url_hash, events.c.number == editions.c.number))
    .order_by(events.c.serial.desc())
    .limit(1)
    .scalar_subquery()
    .label("last_event"),
)
_HISTORY = _EDITIONS.where(editions.c.url_hash == bindparam("url_hash")).order_by(editions.c.number.desc())
_NEWEST = _HISTORY.limit(1)
_BY_ID = _EDITIONS.where(editions.c.id == bindparam("id"))
_TAKEDOWNS_OF_URL = select(events.c.serial).where(
    events.c.url_hash == bindparam("url_hash"), events.c.what == "withheld"
)
_LAST_NUMBER = select(func.coalesce(func.max(editions.c.number), 0)).where(
    editions.c.url_hash == bindparam("url_hash")
)
_INSERTED = [column for column in editions.columns if column is not editions.c.serial]
_ADD = (
    insert(editions)
    .from_select(
        _INSERTED,
        select(*(bindparam(column.name, type_=column.type) for column in _INSERTED)).where(
            _LAST_NUMBER.scalar_subquery() == bindparam("number") - 1, ~exists(_TAKEDOWNS_OF_URL)
        ),
    )
    .execution_options(preserve_rowcount=True)
)
"""Inserts an Edition, if its number is the next one of its URL and the URL was not taken down. The statement
checks both itself, which saves a read under the lock.
"""


class Archive:
    """When the database fails, methods that read or change Editions or Events raise ArchiveError. Keys
    are `Url.text`, times are seconds since the epoch.
    """

    def __init__(self, database: Database, policy: Policy) -> None:
        self._database = database
        self._policy = policy
        self._witness = Witness(database)
        self._closed = threading.Event()
        self._watcher: threading.Thread | None = None
        self.errors = database.errors
        """Counts failures by the names that the database gives them."""

    def store(self, embed: Embed, *, likely_new: bool = False) -> Edition | None:
        """The Edition with the content of an Embed, committed: a new one, or the newest one if its content is
        the same. None where nothing is stored: retention forbids it, the URL was taken down, the Embed has no
        key or no content of its URL, or no JSON of at most `codec.MAX_BYTES`.

        It looks for the newest one before it writes, since content seldom changes. With `likely_new` it does
        so only if the URL turns out to have one, or if writing fails.
        """
        if embed.key is None or embed.finding.method in _WITHOUT_CONTENT:
            return None
        try:
            edition = self._store(embed.key, embed, likely_new=likely_new)
        except ArchiveError:
            if not likely_new:
                raise
            edition = self._store(embed.key, embed, likely_new=False)
        if edition:
            self._witness.saw(edition.id)
        return edition

    def retains_all(self, key: str, finding: Finding) -> bool:
        """Whether retention allows all of a finding to be stored, so that it may outlive its source."""
        return self._policy.retention(key, finding) == "full"

    def newest(self, key: str) -> Edition | None:
        """The newest Edition of a URL, if it has content that retention allows."""
        edition = self._newest(key)
        return edition if edition and edition.finding else None

    def history(self, key: str) -> tuple[Edition, ...]:
        """The newest MAX_EDITIONS of a URL, oldest first; withheld ones are among them, without content."""
        statement = _HISTORY.limit(MAX_EDITIONS)
        rows = self._database.read(lambda db: db.execute(statement, {"url_hash": _url_hash(key)}).all())
        return tuple(self._edition(row) for row in reversed(rows))

    def get(self, edition_id: str) -> Edition | None:
        row = self._database.read(lambda db: db.execute(_BY_ID, {"id": edition_id}).first())
        return self._edition(row) if row else None

    def mark_gone(self, key: str, code: str, at: float) -> Edition | None:
        """Records that the source is gone, by the code of its failure. Returns the newest Edition, whose
        content stays; None where there is none with content. If only reading works, nothing is recorded.
        """
        known = self.newest(key)
        if known is None or known.state == "gone":
            return known

        def work(db: Connection) -> Edition | None:
            newest = self._select_newest(db, key)
            if newest and newest.state == "live":
                _add_event(db, key, newest.number, at, "gone", why=code)
                newest = self._select_newest(db, key)
            return newest if newest and newest.finding else None

        try:
            return self._database.write(_url_hash(key), work)
        except ArchiveError:  # it was counted and logged; the next failure of the source is recorded
            return known

    def take_down(self, key: str, *, by: str, why: str, at: float) -> int:
        """Erases the content of all Editions of a URL, and stores no new ones. The takedown is recorded.
        Returns how many Editions had content.
        """

        def work(db: Connection) -> int:
            of_url = editions.c.url_hash == _url_hash(key)
            emptied = db.execute(
                update(editions)
                .where(of_url, editions.c.finding.is_not(None))
                .values(finding=None, checksum=None, content_hash=None)
            )
            last = db.execute(select(func.max(editions.c.number)).where(of_url)).scalar()
            _add_event(db, key, last or 0, at, "withheld", by=by, why=why)
            return emptied.rowcount

        emptied = self._database.write(_url_hash(key), work)
        self._database.erase_deleted()
        return emptied

    def takedowns(self) -> tuple[Event, ...]:
        """All takedowns, oldest first."""
        statement = select(events).where(events.c.what == "withheld").order_by(events.c.serial)
        rows = self._database.read(lambda db: db.execute(statement).all())
        return tuple(
            Event(key=row.url, number=row.number, at=row.at, what=row.what, by=row.by, why=row.why)
            for row in rows
        )

    def open(self) -> None:
        """Opens it before its first use. If that fails, the first use tries again."""
        with suppress(ArchiveError):  # it was counted and logged
            self._database.open()

    def ready(self) -> bool:
        """Whether it can be read and written now."""

        def work(db: Connection) -> None:
            db.execute(select(editions.c.serial).limit(1)).first()
            db.execute(update(version).values(version_num=version.c.version_num))

        try:
            self._database.write(_url_hash(""), work)
        except ArchiveError:
            return False
        return True

    def has(self, edition_id: str) -> bool | None:
        """Whether it has the content of an Edition; None where it cannot be read now."""
        statement = select(editions.c.serial).where(
            editions.c.id == edition_id, editions.c.finding.is_not(None)
        )
        try:
            return self._database.read(lambda db: db.execute(statement).first()) is not None
        except ArchiveError:
            return None

    def token(self) -> object:
        """Changes when Editions may be gone that it had: its file was removed or replaced, or `watch` found
        that it is another archive.
        """
        return self._database.file_id(), self._witness.losses

    def watch(self) -> None:
        """Checks each second, on a thread, that it still has what it had."""
        self._watcher = threading.Thread(target=self._watch, name="archive-watch", daemon=True)
        self._watcher.start()

    def close(self) -> None:
        self._closed.set()
        if self._watcher:
            self._watcher.join(_CLOSE_WAIT)  # a look that is under way has a connection
        self._database.close()

    def _watch(self) -> None:
        while not self._closed.wait(_WATCH_INTERVAL):
            with suppress(ArchiveError):  # an outage, which was counted and logged
                self._witness.check()

    def _store(self, key: str, embed: Embed, *, likely_new: bool) -> Edition | None:
        finding = self._policy.archivable(key, embed.finding)
        data = codec.encode(finding) if finding else None
        if finding is None or data is None:
            return None
        newest = None if likely_new else self._newest(key)
        differs = newest is None or _differs(finding, newest)
        if newest and newest.state == "live" and not differs:
            return newest
        edition = _next_edition(newest, key, embed, finding)

        def work(db: Connection) -> Edition | None:
            """Nearly always that is the next one; otherwise reads again, now under the lock."""
            added = differs and _add(db, edition, data)
            return edition if added else self._store_locked(db, key, embed, finding, data)

        return self._database.write(_url_hash(key), work)

    def _newest(self, key: str) -> Edition | None:
        return self._database.read(lambda db: self._select_newest(db, key))

    def _select_newest(self, db: Connection, key: str) -> Edition | None:
        row = db.execute(_NEWEST, {"url_hash": _url_hash(key)}).first()
        return self._edition(row) if row else None

    def _store_locked(
        self, db: Connection, key: str, embed: Embed, finding: Finding, data: bytes
    ) -> Edition | None:
        newest = self._select_newest(db, key)
        if newest is None or _differs(finding, newest):
            edition = _next_edition(newest, key, embed, finding)
            return edition if _add(db, edition, data) else None
        if newest.state == "gone":
            _add_event(db, key, newest.number, embed.fetched_at, "back")
            return self._select_newest(db, key)
        return newest

    def _edition(self, row: Row[Any]) -> Edition:
        return Edition(
            id=row.id,
            key=row.url,
            number=row.number,
            provider=row.provider,
            captured_at=row.captured_at,
            hash=row.content_hash,
            state=_state(row),
            finding=self._finding(row),
        )

    def _finding(self, row: Row[Any]) -> Finding | None:
        if row.finding is None:
            return None
        finding = codec.decode(row.url_hash, row.id, row.schema, row.finding, row.checksum)
        if finding is None:
            message = f"Edition {row.id} is damaged and is skipped."
            self._database.count("DAMAGED", message, event="archive_damaged")
            return None
        return self._policy.archivable(row.url, finding)


def _url_hash(key: str) -> bytes:
    return sha256(key.encode()).digest()


def _random_id() -> str:
    """80 bits, in letters and digits: impossible to guess and easy to copy."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


def _next_edition(newest: Edition | None, key: str, embed: Embed, finding: Finding) -> Edition:
    return Edition(
        id=_random_id(),
        key=key,
        number=newest.number + 1 if newest else 1,
        provider=finding.provider.key,
        captured_at=embed.fetched_at,
        hash=fingerprint.digest(Content.from_finding(finding)),
        state="live",
        finding=finding,
    )


def _add(db: Connection, edition: Edition, data: bytes) -> bool:
    """False where its number is not the next one, or its URL was taken down."""
    url_hash = _url_hash(edition.key)
    row = {
        "id": edition.id,
        "url_hash": url_hash,
        "number": edition.number,
        "url": edition.key,
        "provider": edition.provider,
        "captured_at": edition.captured_at,
        "content_hash": edition.hash,
        "schema": codec.SCHEMA,
        "finding": data,
        "checksum": codec.checksum(url_hash, edition.id, data),
    }
    return db.execute(_ADD, row).rowcount == 1


def _differs(finding: Finding, edition: Edition) -> bool:
    return edition.finding is None or fingerprint.changes(finding, edition.finding)


def _state(row: Row[Any]) -> LifeCycle:
    if row.finding is None:
        return "withheld"
    if row.superseded:
        return "edited"
    return "gone" if row.last_event == "gone" else "live"


def _add_event(  # noqa: PLR0913 -- the columns of an event
    db: Connection,
    key: str,
    number: int,
    at: float,
    what: Happening,
    *,
    by: str | None = None,
    why: str | None = None,
) -> None:
    event = {
        "url_hash": _url_hash(key),
        "number": number,
        "url": key,
        "at": at,
        "what": what,
        "by": by,
        "why": why,
    }
    db.execute(insert(events).values(event))
