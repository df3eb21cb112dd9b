"""Whatever happens to the file of the cache, a link gets its own data or is fetched again."""

import html
import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Protocol

import pytest

from embedsvc.model import Embed, Failed
from embedsvc.net.transport import Transport
from embedsvc.resolve import Resolve
from embedsvc.store import Cache, Memory, tier_from_url
from tests.support.sites import normalise
from tests.support.stages import live, pipeline
from tests.support.upstream import Conversation, Upstream, answer, loopback

ALIKE = (
    *("/a", "/A", "/a/", "/a//", "/a/b", "/a%2Fb", "/a%2fb", "/%61", "/a;b", "/a%3Bb", "/a%00", "/a.b"),
    *(
        "/a?b",
        "/a?B",
        "/a?b=",
        "/a?b=1&c=2",
        "/a?c=2&b=1",
        "/a?b=1%26c=2",
        "/a%3Fb",
        "/a?b=a+b",
        "/a?b=a%20b",
    ),
    *("/a?maxwidth=1", "/a?locale=ar", "/a?url=/b", "/%D8%A3", "/\u0623", "/%C3%A9", "/e%CC%81"),
)
"""Links that are easily confused: two of them are one key only if their normal forms are equal."""


def echo(conversation: Conversation) -> None:
    """A page whose title names the target of the request."""
    conversation.send(answer(f"<title>the page at {html.escape(conversation.target)}</title>"))


class Service(Protocol):
    def __call__(self, upstream: Upstream, file: Path, clock: Callable[[], float] = time.time) -> Resolve: ...


@pytest.fixture
def service() -> Iterator[Service]:
    """Makes workers, each with a memory of its own, that share a file."""
    with ExitStack() as tiers:

        def make(upstream: Upstream, file: Path, clock: Callable[[], float] = time.time) -> Resolve:
            settings = loopback(upstream, deadline=10.0)
            tier = tiers.enter_context(closing(tier_from_url(f"sqlite:///{file}")))
            fetch = Transport(settings, clock=clock).fetch
            return pipeline(
                live(fetch, clock=clock, max_ttl=600), cache=Cache(tier, Memory(10**6, clock), clock)
            )

        yield make


def check(worker: Resolve, upstream: Upstream) -> set[str]:
    """Asserts that every link gets its own page; returns the cache results."""

    def ask(path: str) -> str:
        url = upstream.url(path)
        outcome = worker(url)
        assert isinstance(outcome.value, Embed)
        own = normalise(url)
        target = f"{own.path}?{own.query}" if own.query else own.path
        assert outcome.value.url == url
        assert outcome.value.finding.metadata.title == f"the page at {target}"
        return outcome.cache

    with ThreadPoolExecutor(8) as pool:
        return set(pool.map(ask, ALIKE))


def junk(file: Path) -> None:
    file.write_bytes(b"\xa5" * 200_000)


def junk_in_the_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096 : len(data) - 4096 : 7] = b"\xff" * len(range(4096, len(data) - 4096, 7))
    file.write_bytes(data)


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def removed(file: Path) -> None:
    file.unlink()


def foreign(file: Path) -> None:
    removed(file)
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE entries (key TEXT, data BLOB)")


def a_folder(file: Path) -> None:
    removed(file)
    file.mkdir()


def shuffled(file: Path) -> None:
    """Each key gets the data of another one."""
    with closing(sqlite3.connect(file)) as db:
        rows = db.execute("SELECT key, data FROM entries ORDER BY key").fetchall()
        for (key, _), (_, data) in zip(rows, [*rows[1:], rows[0]], strict=True):
            db.execute("UPDATE entries SET data = ? WHERE key = ?", (data, key))
        db.commit()


def aged(file: Path) -> None:
    """The data of another schema."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE entries SET data = x'00' || substr(data, 2)")
        db.commit()


DAMAGES = (junk, junk_in_the_middle, truncated, emptied, removed, foreign, a_folder, shuffled, aged)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("logs", [True, False], ids=["with its log", "without its log"])
def test_a_damaged_file(
    service: Service,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], None],
    *,
    logs: bool,
) -> None:
    """No link gets another one's page, no link fails, and each kind of failure is logged once."""
    file = tmp_path / "cache.sqlite"
    with Upstream(echo) as upstream, caplog.at_level(logging.WARNING):
        worker = service(upstream, file)
        assert "miss" in check(worker, upstream)
        if not logs:
            with closing(sqlite3.connect(file)) as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damage(file)
        check(service(upstream, file), upstream)
        check(worker, upstream)
    logged = [getattr(record, "error", None) for record in caplog.records]
    assert len(logged) <= 2 * len(set(logged))  # by each of two workers


def test_a_path_that_is_no_file(service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A pipe or a device at the path is left alone, and answers come from memory."""
    pipe = tmp_path / "cache.sqlite"
    os.mkfifo(pipe)
    with Upstream(echo) as upstream, caplog.at_level(logging.WARNING):
        worker = service(upstream, pipe)
        assert "miss" in check(worker, upstream)
        assert check(worker, upstream) == {"hit"}
    assert [path.is_fifo() for path in tmp_path.iterdir()] == [True]
    assert len(caplog.records) == 1


def test_a_clock_that_is_set_back(service: Service, tmp_path: Path) -> None:
    """What was fetched in the future is fetched again, and is fresh from then on."""
    now = [2_000_000_000.0]
    file = tmp_path / "cache.sqlite"
    with Upstream(echo) as upstream:
        worker = service(upstream, file, lambda: now[0])
        check(worker, upstream)
        assert check(worker, upstream) == {"hit"}
        now[0] -= 365 * 86400
        assert "miss" in check(worker, upstream)
        assert check(worker, upstream) == {"hit"}
        assert check(service(upstream, file, lambda: now[0]), upstream) == {"hit"}


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ("Retry-After: 120\r\n", 120),
        ("Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", 600),  # `max_ttl` of these tests
        *((f"Retry-After: {odd}\r\n", 120) for odd in ("-1", "0", "1e9", "9" * 20, "soon", "")),
        ("Retry-After: 1\r\nRetry-After: 2\r\n", 120),
        ("", 120),
    ],
)
def test_a_site_that_asks_to_wait(service: Service, tmp_path: Path, headers: str, least: int) -> None:
    """It is asked again after the wait that it named, or our default one, and not earlier."""
    now = [2_000_000_000.0]
    with Upstream(answer(status="429 x", headers=headers)) as upstream:
        worker = service(upstream, tmp_path / "cache.sqlite", lambda: now[0])

        def asked() -> tuple[str, int]:
            value = worker(upstream.url()).value
            assert isinstance(value, Failed)
            return value.code, upstream.connections

        assert asked() == ("rate_limited", 1)
        now[0] += least - 1
        assert asked() == ("rate_limited", 1)
        now[0] += 2
        assert asked() == ("rate_limited", 2)


def test_a_copy_of_another_cache(service: Service, tmp_path: Path) -> None:
    """A copied file answers only for the links that it was filled with."""
    file, copy = tmp_path / "cache.sqlite", tmp_path / "copy.sqlite"
    with Upstream(echo) as one:
        check(service(one, file), one)
    shutil.copyfile(file, copy)
    with Upstream(echo) as other:
        check(service(other, copy), other)
