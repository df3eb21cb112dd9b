"""The folder for the counters: where it is, and that nothing is left behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from embedsvc.settings import WrongSettingError
from embedsvc.web.metrics_folder import metrics_folder
from tests.support.disks import small_disk
from tests.support.serving import started

LIVES = """
import sys
from pathlib import Path
from embedsvc.web.metrics_folder import metrics_folder
with metrics_folder([Path(sys.argv[1])], 1) as folder:
    (folder / "counter_1.db").write_bytes(bytes(100))
    print(folder, flush=True)
    sys.stdin.read()
"""


class Service:
    """A process with a folder of its own, until it is killed."""

    def __init__(self, parent: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", LIVES, parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        self.folder = Path(self._process.stdout.readline().strip())

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


def test_it_is_removed_at_the_end(tmp_path: Path) -> None:
    """With the counters in it."""
    with metrics_folder([tmp_path], 1) as folder:
        (folder / "counter_1.db").write_bytes(b"1")
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_service_left_behind_is_removed_by_the_next(tmp_path: Path) -> None:
    """But nothing of a service that lives."""
    killed, alive = Service(tmp_path), Service(tmp_path)
    killed.kill()
    assert killed.folder.exists()
    with metrics_folder([tmp_path], 1):
        assert not killed.folder.exists()
        assert (alive.folder / "counter_1.db").exists()
    alive.kill()


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    """Folders of other names, other files, and links."""
    target, other = tmp_path / "target", tmp_path / "embedsvc-metrics-notes"
    for folder in (target, other, tmp_path / "embedsvc-data"):
        folder.mkdir()
        (folder / "notes.txt").write_text("words")
    (target / "counter_1.db").write_bytes(b"1")
    (tmp_path / "embedsvc-metrics-link").symlink_to(target)
    (tmp_path / "embedsvc-metrics-file").write_text("words")
    with metrics_folder([tmp_path], 1):
        pass
    assert (target / "counter_1.db").exists()
    assert (tmp_path / "embedsvc-metrics-file").exists()
    assert len(list(tmp_path.glob("*/notes.txt"))) == 4


def test_a_folder_with_room_is_chosen(tmp_path: Path) -> None:
    """Of those without room the first one that can be written at all; with none, the start is refused."""
    small, large = tmp_path / "small", tmp_path / "large"
    small.mkdir()
    large.mkdir()
    with small_disk(small, 64 * 1024):
        with metrics_folder([small, large], 1) as folder:
            assert folder.parent == large
        with metrics_folder([small, tmp_path / "missing"], 1) as folder:
            assert folder.parent == small
    with pytest.raises(WrongSettingError, match="TMPDIR"), metrics_folder([tmp_path / "missing"], 1):
        pass


def test_a_service_that_ends_leaves_nothing_behind(tmp_path: Path) -> None:
    """Its workers count in the folder until then."""
    with started(tmp_path, ["--demo", "--workers", "1"], {}) as served:
        assert served.get("healthz").status_code == 200
        (worker,) = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text("ascii").split()
        mapped = Path(f"/proc/{worker}/maps").read_text().splitlines()
        folder = Path(next(line.split()[-1] for line in mapped if line.endswith(".db"))).parent
        assert folder.name.startswith("embedsvc-metrics-")
    assert not folder.exists()
