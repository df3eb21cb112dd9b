"""Plain names for columns."""

from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """RENAME COLUMN copies no rows, and both databases have it. SQLite cannot rename a constraint without
    copying the table, so the unique one keeps its name of version 1.
    """
    for old, new in (
        ("place", "url_hash"),
        ("hash", "content_hash"),
        ("facts", "finding"),
        ("seal", "checksum"),
    ):
        op.execute(f"ALTER TABLE editions RENAME COLUMN {old} TO {new}")
    op.execute("ALTER TABLE events RENAME COLUMN place TO url_hash")
    op.drop_index("ix_events_place", "events")
    op.create_index("ix_events_url_hash", "events", ["url_hash"])
