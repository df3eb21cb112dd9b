"""`embedsvc serve` as a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import requests

EMBEDSVC = Path(sys.executable).with_name("embedsvc")
POST = "https://x.com/KremlinRussia_E/status/1354104000000000001"
TIMEOUT = 30


@dataclass(frozen=True)
class Served:
    address: str
    log: Path
    pid: int

    @property
    def endpoint(self) -> tuple[str, int]:
        parts = urlsplit(self.address)
        return parts.hostname or "", parts.port or 0

    def get(self, path: str, **headers: str) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(self.address + path, headers=named, timeout=TIMEOUT)

    def embed(self, **headers: str) -> requests.Response:
        return self.get(f"v1/embed?url={POST}", **headers)

    def status(self, method: str, target: str, headers: dict[str, str], body: bytes | None = None) -> int:
        """By a client that sends the target as it is."""
        with closing(HTTPConnection(*self.endpoint, timeout=TIMEOUT)) as connection:
            connection.request(method, target, body, headers)
            with connection.getresponse() as response:
                return response.status


def serving(folder: Path, *options: str, **settings: str) -> AbstractContextManager[Served]:
    """With the demo's recording, so that `POST` resolves without a network."""
    return started(folder, ["--demo", *options], settings)


@contextmanager
def started(folder: Path, options: list[str], settings: dict[str, str]) -> Iterator[Served]:
    log = folder / "stderr"
    environ = {"PATH": "/usr/bin:/bin", "XDG_DATA_HOME": str(folder), **settings}
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [EMBEDSVC, "serve", "--port", "0", *options],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    assert process.stdout
    try:
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found, log.read_text()
        yield Served(f"http://127.0.0.1:{found[1]}/", log, process.pid)
    finally:
        process.terminate()
        process.wait(TIMEOUT)
        process.stdout.close()
