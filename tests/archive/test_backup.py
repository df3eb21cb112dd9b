"""The commands of docs/operating.md that back up and restore an archive."""

import os
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from embedsvc.archive import archive_from_url
from tests.support.archive.samples import KEY, embed
from tests.support.archive.server import Server, binaries

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "operating.md"


def commands(number: int) -> str:
    """A block of commands in the section about backups."""
    section = re.search(r"^## Backup$.*?^## ", DOCUMENT.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert section
    blocks: list[str] = re.findall(r"```sh\n(.*?)```", section[0], re.DOTALL)
    return blocks[number]


def run(script: str, folder: Path, **environ: str) -> str:
    done = subprocess.run(
        ["sh", "-euc", script],
        cwd=folder,
        env={**os.environ, **environ},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs the command sqlite3")
@pytest.mark.parametrize("way", [".backup archive-backup.sqlite", "VACUUM INTO 'archive-backup.sqlite'"])
def test_an_archive_in_a_file(tmp_path: Path, way: str) -> None:
    """Backed up while it is in use; what was stored later is not there after the restore."""
    back_up, restore = commands(0), commands(1)
    assert way in back_up
    with closing(archive_from_url(f"sqlite:///{tmp_path}/archive.sqlite")) as archive:
        first = archive.store(embed("one"))
        done = run(back_up.replace(".backup archive-backup.sqlite", way), tmp_path)
        assert done.split() == ["ok"]
        archive.store(embed("two"))
    assert run(restore, tmp_path).split() == ["ok"]
    with closing(archive_from_url(f"sqlite:///{tmp_path}/archive.sqlite")) as archive:
        assert archive.history(KEY) == (first,)
        assert archive.store(embed("three")) is not None


def test_an_archive_in_postgresql(postgresql: Server, tmp_path: Path) -> None:
    """Restored under a running service, which notices it."""
    found = binaries()
    if found is None or not (found / "pg_dump").exists():
        pytest.skip("needs pg_dump")
    dump, restore = commands(2).splitlines()
    url = postgresql.database()
    environ = {"EMBEDSVC_ARCHIVE_URL": url, "PATH": f"{found}:{os.environ['PATH']}"}
    with closing(archive_from_url(url)) as archive:
        first = archive.store(embed("one"))
        run(dump, tmp_path, **environ)
        second = archive.store(embed("two"))
        assert second
        run(restore, tmp_path, **environ)
        assert archive.history(KEY) == (first,)
        assert archive.has(second.id) is False
