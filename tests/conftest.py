"""The option that makes skips failures (`.ci/run`), and the fixtures that tests of several folders share."""

import shutil
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

from tests.support.archive.server import Server, binaries
from tests.support.chromium import Chromium, browser, launch
from tests.support.command import Run
from tests.support.corpus import CORPUS
from tests.support.store.server import Server as RedisServer
from tests.support.store.server import running

settings.register_profile(
    "any machine", deadline=None, max_examples=50
)  # a busy machine is slow now and then
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skips",
        action="store_true",
        help="fail where a test would be skipped, but for the recorded web where there is none",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--no-skips"):
        absent = item.get_closest_marker("corpus") and not CORPUS.exists()
        if not absent:
            report.outcome = "failed"
            report.longrepr = f"skipped, where no skip is allowed: {call.excinfo and call.excinfo.value}"
    return report


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command line."""
    return Run(tmp_path_factory.mktemp("command"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with launch() as browser:
        yield browser


@pytest.fixture(scope="module")
def _browser() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def page(_browser: Browser) -> Iterator[Page]:
    """A page of a browser without cookies and history, whose user lets pages use the clipboard."""
    permissions = ["clipboard-read", "clipboard-write"]
    with _browser.new_context(viewport={"width": 800, "height": 900}, permissions=permissions) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def _started_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed here (Debian: apt-get install redis-server)")
    with running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis(_started_redis: RedisServer) -> RedisServer:
    """An empty Redis server that works."""
    _started_redis.renew()
    return _started_redis


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    where = binaries()
    if where is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    server = Server(where)
    yield server
    server.remove()
