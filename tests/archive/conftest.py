"""Archives over a real SQLite file and a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from embedsvc.archive import Archive, archive_of
from tests.archive.server import Server, binaries


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    where = binaries()
    if where is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    server = Server(where)
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an archive that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deep' / 'archive.sqlite'}"
    server: Server = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
def archive(address: str) -> Iterator[Archive]:
    opened = archive_of(address)
    yield opened
    assert not opened.errors
    opened.close()
