"""Many hostile links at once, over the service as it is started: it stays alive and goes on."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.test_upstreams import ROWS
from tests.support.serving import Served, started
from tests.support.upstream import Conversation, H, Play, Upstream, answer, dripping

DEADLINE = 3
MOST_SECONDS = 25

STALLING: dict[str, Play] = {
    "/drip-headers": dripping(H + b"X-Endless: ", b"a", pause=0.5),
    "/drip-body": dripping(H + b"Content-Length: 1000000\r\n\r\n", b"a", pause=0.5),
    "/accept-silent": Conversation.silence,
    "/bomb-gzip": ROWS["bomb-gzip"].plays["/"],
}
HEAVY: dict[str, Play] = {
    f"/{name}": ROWS[name].plays["/"]
    for name in ("html-100k-meta", "html-attributes-everywhere", "html-deep-1m-after", "html-names-in-names")
}


@contextmanager
def serving(upstream: Upstream, folder: Path) -> Iterator[Served]:
    settings = {
        "EMBEDSVC_ALLOW_NETWORKS": "127.0.0.1/32",
        "EMBEDSVC_ALLOW_PORTS": str(upstream.port),
        "EMBEDSVC_DEADLINE": str(DEADLINE),
    }
    with started(folder, [], settings) as served:
        for _ in range(20):  # until both workers have started
            served.get("healthz")
        yield served


@contextmanager
def health_checked(served: Served, slowest: list[float]) -> Iterator[None]:
    """Checks health again and again, and appends how long the slowest check took (seconds)."""
    command = [sys.executable, "-m", "tests.support.hostile.health_checks", str(served.endpoint[1])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield
        slowest.append(float(process.communicate(timeout=60)[0]))


@pytest.mark.parametrize(
    ("plays", "count", "limit"),
    [
        pytest.param(STALLING, 12, DEADLINE, id="a few that stall", marks=pytest.mark.slow),
        pytest.param(STALLING, 100, 1, id="a hundred that stall", marks=pytest.mark.slow),
        pytest.param(HEAVY, 100, 1, id="a hundred that are heavy", marks=pytest.mark.slow),
    ],
)
def test_many_at_once(tmp_path: Path, plays: dict[str, Play], count: int, limit: float) -> None:
    """Health checks are answered within the limit (seconds) throughout, a good link is resolved meanwhile, and every
    other request ends.

    Other work of the machine may delay one crowd or two; a fault of the service would delay all three.
    """
    slowest: list[float] = []
    for turn in range(3):
        folder = tmp_path / str(turn)
        folder.mkdir()
        slowest.append(_crowd(folder, plays, count))
        if slowest[-1] < limit:
            return
    pytest.fail(f"the slowest health checks took {slowest} s")


def _crowd(folder: Path, plays: dict[str, Play], count: int) -> float:
    """Sends this many requests, checks their answers, and returns how long the slowest health check took (seconds)."""
    slowest: list[float] = []
    with (
        Upstream({**plays, "/good": answer()}) as upstream,
        serving(upstream, folder) as served,
        ThreadPoolExecutor(count + 1) as pool,
    ):

        def ask(path: str) -> tuple[int, Any, float]:
            """Not the response itself: an open one has a connection, for which the service would wait at shutdown."""
            began = time.monotonic()
            answered = served.get("v1/embed", {"url": upstream.url(path)})
            return answered.status_code, answered.json(), time.monotonic() - began

        with health_checked(served, slowest):
            paths = [f"{path}?{number}" for number in range(count // len(plays)) for path in plays]
            crowd = [pool.submit(ask, path) for path in paths]
            time.sleep(0.5)
            _, good, _ = ask("/good")
            answers = [asked.result() for asked in crowd]
    assert good["title"] == "Good title"
    assert {status for status, _, _ in answers} <= {200, 502, 503, 504}
    assert max(seconds for _, _, seconds in answers) < MOST_SECONDS
    return slowest[0]
