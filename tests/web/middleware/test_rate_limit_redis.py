"""Rate limit windows that workers share, in a real Redis."""

import logging
import time

import pytest

from embedsvc.web.middleware.rate_limit import WorkerWindows
from embedsvc.web.middleware.rate_limit_redis import RedisWindows
from tests.support.store.server import Server
from tests.support.waiting import wait_until


def shared(redis: Server, now: list[float]) -> RedisWindows:
    fallback = WorkerWindows(60, lambda: now[0])
    return RedisWindows(redis.tcp_url, 60, fallback=fallback, clock=time.time, monotonic=lambda: now[0])


def test_workers_count_together(redis: Server) -> None:
    """One window for each client, whichever worker counts, with its end."""
    one, other = shared(redis, [0.0]), shared(redis, [0.0])
    assert [one.count("a")[0], other.count("a")[0], one.count("b")[0]] == [1, 2, 1]
    assert 0 < one.count("a")[1] <= 61


def test_a_server_that_hangs_costs_one_timeout(redis: Server) -> None:
    """Meanwhile each worker counts for itself; once the server is back they count together again."""
    now = [0.0]
    windows, other = shared(redis, now), shared(redis, [0.0])
    windows.count("a")
    redis.hang()
    began = time.monotonic()
    assert [windows.count("a")[0] for _ in range(100)] == list(range(1, 101))
    assert time.monotonic() - began < 5
    redis.resume()
    now[0] += 60
    for number in range(1_000):
        other.count(str(number))
        if windows.count(str(number))[0] == 2:
            break
        time.sleep(0.02)
    else:
        pytest.fail("they never counted together again")


def test_each_outage_is_logged(redis: Server, caplog: pytest.LogCaptureFixture) -> None:
    """One line at its beginning, with the reason, and one at its end."""
    caplog.set_level(logging.INFO)
    now = [0.0]
    windows = shared(redis, now)
    for number in (1, 2):
        windows.count("a")
        redis.stop()
        for _ in range(5):
            windows.count("a")
        redis.start()
        now[0] += 60
        windows.count("a")
        wait_until(lambda: len(caplog.records) == 2 * number)  # noqa: B023 -- it is called here
    events = [vars(record)["event"] for record in caplog.records]
    assert events == ["rate_limit_failed", "rate_limit_recovered"] * 2
    assert "Connection refused" in vars(caplog.records[0])["reason"]
