"""A file of counters that has its room on the disk before it is mapped into memory.

prometheus_client maps sparse files: where the disk is full, the first write to such a page kills the process
by SIGBUS. This is the one module that relies on undocumented insides of prometheus_client: it calls
`values.MmapedDict` with the name of a file, the methods `read_value` and `write_value` with a key, and
`_init_value` doubles the file if a new key has no room. pyproject.toml bounds the version.
"""

import errno
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from prometheus_client import mmap_dict, values

from embedsvc.outages import Need, Outage, reason

_INITIAL_BYTES = 2**16
"""As in prometheus_client."""

_ROW_OVERHEAD = 32
"""What a row has besides its key, at most (bytes): a length, padding and two doubles."""

_MmapedDict: Any = mmap_dict.MmapedDict
"""It has no annotations."""

_log = logging.getLogger(__name__)


def install(monotonic: Callable[[], float]) -> None:
    """Makes all counters of this process use these files. `monotonic` gives monotonic seconds."""
    outage = Outage(_log, "metrics", "This worker cannot write its metrics", monotonic)
    vars(values)["MmapedDict"] = partial(CounterFile, outage)


class CounterFile(_MmapedDict):  # type: ignore[misc]
    """Where there is no room, a counter keeps its value in memory and writes it when there is room again."""

    def __init__(self, outage: Outage, filename: str) -> None:
        self._outage = outage
        self._path = filename
        self._f: Any = None
        """The open file, as in the base class."""

    def read_value(self, key: str) -> tuple[float, float]:
        try:
            self._open()
            found: tuple[float, float] = super().read_value(key)
        except OSError as error:
            self._outage.failed(Need.ROOM, reason(error), error=errno.errorcode.get(error.errno or 0))
            return 0.0, 0.0
        return found

    def write_value(self, key: str, value: float, timestamp: float) -> None:
        if self._f and key in self._positions:  # nearly always, and it has its room
            super().write_value(key, value, timestamp)
            return
        try:
            self._open()
            super().write_value(key, value, timestamp)
        except OSError as error:
            self._outage.failed(Need.ROOM, reason(error), error=errno.errorcode.get(error.errno or 0))
        else:
            self._outage.succeeded(Need.ROOM)

    def _open(self) -> None:
        """Under another name until it has its room: other workers read all files of the folder."""
        if self._f is not None:
            return
        if not os.path.exists(self._path):  # noqa: PTH110 -- a string, as in the base class
            new = f"{self._path}.new"
            try:
                _reserve(new, _INITIAL_BYTES)
                os.rename(new, self._path)  # noqa: PTH104
            except OSError:
                with suppress(OSError):
                    os.unlink(new)  # noqa: PTH108
                raise
        super().__init__(self._path)

    def _init_value(self, key: str) -> None:
        if self._used + len(key.encode()) + _ROW_OVERHEAD > self._capacity:
            _reserve(self._path, 2 * self._capacity)
        super()._init_value(key)


def _reserve(path: str, size: int) -> None:
    """Gives the file blocks up to a size. Raises OSError where the disk has none."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(descriptor, 0, size)
    finally:
        os.close(descriptor)
