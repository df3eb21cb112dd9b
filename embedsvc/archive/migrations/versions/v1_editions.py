"""Editions and events."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None

_serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("serial", _serial, primary_key=True),
        sa.Column("id", sa.String(16), nullable=False, unique=True),
        sa.Column("place", sa.LargeBinary(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("captured_at", sa.Double, nullable=False),
        sa.Column("hash", sa.String(64)),
        sa.Column("schema", sa.SmallInteger, nullable=False),
        sa.Column("facts", sa.LargeBinary),
        sa.Column("seal", sa.LargeBinary(16)),
        sa.UniqueConstraint("place", "number", name="editions_place_number"),
    )
    op.create_table(
        "events",
        sa.Column("serial", _serial, primary_key=True),
        sa.Column("place", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("why", sa.Text),
    )
