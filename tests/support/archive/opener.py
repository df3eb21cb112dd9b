"""A process that opens one archive after the other, stores the same Embed in each, and sends its Edition's id."""

from contextlib import closing
from multiprocessing.connection import Connection

from embedsvc.archive import archive_from_url
from tests.support.archive.samples import embed
from tests.support.forkserver import CONTEXT


class Opener:
    def __init__(self) -> None:
        self._pipe, pipe = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=_open, args=(pipe,), daemon=True)
        self._process.start()
        pipe.close()

    def open(self, url: str) -> None:
        self._pipe.send(url)

    def stored(self) -> str | None:
        """The id of the Edition that it stored in the archive it opened."""
        edition_id: str | None = self._pipe.recv()
        return edition_id

    def stop(self) -> None:
        self._pipe.close()
        self._process.join(30)
        assert self._process.exitcode == 0


def _open(pipe: Connection) -> None:
    while True:
        try:
            url = pipe.recv()
        except EOFError:
            return
        with closing(archive_from_url(url)) as archive:
            edition = archive.store(embed())
        pipe.send(edition and edition.id)
