"""Sites with names, all on one port of loopback, and the whole service in front of them."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from werkzeug.test import Client

from embedsvc.archive import archive_from_url
from embedsvc.net.transport import Transport
from embedsvc.settings import load
from embedsvc.store import Cache, Memory, WorkerOnlyTier
from embedsvc.web.app import create
from embedsvc.web.service import Service
from embedsvc.wiring import command_line
from tests.support import verifying
from tests.support.sites import OPTIONS, SITES
from tests.support.stages import live, pipeline
from tests.support.upstream import Conversation, Upstream, answer, loopback

NOW = 1_700_000_000.0
NOTHING = answer("Not here", status="404 Not Found")


@dataclass
class NamedSites:
    """`responses` maps a host with its request target, or a host alone for all others, to a response."""

    client: Client
    port: int
    responses: dict[str, bytes]

    def url(self, address: str) -> str:
        host, slash, target = address.partition("/")
        return f"http://{host}:{self.port}{slash}{target}"

    def get(self, route: str, address: str) -> dict[str, Any]:
        found = self.client.get(route, query_string={"url": self.url(address)}).get_json()
        assert isinstance(found, dict)
        return found

    def embed(self, address: str) -> dict[str, Any]:
        """The JSON of `/v1/embed`."""
        return self.get("/v1/embed", address)

    def history(self, address: str) -> list[dict[str, Any]]:
        editions: list[dict[str, Any]] = self.get("/v1/history", address)["editions"]
        return editions


def _play(responses: Mapping[str, bytes], conversation: Conversation) -> None:
    lines = conversation.head.decode("latin-1").lower().split("\r\n")
    host = next(line for line in lines if line.startswith("host:")).split(":")[1].strip()
    conversation.send(responses.get(host + conversation.target) or responses.get(host) or NOTHING)


@contextmanager
def serve(folder: Path) -> Iterator[NamedSites]:
    """Serves while the block runs. Nothing is cached, so that each request asks the site again."""
    responses: dict[str, bytes] = {}
    with (
        closing(archive_from_url(f"sqlite:///{folder / 'archive.sqlite'}")) as archive,
        Upstream(partial(_play, responses)) as server,
    ):
        transport = Transport(loopback(server, deadline=5.0), lookup=lambda _host, _port: ["127.0.0.1"])
        resolve = pipeline(live(transport.fetch, clock=lambda: NOW), archive=archive)
        service = Service(
            resolve=resolve,
            normalise=SITES.normalise,
            options=OPTIONS,
            clock=lambda: NOW,
            dependencies={},
            reports=dict,
            cache=Cache(WorkerOnlyTier(), Memory(2**20, lambda: NOW), lambda: NOW),
            archive=archive,
            metrics=lambda _accept: (b"", "text/plain"),
            restore_with=lambda **_: command_line.restorer(load({}), offline=True),
            verify=verifying.verifier(resolve),
            examples=(),
        )
        yield NamedSites(Client(create(service)), server.port, responses)
