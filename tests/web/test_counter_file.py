"""Counters where the disk is full."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from embedsvc.outages import Outage
from embedsvc.web.counter_file import CounterFile
from tests.support.disks import small_disk
from tests.support.store.samples import Clock

ROOM = 256 * 1024
"""Of the small disk (bytes)."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path, ROOM):
        yield tmp_path


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as raw:
        os.posix_fallocate(raw.fileno(), 0, os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize)
    return filler


def stored(path: Path) -> dict[str, float]:
    """As another worker reads it."""
    return {key: value for key, value, *_ in CounterFile.read_all_values_from_file(str(path))}


@contextmanager
def counter_file(path: Path, clock: Clock) -> Iterator[CounterFile]:
    outage = Outage(logging.getLogger("tests.counters"), "metrics", "No metrics", clock)
    with closing(CounterFile(outage, str(path))) as file:
        yield file


def test_counters_are_written(tmp_path: Path) -> None:
    """As prometheus_client writes them, also when the file has grown and when it is opened again."""
    path = tmp_path / "counter_1.db"
    written = {f"{number} أ": float(number) for number in range(5_000)}
    with counter_file(path, Clock(0.0)) as file:
        for key, value in written.items():
            assert file.read_value(key) == (0.0, 0.0)
            file.write_value(key, value, 1.0)
    assert stored(path) == written
    assert path.stat().st_blocks * 512 >= path.stat().st_size > 2**16, "no part of the file is a hole"
    with counter_file(path, Clock(0.0)) as file:
        assert file.read_value("17 أ") == (17.0, 1.0)


def test_a_full_disk_leaves_no_file(disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Counting goes on, an outage is one line, and once there is room the counters are written."""
    caplog.set_level(logging.INFO)
    clock, path = Clock(0.0), disk / "counter_1.db"
    filler = fill(disk)
    with counter_file(path, clock) as file:
        for number in range(100):
            assert file.read_value(str(number)) == (0.0, 0.0)
            file.write_value(str(number), 1.0, 0.0)
        assert [each.name for each in disk.iterdir()] == ["filler"]
        filler.unlink()
        clock.now += 60
        file.write_value("a", 2.0, 0.0)
    assert stored(path) == {"a": 2.0}
    assert [vars(record)["event"] for record in caplog.records] == ["metrics_failed", "metrics_recovered"]
    assert "No space left" in vars(caplog.records[0])["reason"]


def test_a_disk_that_fills_up_kills_no_worker(disk: Path) -> None:
    """What has its room is counted on; new counters wait for room."""
    path = disk / "counter_1.db"
    with counter_file(path, Clock(0.0)) as file:
        file.write_value("first", 1.0, 0.0)
        filler = fill(disk)
        for number in range(3_000):
            file.write_value(f"counter {number}", 1.0, 0.0)
        file.write_value("first", 2.0, 0.0)
        counted = stored(path)
        assert counted["first"] == 2.0
        assert 100 < len(counted) < 3_000
        filler.unlink()
        for number in range(3_000):
            file.write_value(f"counter {number}", 2.0, 0.0)
    assert len(stored(path)) == 3_001


def test_a_folder_that_is_gone_kills_no_worker(tmp_path: Path) -> None:
    with counter_file(tmp_path / "gone" / "counter_1.db", Clock(0.0)) as file:
        assert file.read_value("a") == (0.0, 0.0)
        file.write_value("a", 1.0, 0.0)


def test_all_metrics_use_such_files(tmp_path: Path) -> None:
    """In the library of this version, whose insides it relies on."""
    script = """
import time
from embedsvc.web import counter_file
counter_file.install(time.monotonic)
from embedsvc.web import metrics
metrics.Measures()
"""
    environ = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], check=True, env=environ, timeout=60)
    files = list(tmp_path.iterdir())
    assert files
    assert all(file.stat().st_blocks * 512 >= file.stat().st_size for file in files)
