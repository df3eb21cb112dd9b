"""The shared tiers: what they have in common is tested over each of them."""

from pathlib import Path

import pytest

from tests.support.store.server import Server


@pytest.fixture(params=["sqlite", "redis"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty shared tier."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/deep/cache.sqlite"
    server: Server = request.getfixturevalue("redis")
    return server.url
