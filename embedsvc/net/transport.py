"""The live web: one fetch from first look-up to last byte, inside its deadline, its cap and its slot."""

import http.client
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache, partial
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import certifi
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from embedsvc import __version__
from embedsvc.errors import Overloaded, UpstreamError, UpstreamUnreachable
from embedsvc.model import Ask, Headers, Snapshot, Url
from embedsvc.net.connection import Dial, PlainConnection, SecureConnection
from embedsvc.net.content_coding import ACCEPTED
from embedsvc.net.deadline import Deadline, Watchdog
from embedsvc.net.dial import Dialler, look_up
from embedsvc.net.guard import Guard, Lookup
from embedsvc.net.redirects import Answer, Exchange, follow
from embedsvc.settings import Settings

READ = 64 * 1024
"""The most that is taken from a socket at a time, bytes."""


@cache
def trust() -> ssl.SSLContext:
    """Certificates are verified against the system's authorities (or SSL_CERT_FILE) and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class Transport:
    """Fetches from the live web; threads may share one. `wrap` stands around every exchange of a hop."""

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
        self._dialler = Dialler(self._guard, lookup)
        self._proxy = urlsplit(settings.proxy) if settings.proxy else None
        self._cap = settings.max_bytes
        self._slots = BoundedSemaphore(settings.slots)
        self._user_agent = f"embedsvc/{__version__} (+{settings.contact})"
        self._tls = tls or trust()
        self._clock = clock
        self._watchdog = Watchdog(monotonic)
        self._wrap = wrap

    def fetch(self, ask: Ask[Any], seconds: float) -> Snapshot:
        """The final 2xx answer to an Ask, within `seconds` in all. Raises Failure for everything else."""
        with Deadline(seconds, self._watchdog) as deadline:
            if not self._slots.acquire(timeout=deadline.left()):
                raise Overloaded("Too many links are being fetched at once.")
            try:
                exchange = self._wrap(partial(self._exchange, deadline))
                return follow(ask, exchange, cap=self._cap, clock=self._clock)
            finally:
                self._slots.release()

    @contextmanager
    def _exchange(self, deadline: Deadline, url: Url, headers: Headers) -> Iterator[Answer]:
        own = {"user-agent": self._user_agent, "accept-encoding": ACCEPTED, "connection": "close"}
        connection, target, routing = self._route(url, deadline)
        with closing(connection):
            with _speaking(deadline):
                sent = {**dict(headers), **own, **routing}
                connection.request("GET", target, headers=sent, preload_content=False, decode_content=False)
                response = connection.getresponse()
            with closing(response):
                received = tuple((name.lower(), _text(value)) for name, value in response.headers.items())
                yield Answer(response.status, received, _chunks(response, deadline))

    def _route(self, url: Url, deadline: Deadline) -> tuple[PlainConnection, str, dict[str, str]]:
        """A connection, what to ask on it and with which further headers: straight, or through the proxy."""
        if self._proxy is None:
            dial = partial(self._dialler.dial, deadline=deadline)
            return self._connection(url.scheme, dial, url.host, url.port), url.target, {}
        self._guard.check(url.host, url.port)
        dial = partial(self._dialler.dial_proxy, deadline=deadline)
        connection = self._connection(url.scheme, dial, self._proxy.hostname or "", self._proxy.port or 80)
        credentials = _credentials(self._proxy)
        if url.scheme == "http":
            return connection, url.text, credentials
        connection.set_tunnel(url.host, url.port, headers=credentials)
        return connection, url.target, {}

    def _connection(self, scheme: str, dial: Dial, host: str, port: int) -> PlainConnection:
        if scheme == "https":
            return SecureConnection(dial, host, port, self._tls)
        return PlainConnection(dial, host, port)


def _credentials(proxy: SplitResult) -> dict[str, str]:
    """What the proxy wants to know of us (RFC 7617), if its URL in the settings says who we are."""
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"proxy-authorization": "Basic " + b64encode(pair.encode()).decode("ascii")}


def _text(value: str) -> str:
    """http.client takes the bytes of a header for Latin-1; where they are UTF-8, browsers read them so."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _chunks(response: HTTPResponse, deadline: Deadline) -> Iterator[bytes]:
    while True:
        with _speaking(deadline):
            chunk = response.read1(READ, decode_content=False)
        if not chunk:
            return
        yield chunk


@contextmanager
def _speaking(deadline: Deadline) -> Iterator[None]:
    """From dialling to the last byte read: after every return the deadline is looked at first, and what
    fails once there is a connection is upstream's HTTP.
    """
    try:
        yield
    except UpstreamUnreachable:
        deadline.left()
        raise
    except (http.client.HTTPException, HTTPError, OSError, ValueError):
        deadline.left()
        raise UpstreamError("The site gave no whole answer in HTTP.") from None
    deadline.left()
