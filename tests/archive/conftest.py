"""Archives over a real SQLite file and a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from embedsvc.archive import Archive, archive_from_url
from tests.support.archive.server import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new archive."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deep' / 'archive.sqlite'}"
    server: Server = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
def archive(address: str) -> Iterator[Archive]:
    opened = archive_from_url(address)
    yield opened
    assert not opened.errors
    opened.close()
