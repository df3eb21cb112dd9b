"""The tables. A test compares them with those that the migrations make.

`url_hash` is the SHA-256 of the URL, which may be too long for an index. Rows are only added; a takedown
empties those of its URL and records itself in `events`.
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

HEAD = "5"
"""The newest migration."""

metadata = MetaData()

_serial = BigInteger().with_variant(Integer, "sqlite")

editions = Table(
    "editions",
    metadata,
    Column("serial", _serial, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("url_hash", LargeBinary(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("captured_at", Double, nullable=False),
    Column("content_hash", String(64)),
    Column("schema", SmallInteger, nullable=False),
    Column("finding", LargeBinary),
    Column("checksum", LargeBinary(16)),
    UniqueConstraint("url_hash", "number"),
)

events = Table(
    "events",
    metadata,
    Column("serial", _serial, primary_key=True),
    Column("url_hash", LargeBinary(32), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Text),
    Column("why", Text),
)

version = Table("archive_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Alembic's own table."""
