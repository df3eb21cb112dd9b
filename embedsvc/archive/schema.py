"""The tables. What a migration makes is compared with them by a test.

`place` is the SHA-256 of the URL: a URL may be longer than what an index takes. Rows are only added; a
takedown alone empties some, and says so in `events`.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "1"
"""The newest migration."""

metadata = MetaData()

_serial = BigInteger().with_variant(Integer, "sqlite")

editions = Table(
    "editions",
    metadata,
    Column("serial", _serial, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("place", LargeBinary(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("captured_at", Double, nullable=False),
    Column("hash", String(64)),
    Column("schema", SmallInteger, nullable=False),
    Column("facts", LargeBinary),
    Column("seal", LargeBinary(16)),
    UniqueConstraint("place", "number", name="editions_place_number"),
)

events = Table(
    "events",
    metadata,
    Column("serial", _serial, primary_key=True),
    Column("place", LargeBinary(32), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Text),
    Column("why", Text),
)

version = Table("archive_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Alembic's own table."""
