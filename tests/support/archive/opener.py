"""A process that opens one archive after the other, keeps the same Embed in each, and says its id."""

from contextlib import closing
from multiprocessing.connection import Connection

from embedsvc.archive import archive_of
from tests.support.archive.samples import embed
from tests.support.forkserver import CONTEXT


class Opener:
    def __init__(self) -> None:
        self._line, line = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_open, args=(line,), daemon=True)
        self._process.start()
        line.close()

    def open(self, url: str) -> None:
        self._line.send(url)

    def kept(self) -> str | None:
        """The id of what it has kept in the archive that it was told of."""
        told: str | None = self._line.recv()
        return told

    def end(self) -> None:
        self._line.close()
        self._process.join(30)
        assert self._process.exitcode == 0


def _open(line: Connection) -> None:
    while True:
        try:
            url = line.recv()
        except EOFError:
            return
        with closing(archive_of(url)) as archive:
            edition = archive.store(embed())
        line.send(edition and edition.id)
