"""Quotas that workers count together, in a real Redis."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embedsvc.web.middleware.rate_limit import Alone
from embedsvc.web.middleware.rate_limit_redis import Shared
from tests.support.store.server import Server, running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if shutil.which("redis-server") is None:
        pytest.skip("there is no redis-server on this machine (Debian's package of that name has it)")
    with running(tmp_path) as started:
        yield started


def shared(server: Server, ticks: list[float]) -> closing[Shared]:
    alone = Alone(60, lambda: ticks[0])
    return closing(Shared(server.tcp_url, 60, alone=alone, clock=time.time, ticks=lambda: ticks[0]))


def test_workers_count_together(server: Server) -> None:
    """One window for each client, whoever counts, with its end."""
    with shared(server, [0.0]) as one, shared(server, [0.0]) as other:
        assert [one.hit("a")[0], other.hit("a")[0], one.hit("b")[0]] == [1, 2, 1]
        assert 0 < one.hit("a")[1] <= 61


def test_a_server_that_hangs_costs_one_wait(server: Server) -> None:
    """Meanwhile each worker counts alone; once the server is back they count together again."""
    ticks = [0.0]
    with shared(server, ticks) as windows:
        windows.hit("a")
        server.hang()
        began = time.monotonic()
        assert [windows.hit("a")[0] for _ in range(100)] == list(range(1, 101))
        assert time.monotonic() - began < 5
        server.resume()
        ticks[0] += 60
        for number in range(1_000):
            with shared(server, [0.0]) as other:
                other.hit(str(number))
            if windows.hit(str(number))[0] == 2:
                break
            time.sleep(0.02)
        else:
            pytest.fail("they never counted together again")
