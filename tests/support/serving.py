"""`embedsvc serve` as a process of its own."""

import json
import os
import re
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.support.environ import without_settings
from tests.support.program import Program

EMBEDSVC = Path(sys.executable).with_name("embedsvc")
POST = "https://x.com/KremlinRussia_E/status/1354104000000000001"
TIMEOUT = 30


@dataclass(frozen=True)
class Served:
    address: str
    greeting: str
    """The first line of its output."""
    log: Path
    pid: int

    @property
    def endpoint(self) -> tuple[str, int]:
        parts = urlsplit(self.address)
        return parts.hostname or "", parts.port or 0

    def get(self, path: str, query: Mapping[str, str] | None = None, **headers: str) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(self.address + path, query, headers=named, timeout=TIMEOUT)

    def embed(self, **headers: str) -> requests.Response:
        return self.get("v1/embed", {"url": POST}, **headers)

    def status(self, method: str, target: str, headers: dict[str, str], body: bytes | None = None) -> int:
        """The status for a request whose target is sent as it is."""
        with closing(HTTPConnection(*self.endpoint, timeout=TIMEOUT)) as connection:
            connection.request(method, target, body, headers)
            with connection.getresponse() as response:
                return response.status


def serving(folder: Path, *options: str, **settings: str) -> AbstractContextManager[Served]:
    """With the recording of the demo, so that `POST` resolves without a network."""
    return started(folder, ["--demo", *options], settings)


@contextmanager
def started(folder: Path, options: Sequence[str], settings: Mapping[str, str]) -> Iterator[Served]:
    """Serves while the block runs, with its data and its log in the folder; then it must end with code 0."""
    log = folder / "stderr"
    environ = {**without_settings(), "XDG_DATA_HOME": str(folder), **settings}
    reading, stdout = os.pipe()
    with os.fdopen(reading) as output, log.open("wb") as stderr, Path(os.devnull).open() as nothing:
        streams = (nothing.fileno(), stdout, stderr.fileno())
        program = Program(["serve", "--port", "0", *options], environ, streams)
        os.close(stdout)
        try:
            greeting = output.readline()
            found = re.search(r":(\d+)/", greeting)
            assert found, log.read_text()
            yield Served(f"http://127.0.0.1:{found[1]}/", greeting, log, program.pid)
        finally:
            program.send_signal(signal.SIGTERM)
            code = program.wait(2 * TIMEOUT)
    assert code == 0


def metric(served: Served, name: str, *, key: str = "", **labels: str) -> float:
    """The value of a metric, with the API key that reads it."""
    text = served.get("metrics", None, X_Api_Key=key).text
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def logged(served: Served, **members: object) -> bool:
    """Whether a line of the log has them."""
    lines = [
        json.loads(line) for line in served.log.read_text().splitlines(keepends=True) if line.endswith("\n")
    ]
    return any(members.items() <= line.items() for line in lines)
