import socket
import time
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from threading import Event

import pytest

from embedsvc.errors import UpstreamTimeout, UpstreamUnreachable
from embedsvc.net.connector import MAX_ATTEMPTS, MAX_LOOKUPS, Connector, connect_to, look_up
from embedsvc.net.deadline import Deadline, Watchdog
from embedsvc.net.guard import Address, Guard
from tests.support.upstream import Upstream


def unreachable_host(tried: list[str]) -> Connector:
    """A connector for a name with many addresses, none of which can be reached."""
    addresses = [*(f"1.1.{n // 250}.{n % 250 + 1}" for n in range(1000)), "2606:4700::1111"]

    def lookup(host: str, port: int) -> Sequence[str]:  # noqa: ARG001
        return addresses

    def unreachable(address: Address, port: int, seconds: float) -> socket.socket:  # noqa: ARG001
        tried.append(str(address))
        raise ConnectionRefusedError

    return Connector(Guard(), lookup, unreachable)


def test_few_addresses_are_tried() -> None:
    """Of a thousand addresses a few are tried, of both families."""
    tried: list[str] = []
    with Deadline(5, Watchdog(time.monotonic)) as deadline, pytest.raises(UpstreamUnreachable):
        unreachable_host(tried).connect("many.example", 80, deadline)
    assert tried == ["1.1.0.1", "2606:4700::1111", "1.1.0.2", "1.1.0.3"]
    assert len(tried) == MAX_ATTEMPTS


def test_the_next_address() -> None:
    """If one address refuses the connection, the next one is tried."""
    with Upstream(b"hello") as server:
        guard = Guard(networks=[ip_network("127.0.0.0/8"), ip_network("::1/128")], ports=[server.port])
        connector = Connector(guard, lambda host, port: ["::1", "127.0.0.1"])  # noqa: ARG005
        with (
            Deadline(5, Watchdog(time.monotonic)) as deadline,
            connector.connect("two.example", server.port, deadline) as sock,
        ):
            assert sock.getpeername() == ("127.0.0.1", server.port)


def test_look_ups_are_bounded() -> None:
    """Look-ups that hang use up the slots, and a fetch without one waits no longer than its deadline."""
    over = Event()

    def lookup(host: str, port: int) -> Sequence[str]:  # noqa: ARG001
        over.wait(60)
        return ["1.1.1.1"]

    connector = Connector(Guard(), lookup)
    for _ in range(MAX_LOOKUPS + 1):
        with Deadline(0.01, Watchdog(time.monotonic)) as deadline, pytest.raises(UpstreamTimeout):
            connector.connect("slow.example", 80, deadline)
    over.set()


def test_a_deadline_that_has_passed() -> None:
    """No time left is a timeout, by the injected clock."""
    now = 100.0
    with Deadline(10, Watchdog(lambda: now)) as deadline:
        assert deadline.left() == 10
        now = 109.0
        assert deadline.left() == 1
        now = 110.0
        with pytest.raises(UpstreamTimeout):
            deadline.left()


def test_a_socket_opened_after_the_deadline() -> None:
    """A socket that is watched after the deadline is shut at once."""
    with (
        Upstream(lambda conversation: conversation.silence()) as server,
        Deadline(0.01, Watchdog(time.monotonic)) as deadline,
    ):
        time.sleep(0.1)
        with connect_to(ip_address("127.0.0.1"), server.port, 1) as sock:
            deadline.watch(sock)
            assert sock.recv(1) == b""


def test_the_system_s_look_up() -> None:
    """Each address of the system's resolver is listed once."""
    assert look_up("127.0.0.1", 80) == ["127.0.0.1"]
