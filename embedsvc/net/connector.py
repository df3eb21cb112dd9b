"""From a host name to a connected socket: the address that was checked is the address connected to."""

import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from ipaddress import ip_address
from itertools import chain, islice, zip_longest
from threading import BoundedSemaphore, Thread

from embedsvc.errors import BlockedAddress, Overloaded, UpstreamTimeout, UpstreamUnreachable
from embedsvc.net.deadline import Deadline
from embedsvc.net.guard import Address, Guard, Lookup, is_literal

MAX_LOOKUPS = 64
"""DNS lookups in progress at once. getaddrinfo cannot be cancelled, so one that hangs occupies a slot."""

MAX_ATTEMPTS = 4
"""Addresses of one host to which a connection is attempted."""

ConnectTo = Callable[[Address, int, float], socket.socket]
"""Connects to an address and port within a number of seconds."""


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a host by the system's resolver, in its order of preference (RFC 6724)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect_to(address: Address, port: int, seconds: float) -> socket.socket:
    """A TCP connection to this address and no other. Raises OSError, BlockedAddress."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with ExitStack() as closing:
        sock = closing.enter_context(socket.socket(family, socket.SOCK_STREAM))
        sock.settimeout(seconds)
        sock.connect((str(address), port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if ip_address(sock.getpeername()[0]) != address:
            raise BlockedAddress("The address of the site changed while it was being checked. Try again.")
        closing.pop_all()
    return sock


class Connector:
    """Resolves host names and connects, within a deadline."""

    def __init__(self, guard: Guard, lookup: Lookup = look_up, connect_to: ConnectTo = connect_to) -> None:
        self._guard = guard
        self._lookup = lookup
        self._connect_to = connect_to
        self._lookup_slots = BoundedSemaphore(MAX_LOOKUPS)

    def connect(self, host: str, port: int, deadline: Deadline) -> socket.socket:
        """A connection to the host of a link, if the guard allows all of its addresses.

        Raises BlockedAddress, UpstreamUnreachable, UpstreamTimeout.
        """
        self._guard.check(host, port)
        addresses = self._guard.addresses(self._resolve(host, port, deadline))
        return self._connect_to_first(addresses, port, deadline)

    def connect_to_proxy(self, host: str, port: int, deadline: Deadline) -> socket.socket:
        """A connection to the operator's own proxy, at whatever address it is.

        Raises UpstreamUnreachable, UpstreamTimeout.
        """
        addresses = [ip_address(text) for text in self._resolve(host, port, deadline)]
        return self._connect_to_first(addresses, port, deadline)

    def _resolve(self, host: str, port: int, deadline: Deadline) -> Sequence[str]:
        if is_literal(host):
            return (host,)
        if not self._lookup_slots.acquire(timeout=deadline.left()):
            raise UpstreamTimeout("The host of the link could not be looked up within the time allowed.")
        answer: Future[Sequence[str]] = Future()

        def work() -> None:
            try:
                answer.set_result(self._lookup(host, port))
            except Exception as error:  # noqa: BLE001  (raised again below, in the thread that waits for it)
                answer.set_exception(error)
            finally:
                self._lookup_slots.release()

        try:
            Thread(target=work, daemon=True).start()
        except RuntimeError:  # the system has no more threads
            self._lookup_slots.release()
            raise Overloaded("Too many links are being fetched at once.") from None
        try:
            return answer.result(timeout=deadline.left())
        except TimeoutError:
            deadline.left()
            raise UpstreamTimeout(
                "The host of the link could not be looked up within the time allowed."
            ) from None
        except (OSError, UnicodeError):
            raise UpstreamUnreachable("The host of the link cannot be found.") from None

    def _connect_to_first(self, addresses: Sequence[Address], port: int, deadline: Deadline) -> socket.socket:
        """The first address that accepts; each gets an equal share of the time that is left."""
        candidates = list(islice(_alternating(addresses), MAX_ATTEMPTS))
        for attempt, address in enumerate(candidates):
            try:
                sock = self._connect_to(address, port, deadline.left() / (len(candidates) - attempt))
            except OSError:
                continue
            sock.settimeout(deadline.left())
            return sock
        deadline.left()
        raise UpstreamUnreachable("No connection to the site can be made.")


def _alternating(addresses: Sequence[Address]) -> Iterator[Address]:
    """IPv4 and IPv6 in turn (RFC 8305 §4), so that a family that is broken here does not use all attempts."""
    first = addresses[0].version
    preferred = (address for address in addresses if address.version == first)
    other = (address for address in addresses if address.version != first)
    pairs = zip_longest(preferred, other)
    return (address for address in chain.from_iterable(pairs) if address is not None)
