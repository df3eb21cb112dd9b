"""From a host name to a connected socket: the address that was checked is the address that is dialled."""

import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from ipaddress import ip_address
from itertools import chain, islice, zip_longest
from threading import BoundedSemaphore, Thread

from embedsvc.errors import BlockedAddress, UpstreamTimeout, UpstreamUnreachable
from embedsvc.net.deadline import Deadline
from embedsvc.net.guard import Address, Guard, Lookup, is_literal

LOOKUPS = 64
"""Look-ups that run at a time: getaddrinfo cannot be interrupted, so one that hangs holds its place."""

TRIES = 4
"""Addresses of one host that are tried."""

Connect = Callable[[Address, int, float], socket.socket]


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a host by the system's resolver, in its order of preference (RFC 6724)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(address: Address, port: int, seconds: float) -> socket.socket:
    """A TCP connection to an address, and to no other. Raises OSError, BlockedAddress."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with ExitStack() as closing:
        sock = closing.enter_context(socket.socket(family, socket.SOCK_STREAM))
        sock.settimeout(seconds)
        sock.connect((str(address), port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if ip_address(sock.getpeername()[0]) != address:
            raise BlockedAddress("The connection led to another address than the one that was checked.")
        closing.pop_all()
    return sock


class Dialler:
    """Looks names up and connects, within a deadline."""

    def __init__(self, guard: Guard, lookup: Lookup = look_up, connect: Connect = connect) -> None:
        self._guard = guard
        self._lookup = lookup
        self._connect = connect
        self._places = BoundedSemaphore(LOOKUPS)

    def dial(self, host: str, port: int, deadline: Deadline) -> socket.socket:
        """A connection to a host of a link, if the guard lets all of its addresses pass.

        Raises BlockedAddress, UpstreamUnreachable, UpstreamTimeout.
        """
        self._guard.check(host, port)
        return self._first(self._guard.addresses(self._addresses(host, port, deadline)), port, deadline)

    def dial_proxy(self, host: str, port: int, deadline: Deadline) -> socket.socket:
        """A connection to the operator's own proxy, which may stand anywhere.

        Raises UpstreamUnreachable, UpstreamTimeout.
        """
        texts = self._addresses(host, port, deadline)
        return self._first([ip_address(text) for text in texts], port, deadline)

    def _addresses(self, host: str, port: int, deadline: Deadline) -> Sequence[str]:
        if is_literal(host):
            return (host,)
        if not self._places.acquire(timeout=deadline.left()):
            raise UpstreamTimeout("The host of the link could not be looked up within the time allowed.")
        answer: Future[Sequence[str]] = Future()

        def work() -> None:
            try:
                answer.set_result(self._lookup(host, port))
            except Exception as error:  # noqa: BLE001  (raised again below, where somebody waits for it)
                answer.set_exception(error)
            finally:
                self._places.release()

        Thread(target=work, daemon=True).start()
        try:
            return answer.result(timeout=deadline.left())
        except TimeoutError:
            deadline.left()
            raise UpstreamTimeout(
                "The host of the link could not be looked up within the time allowed."
            ) from None
        except (OSError, UnicodeError):
            raise UpstreamUnreachable("The host of the link cannot be found.") from None

    def _first(self, addresses: Sequence[Address], port: int, deadline: Deadline) -> socket.socket:
        """The first address that answers; each gets an equal share of the time that is left."""
        tries = list(islice(_alternating(addresses), TRIES))
        for tried, address in enumerate(tries):
            try:
                sock = self._connect(address, port, deadline.left() / (len(tries) - tried))
            except OSError:
                continue
            deadline.watch(sock)
            sock.settimeout(deadline.left())
            return sock
        deadline.left()
        raise UpstreamUnreachable("No connection to the site can be made.")


def _alternating(addresses: Sequence[Address]) -> Iterator[Address]:
    """Both families in turn (RFC 8305 §4), so that one that is broken here does not use up all tries."""
    first = addresses[0].version
    preferred = (address for address in addresses if address.version == first)
    other = (address for address in addresses if address.version != first)
    pairs = zip_longest(preferred, other)
    return (address for address in chain.from_iterable(pairs) if address is not None)
