"""The shared tiers: what they have in common is tested over each of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store.server import Server, running


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if shutil.which("redis-server") is None:
        pytest.skip("there is no redis-server on this machine (Debian's package of that name has it)")
    with running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def server(_server: Server) -> Server:
    """An empty Redis server that works."""
    _server.renew()
    return _server


@pytest.fixture(params=["sqlite", "redis"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty shared tier."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/deep/cache.sqlite"
    server: Server = request.getfixturevalue("server")
    return server.url
