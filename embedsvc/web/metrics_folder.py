"""The folder for the counters of all workers of a service.

It is locked by the service. The lock ends with the last process that inherited it, however that ends, so the
next service knows which folders are abandoned, also those of other containers that share the file system.
"""

import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from embedsvc.settings import WrongSettingError

_PREFIX = "embedsvc-metrics-"
_UNLOCKED_PREFIX = "embedsvc-new-"
"""Until it is locked, a folder must not look abandoned."""

_COUNTERS = (".db", ".db.new")
"""Endings of the files in it."""

_ROOM = 2**20
"""What the counters of one worker may need (bytes); they begin with a quarter of it."""

_log = logging.getLogger(__name__)


def candidates() -> list[Path]:
    """Memory first, since every request is counted, then the system's folder for temporary files."""
    folders = [Path("/dev/shm")]  # noqa: S108 -- the folder made in it has a random name
    with suppress(OSError):  # it looks for one that can be written
        folders.append(Path(tempfile.gettempdir()))
    return folders


@contextmanager
def metrics_folder(parents: Sequence[Path], workers: int) -> Iterator[Path]:
    """A new folder in the first parent that has room, removed when the process that made it leaves the block.
    Those that killed services left behind are removed too. Raises WrongSettingError if no parent can be
    written; one without room is better than none.
    """
    for parent in parents:
        _remove_abandoned(parent)
    folder, lock = _make(parents, workers * _ROOM)
    owner = os.getpid()
    try:
        yield folder
    finally:
        if os.getpid() == owner:  # workers leave the block too
            _remove(folder, lock)


def _make(parents: Sequence[Path], room: int) -> tuple[Path, int]:
    for needed in (room, 0):
        for parent in parents:
            with suppress(OSError):
                folder, lock = _locked(parent)
                if _has_room(folder, needed):
                    if parent != parents[0]:
                        _log.warning("%s has no room for metrics: they are in %s", parents[0], parent)
                    return folder, lock
                _remove(folder, lock)
    raise WrongSettingError("TMPDIR must name a folder that can be written, because /dev/shm cannot be")


def _locked(parent: Path) -> tuple[Path, int]:
    new = Path(tempfile.mkdtemp(prefix=_UNLOCKED_PREFIX, dir=parent))
    lock = os.open(new, os.O_RDONLY)
    flock(lock, LOCK_EX)
    return new.rename(parent / new.name.replace(_UNLOCKED_PREFIX, _PREFIX)), lock


def _has_room(folder: Path, needed: int) -> bool:
    if not needed:
        return True
    with suppress(OSError), tempfile.TemporaryFile(dir=folder) as file:
        os.posix_fallocate(file.fileno(), 0, needed)
        return True
    return False


def _remove_abandoned(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, no folder, or locked
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if os.fstat(lock).st_uid == os.geteuid():
                    flock(lock, LOCK_EX | LOCK_NB)
                    _empty(folder)
            finally:
                os.close(lock)


def _remove(folder: Path, lock: int) -> None:
    with suppress(OSError):
        _empty(folder)
    os.close(lock)


def _empty(folder: Path) -> None:
    """Removes the folder with the files of counters; one that has other files stays. Raises OSError."""
    for file in folder.iterdir():
        if file.name.endswith(_COUNTERS):
            file.unlink()
    folder.rmdir()
