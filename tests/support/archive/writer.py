"""A process that stores Embeds one after the other until it is killed, and acknowledges each."""

from itertools import count
from multiprocessing.connection import Connection

from embedsvc.archive import archive_from_url
from tests.support.archive.samples import embed
from tests.support.forkserver import CONTEXT


class Writer:
    """`receive` waits for the id of the next acknowledged Edition. Its URLs contain `name` and a number, so all of
    them differ.
    """

    def __init__(self, url: str, name: str) -> None:
        self._pipe, pipe = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(target=_write, args=(url, name, pipe), daemon=True)
        self._process.start()
        pipe.close()

    def receive(self) -> str:
        return str(self._pipe.recv())

    def kill(self) -> list[str]:
        """Kills it whatever it does; returns the acknowledgements not received before."""
        self._process.kill()
        rest: list[str] = []
        try:
            while True:
                rest.append(self.receive())
        except (EOFError, OSError):  # the last one may be incomplete
            self._pipe.close()
            self._process.join()
            return rest


def _write(url: str, name: str, pipe: Connection) -> None:
    archive = archive_from_url(url)
    for number in count():
        key = f"https://social.example/{name}/{number}"
        edition = archive.store(embed(f"{key} " + "and more words " * 50, url=key))
        if edition:
            pipe.send(edition.id)
