"""What URLs said, and when: Editions are added and never changed; a takedown alone empties them."""

import secrets
from base64 import b32encode
from contextlib import suppress
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, exists, func, insert, select, update

from embedsvc.archive import codec, fingerprint
from embedsvc.archive.database import ArchiveError, Database
from embedsvc.archive.edition import Edition, Event, Happening, LifeCycle
from embedsvc.archive.retention import Policy
from embedsvc.archive.schema import editions, events
from embedsvc.model import Embed, Finding

MOST_EDITIONS = 200
"""Editions that a history tells, the newest."""

_NOTHING_SAID = frozenset({"link", "paste", "archive"})
"""Methods by which the URL itself said nothing."""

_newer = editions.alias("newer")
_EDITIONS = select(
    editions,
    exists()
    .where(_newer.c.place == editions.c.place, _newer.c.number > editions.c.number)
    .label("superseded"),
    select(events.c.what)
    .where(and_(events.c.place == editions.c.place, events.c.number == editions.c.number))
    .order_by(events.c.serial.desc())
    .limit(1)
    .scalar_subquery()
    .label("last"),
)
_HISTORY = _EDITIONS.where(editions.c.place == bindparam("place")).order_by(editions.c.number.desc())
_NEWEST = _HISTORY.limit(1)
_BY_ID = _EDITIONS.where(editions.c.id == bindparam("id"))
_TAKEN_DOWN = select(events.c.serial).where(events.c.place == bindparam("place"), events.c.what == "withheld")
_NUMBER = select(func.coalesce(func.max(editions.c.number), 0)).where(editions.c.place == bindparam("place"))
_NEW = [column for column in editions.columns if column is not editions.c.serial]
_ADD = (
    insert(editions)
    .from_select(
        _NEW,
        select(*(bindparam(column.name, type_=column.type) for column in _NEW)).where(
            _NUMBER.scalar_subquery() == bindparam("number") - 1, ~exists(_TAKEN_DOWN)
        ),
    )
    .execution_options(preserve_rowcount=True)
)
"""A new Edition, if it is the next of its URL and that is not withheld: the statement itself asks."""


class Archive:
    """Every method but `open`, `ready` and `close` raises ArchiveError when the database fails. Keys are
    `Url.text`, moments seconds since the epoch.
    """

    def __init__(self, database: Database, policy: Policy) -> None:
        self._database = database
        self._policy = policy
        self.errors = database.errors
        """Failures by the database's own names."""

    def store(self, embed: Embed) -> Edition | None:
        """The Edition that holds what an Embed says; `embed.url` is the key. It is committed on return; where
        the newest one says the same, it is that. None where nothing is kept: retention says so, the URL is
        withheld, it said nothing itself, or the finding has no JSON of at most `facts.MOST_BYTES`.
        """
        if embed.finding.method in _NOTHING_SAID:
            return None
        finding = self._policy.kept(embed.url, embed.finding)
        data = codec.encode(finding) if finding else None
        if finding is None or data is None:
            return None
        known = self._newest(embed.url)
        differs = known is None or _differs(finding, known)
        if known and known.state == "live" and not differs:
            return known
        new = _next(known, embed, finding)

        def work(db: Connection) -> Edition | None:
            """Nearly always the new one is the next; else one looks again."""
            return new if differs and _add(db, new, data) else self._keep(db, embed, finding, data)

        return self._database.write(_place(embed.url), work)

    def retains_all(self, key: str, finding: Finding) -> bool:
        """Whether retention allows all of a finding to be stored, so that it may outlive its source."""
        return self._policy.kept(key, finding) == finding

    def newest(self, key: str) -> Edition | None:
        """What the URL said last, as far as it may be told."""
        edition = self._newest(key)
        return edition if edition and edition.finding else None

    def history(self, key: str) -> tuple[Edition, ...]:
        """The newest MOST_EDITIONS of a URL, oldest first; withheld ones are among them, empty."""
        wanted = _HISTORY.limit(MOST_EDITIONS)
        rows = self._database.read(lambda db: db.execute(wanted, {"place": _place(key)}).all())
        return tuple(self._edition(row) for row in reversed(rows))

    def get(self, edition_id: str) -> Edition | None:
        row = self._database.read(lambda db: db.execute(_BY_ID, {"id": edition_id}).first())
        return self._edition(row) if row else None

    def mark_gone(self, key: str, code: str, at: float) -> Edition | None:
        """Notes that the source failed with a code that says its content is gone. Its newest Edition, which
        stays what it was; None where there is none to tell.
        """
        known = self.newest(key)
        if known is None or known.state == "gone":
            return known

        def work(db: Connection) -> Edition | None:
            newest = self._find(db, key)
            if newest and newest.state == "live":
                _note(db, key, newest.number, at, "gone", why=code)
                newest = self._find(db, key)
            return newest if newest and newest.finding else None

        return self._database.write(_place(key), work)

    def withhold(self, key: str, *, by: str, why: str, at: float) -> int:
        """A takedown: removes the content of all Editions of a URL, keeps no new ones, and leaves a line in
        the audit. How many Editions had content.
        """

        def work(db: Connection) -> int:
            mine = editions.c.place == _place(key)
            emptied = db.execute(
                update(editions)
                .where(mine, editions.c.facts.is_not(None))
                .values(facts=None, seal=None, hash=None)
            )
            last = db.execute(select(func.max(editions.c.number)).where(mine)).scalar()
            _note(db, key, last or 0, at, "withheld", by=by, why=why)
            return emptied.rowcount

        emptied = self._database.write(_place(key), work)
        self._database.wipe()
        return emptied

    def audit(self) -> tuple[Event, ...]:
        """All takedowns, oldest first."""
        wanted = select(events).where(events.c.what == "withheld").order_by(events.c.serial)
        rows = self._database.read(lambda db: db.execute(wanted).all())
        return tuple(
            Event(key=row.url, number=row.number, at=row.at, what=row.what, by=row.by, why=row.why)
            for row in rows
        )

    def open(self) -> None:
        """Opens it before its first use. Where that fails, the first use tries again."""
        with suppress(ArchiveError):  # it has been counted and said
            self._database.open()

    def ready(self) -> bool:
        """Whether it can be used now."""
        try:
            self._database.read(lambda db: db.execute(select(editions.c.serial).limit(1)).first())
        except ArchiveError:
            return False
        return True

    def close(self) -> None:
        self._database.close()

    def _newest(self, key: str) -> Edition | None:
        return self._database.read(lambda db: self._find(db, key))

    def _find(self, db: Connection, key: str) -> Edition | None:
        row = db.execute(_NEWEST, {"place": _place(key)}).first()
        return self._edition(row) if row else None

    def _keep(self, db: Connection, embed: Embed, finding: Finding, data: bytes) -> Edition | None:
        newest = self._find(db, embed.url)
        if newest is None or _differs(finding, newest):
            new = _next(newest, embed, finding)
            return new if _add(db, new, data) else None
        if newest.state == "gone":
            _note(db, embed.url, newest.number, embed.fetched_at, "back")
        return self._find(db, embed.url)

    def _edition(self, row: Row[Any]) -> Edition:
        return Edition(
            id=row.id,
            key=row.url,
            number=row.number,
            provider=row.provider,
            captured_at=row.captured_at,
            hash=row.hash,
            state=_state(row),
            finding=self._finding(row),
        )

    def _finding(self, row: Row[Any]) -> Finding | None:
        if row.facts is None:
            return None
        finding = codec.decode(row.place, row.id, row.schema, row.facts, row.seal)
        if finding is None:
            self._database.damaged(f"Edition {row.id}")
            return None
        return self._policy.kept(row.url, finding)


def _place(key: str) -> bytes:
    return sha256(key.encode()).digest()


def _draw() -> str:
    """80 bits, which nobody guesses and which are easy to copy."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


def _next(newest: Edition | None, embed: Embed, finding: Finding) -> Edition:
    return Edition(
        id=_draw(),
        key=embed.url,
        number=newest.number + 1 if newest else 1,
        provider=finding.provider.key,
        captured_at=embed.fetched_at,
        hash=fingerprint.digest(fingerprint.of(finding)),
        state="live",
        finding=finding,
    )


def _add(db: Connection, edition: Edition, data: bytes) -> bool:
    """False where another one has its number, or its URL is withheld."""
    place = _place(edition.key)
    row = {
        "id": edition.id,
        "place": place,
        "number": edition.number,
        "url": edition.key,
        "provider": edition.provider,
        "captured_at": edition.captured_at,
        "hash": edition.hash,
        "schema": codec.SCHEMA,
        "facts": data,
        "seal": codec.seal(place, edition.id, data),
    }
    return db.execute(_ADD, row).rowcount == 1


def _differs(finding: Finding, edition: Edition) -> bool:
    return edition.finding is None or fingerprint.changes(finding, edition.finding)


def _state(row: Row[Any]) -> LifeCycle:
    if row.facts is None:
        return "withheld"
    if row.superseded:
        return "edited"
    return "gone" if row.last == "gone" else "live"


def _note(  # noqa: PLR0913 -- the columns of an event
    db: Connection,
    key: str,
    number: int,
    at: float,
    what: Happening,
    *,
    by: str | None = None,
    why: str | None = None,
) -> None:
    event = {"place": _place(key), "number": number, "url": key, "at": at, "what": what, "by": by, "why": why}
    db.execute(insert(events).values(event))
