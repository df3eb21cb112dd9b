"""Editions and events under the present normal form of their URLs.

New aliases of hosts and new tracking parameters changed the keys of links whose Editions were already stored.
"""

from collections import defaultdict
from hashlib import sha256
from heapq import merge
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from embedsvc.archive import codec
from embedsvc.errors import Failure
from embedsvc.urls import Normalise

revision = "3"
down_revision = "2"

_editions = sa.table(
    "editions",
    *map(sa.column, ("serial", "id", "url_hash", "number", "url", "captured_at")),
    *map(sa.column, ("content_hash", "finding", "checksum")),
)
_events = sa.table("events", *map(sa.column, ("serial", "url_hash", "number", "url", "what")))


def upgrade() -> None:
    """Does nothing without a normaliser."""
    db = op.get_bind()
    normalise: Normalise | None = context.config.attributes.get("normalise")
    if normalise is None:
        return
    if db.dialect.name == "postgresql":  # SQLite's whole file is locked
        db.execute(sa.text("LOCK TABLE editions, events IN EXCLUSIVE MODE"))
    stored: defaultdict[str, list[str]] = defaultdict(list)
    for url in db.scalars(sa.union(sa.select(_editions.c.url), sa.select(_events.c.url))).all():
        stored[_normal_form(url, normalise)].append(url)
    for url, old_urls in stored.items():
        if old_urls != [url]:
            _move(db, old_urls, url)


def _normal_form(url: str, normalise: Normalise) -> str:
    try:
        return normalise(url).text
    except Failure:
        return url


def _move(db: sa.Connection, old_urls: list[str], url: str) -> None:
    """Merges the Editions of URLs by their time; those of one URL stay in their order."""
    hashes = [_hash(old) for old in old_urls]
    histories = [_history(db, url_hash) for url_hash in hashes]
    events = db.execute(sa.select(_events).where(_events.c.url_hash.in_(hashes))).all()
    is_withheld = any(event.what == "withheld" for event in events)

    # The numbers are unique, so the old ones make room for the new ones.
    db.execute(
        sa.update(_editions).where(_editions.c.url_hash.in_(hashes)).values(number=-_editions.c.number)
    )
    url_hash = _hash(url)
    key = {"url": url, "url_hash": url_hash}
    numbers: dict[tuple[bytes, int], int] = {}
    for number, row in enumerate(merge(*histories, key=lambda row: (row.captured_at, row.serial)), 1):
        numbers[row.url_hash, row.number] = number
        content = (
            {"finding": None, "checksum": None, "content_hash": None}
            if is_withheld
            else {"checksum": _checksum(row, url_hash)}
        )
        edition = sa.update(_editions).where(_editions.c.serial == row.serial)
        db.execute(edition.values(key | content | {"number": number}))
    for event in events:
        moved = key | {"number": numbers.get((event.url_hash, event.number), 0)}
        db.execute(sa.update(_events).where(_events.c.serial == event.serial).values(moved))


def _history(db: sa.Connection, url_hash: bytes) -> list[sa.Row[Any]]:
    of_url = sa.select(_editions).where(_editions.c.url_hash == url_hash)
    return list(db.execute(of_url.order_by(_editions.c.number)).all())


def _checksum(row: sa.Row[Any], url_hash: bytes) -> bytes | None:
    """A damaged finding keeps its old checksum, which it fails under the new key too."""
    stored: bytes | None = row.checksum
    if row.finding is None or stored != codec.checksum(row.url_hash, row.id, row.finding):
        return stored
    return codec.checksum(url_hash, row.id, row.finding)


def _hash(url: str) -> bytes:
    return sha256(url.encode()).digest()
