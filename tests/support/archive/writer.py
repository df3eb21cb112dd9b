"""A process that keeps Embeds one after the other until it is killed, and tells which were acknowledged."""

from itertools import count
from multiprocessing.connection import Connection

from embedsvc.archive import archive_of
from tests.support.archive.samples import embed
from tests.support.forkserver import CONTEXT


class Writer:
    """`hear` waits for the id of its next acknowledged Edition. Each link that it keeps holds `name` and a
    number, so it is another one.
    """

    def __init__(self, url: str, name: str) -> None:
        self._told, tells = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(target=_write, args=(url, name, tells), daemon=True)
        self._process.start()
        tells.close()

    def hear(self) -> str:
        return str(self._told.recv())

    def kill(self) -> list[str]:
        """Ends it amid whatever it does; what it had still told."""
        self._process.kill()
        rest: list[str] = []
        try:
            while True:
                rest.append(self.hear())
        except (EOFError, OSError):  # the last word may be half a word
            self._told.close()
            self._process.join()
            return rest


def _write(url: str, name: str, tells: Connection) -> None:
    archive = archive_of(url)
    for number in count():
        key = f"https://social.example/{name}/{number}"
        edition = archive.store(embed(f"{key} " + "and more words " * 50, url=key))
        if edition:
            tells.send(edition.id)
