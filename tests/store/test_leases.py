"""The leases of one worker, renewed by a thread."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from embedsvc.store import SQLiteTier
from embedsvc.store.leases import Leases
from embedsvc.store.tier import LEASE


def test_leases_are_renewed_again_once_the_system_has_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without one a lease is granted all the same."""
    start: Callable[[Thread], None] = Thread.start

    def exhausted(_thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with closing(SQLiteTier(tmp_path / "cache.sqlite")) as tier:
        mine, other = Leases(tier), Leases(tier)
        monkeypatch.setattr(Thread, "start", exhausted)
        assert mine.acquire("a")
        assert [record.__dict__["event"] for record in caplog.records] == ["leases_not_renewed"]
        monkeypatch.setattr(Thread, "start", start)
        assert mine.acquire("b")
        time.sleep(LEASE * 1.2)
        assert not other.acquire("b")
        mine.release("b")
        assert other.acquire("b")
