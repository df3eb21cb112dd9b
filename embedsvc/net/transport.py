"""Live fetches: within a deadline and a size limit, and no more at once than there are slots."""

import http.client
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache, partial
from threading import BoundedSemaphore
from typing import Any

import certifi
import requests
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from embedsvc import __version__
from embedsvc.errors import Overloaded, UpstreamError, UpstreamUnreachable
from embedsvc.model import Ask, Headers, Snapshot, Url
from embedsvc.net.adapter import GuardedAdapter
from embedsvc.net.connection import StaleConnection, used_by
from embedsvc.net.connector import Connector, look_up
from embedsvc.net.content_coding import ACCEPTED
from embedsvc.net.deadline import Deadline, Watchdog
from embedsvc.net.exchange import Exchange, Response
from embedsvc.net.guard import Guard, Lookup
from embedsvc.net.redirects import follow
from embedsvc.settings import Settings

READ_SIZE = 64 * 1024
"""The most that one read takes from a socket, bytes."""

DRAIN_READS = 4
DRAIN_TIMEOUT = 0.005
"""Limits on draining a body that was not read to its end, so that its connection can be reused: reads,
and seconds for each.
"""


@cache
def trust() -> ssl.SSLContext:
    """Certificates are verified against the system's authorities (or SSL_CERT_FILE) and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class Transport:
    """Fetches from the live web; threads share it. `wrap` is put around the exchange of every hop."""

    def __init__(
        self,
        settings: Settings,
        *,
        lookup: Lookup = look_up,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        wrap: Callable[[Exchange], Exchange] = lambda exchange: exchange,
    ) -> None:
        self._guard = Guard(networks=settings.allow_networks, ports=settings.allow_ports)
        self._adapter = GuardedAdapter(Connector(self._guard, lookup), tls or trust(), monotonic)
        self._proxies = {"http": settings.proxy, "https": settings.proxy} if settings.proxy else {}
        self._max_bytes = settings.max_bytes
        self._slots = BoundedSemaphore(settings.slots)
        self._own_headers = {
            "user-agent": f"embedsvc/{__version__} (+{settings.contact})",
            "accept-encoding": ACCEPTED,
        }
        self._clock = clock
        self._watchdog = Watchdog(monotonic)
        self._wrap = wrap

    def fetch(self, ask: Ask[Any], seconds: float) -> Snapshot:
        """The final 2xx response to an Ask, within `seconds` in all. Raises Failure otherwise."""
        with Deadline(seconds, self._watchdog) as deadline:
            if not self._slots.acquire(timeout=deadline.left()):
                raise Overloaded("Too many links are being fetched at once.")
            try:
                exchange = self._wrap(partial(self._exchange, deadline))
                return follow(ask, exchange, max_bytes=self._max_bytes, clock=self._clock)
            finally:
                self._slots.release()

    @contextmanager
    def _exchange(self, deadline: Deadline, url: Url, headers: Headers) -> Iterator[Response]:
        self._guard.check(url.host, url.port)
        with _failures_of_http(deadline):
            response = self._send(url, headers, deadline)
        with closing(response):
            received = tuple((name.lower(), _text(value)) for name, value in response.raw.headers.items())
            try:
                yield Response(response.raw.status, received, _chunks(response.raw, deadline))
            finally:
                _drain(response.raw)

    def _send(self, url: Url, headers: Headers, deadline: Deadline) -> requests.Response:
        """Sends once more, on a new connection, where an idle one turned out to be closed: a GET is
        idempotent (RFC 9110 §9.2.2).
        """
        request = requests.PreparedRequest()
        request.method, request.url = "GET", url.text
        request.headers = CaseInsensitiveDict({**self._own_headers, **dict(headers)})
        send = partial(self._adapter.send, request, stream=True, proxies=self._proxies)
        # A proxy gives all http sites on one connection: what one sends too much must not answer for another.
        is_proxied = bool(self._proxies) and url.scheme == "http"
        target = url.text if is_proxied else url.target
        try:
            with used_by(deadline, target, fresh=is_proxied):
                return send(timeout=deadline.left())
        except StaleConnection:
            with used_by(deadline, target, fresh=True):
                return send(timeout=deadline.left())


def _text(value: str) -> str:
    """http.client takes the bytes of a header for Latin-1; where they are UTF-8, browsers read them so."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _chunks(response: HTTPResponse, deadline: Deadline) -> Iterator[bytes]:
    while True:
        with _failures_of_http(deadline):
            chunk = response.read1(READ_SIZE, decode_content=False)
        if not chunk:
            return
        yield chunk


def _drain(response: HTTPResponse) -> None:
    """Reads the end of a body if it is all but here, since only then is the connection used again.

    The end of the chunks often follows the end of a gzip stream, and nobody reads the body of a redirect.
    """
    connection = response.connection
    if connection is None or connection.sock is None:
        return
    with suppress(HTTPError, OSError, ValueError):
        connection.sock.settimeout(DRAIN_TIMEOUT)
        for _ in range(DRAIN_READS):
            if not response.read1(READ_SIZE, decode_content=False):
                return


@contextmanager
def _failures_of_http(deadline: Deadline) -> Iterator[None]:
    """From connecting to the last byte: after every return the deadline is checked first, and what fails
    on an open connection is upstream's HTTP.
    """
    try:
        yield
    except UpstreamUnreachable:
        deadline.left()
        raise
    except (http.client.HTTPException, HTTPError, OSError, ValueError):
        deadline.left()
        raise UpstreamError("The site did not give a whole response in HTTP.") from None
    deadline.left()
