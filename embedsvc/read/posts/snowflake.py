"""When a post of X was written, by its id: https://docs.x.com/fundamentals/x-ids"""

from datetime import UTC, datetime, timedelta

FIRST = 29_700_000_000
"""From this id on, the upper bits are milliseconds since EPOCH."""
EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)


def posted(status: int) -> datetime | None:
    """The moment in an id, None for an older or impossible one."""
    if not FIRST <= status < 2**63:
        return None
    return EPOCH + timedelta(milliseconds=status >> 22)
