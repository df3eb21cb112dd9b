"""Each outage is one log line at its beginning, with the reason, and one at its end."""

import logging

import pytest

from embedsvc.outages import Need, Outage, reason
from tests.support.store.samples import Clock

log = logging.getLogger("tests.outages")


@pytest.fixture
def clock() -> Clock:
    return Clock(0.0)


@pytest.fixture
def outage(clock: Clock, caplog: pytest.LogCaptureFixture) -> Outage:
    caplog.set_level(logging.INFO)
    return Outage(log, "cache", "The cache fails", clock)


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [vars(record)["event"] for record in caplog.records]


def test_every_outage_is_logged(outage: Outage, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """Not only the first one, and however many operations fail meanwhile."""
    for _ in range(3):
        outage.succeeded(Need.WRITE)
        for _ in range(5):
            outage.failed(Need.WRITE, "disk full")
        clock.now += 60
        for _ in range(5):
            outage.succeeded(Need.WRITE)
    assert events(caplog) == ["cache_failed", "cache_recovered"] * 3
    assert caplog.records[0].getMessage() == "The cache fails: disk full"


def test_an_operation_that_needs_less_ends_nothing(
    outage: Outage, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Reads go on while a disk is full."""
    outage.failed(Need.ROOM, "disk full")
    outage.failed(Need.READ, "damaged")
    clock.now += 60
    outage.succeeded(Need.READ)
    outage.succeeded(Need.WRITE)
    assert events(caplog) == ["cache_failed"]
    outage.succeeded(Need.ROOM)
    assert events(caplog) == ["cache_failed", "cache_recovered"]


def test_a_store_that_fails_now_and_then_logs_no_line_for_each(
    outage: Outage, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """While some operations succeed and others fail, it is one outage."""
    for _ in range(100):
        outage.failed(Need.READ, "damaged")
        outage.succeeded(Need.ROOM)
        clock.now += 0.1
    assert events(caplog) == ["cache_failed"]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Connection refused\n\tIs the server running?", "Connection refused"),
        ("password pa55 is  wrong", "password *** is wrong"),
        ("", "ValueError"),
        ("x" * 1_000, "x" * 300),
    ],
)
def test_a_reason_is_one_line_without_secrets(message: str, shown: str) -> None:
    """Whatever a driver repeats of its settings."""
    assert reason(ValueError(message), ["pa55", None, ""]) == shown
