"""A lock on a folder, for processes that create, open or rename a SQLite file in it.

Going over to a write-ahead log does not wait for other connections, it fails, so one process at a time opens
a database.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Excludes all other threads and processes that lock the same folder. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)
