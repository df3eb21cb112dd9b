"""Connections of a pool: opened through the guard, watched by the deadline of the fetch that uses them.

urllib3's pool creates, hands out and takes back connections; which one may be used again is decided here.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse

from embedsvc.errors import UpstreamUnreachable
from embedsvc.net.deadline import Deadline
from embedsvc.net.strict_response import StrictResponse

IDLE_SECONDS = 30
"""How long a connection may be idle and still be used again, seconds."""

Connect = Callable[[str, int, Deadline], socket.socket]


class StaleConnection(Exception):
    """The server closed an idle connection as it was used again; no byte of a response arrived.

    No exception that urllib3 handles, so that it reaches the caller as it is.
    """


@dataclass(frozen=True, slots=True)
class _Use:
    deadline: Deadline
    target: str
    fresh: bool


_use: ContextVar[_Use] = ContextVar("use")


@contextmanager
def used_by(deadline: Deadline, target: str, *, fresh: bool) -> Iterator[None]:
    """A request that this thread sends inside belongs to the fetch with this deadline, has this request
    target (RFC 9112 §3.2), and with `fresh` uses no idle connection. The pool has no parameter that would
    carry this to a connection, and urllib3 rewrites percent-encoding in the target that it is given.
    """
    token = _use.set(_Use(deadline, target, fresh))
    try:
        yield
    finally:
        _use.reset(token)


class PlainConnection(HTTPConnection):
    """http. `connect` opens its sockets."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  (urllib3's own)
        connect: Connect,
        monotonic: Callable[[], float],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.response_class = partial(StrictResponse, finished=self._finished)  # type: ignore[assignment]
        self._open_socket = connect
        self._monotonic = monotonic
        self._reused = False
        self._idle_since = 0.0
        self._unwatch: Callable[[], None] | None = None

    @property
    def is_connected(self) -> bool:
        """Whether it may be used again: urllib3 asks this of an idle connection, and closes it otherwise.

        A readable socket is one that the server closed, or has sent bytes on that nobody asked for.
        """
        idle = self._monotonic() - self._idle_since
        return not _use.get().fresh and idle < IDLE_SECONDS and super().is_connected

    def _new_conn(self) -> socket.socket:
        deadline = _use.get().deadline
        host = self.host.strip("[]")  # of an IPv6 proxy
        sock = self._open_socket(host, self.port, deadline)
        self._unwatch = deadline.watch(sock)
        self._reused = False
        return sock

    def request(self, method: str, url: str, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        if self.sock is not None and self._unwatch is None:
            self._unwatch = _use.get().deadline.watch(self.sock)
            self._reused = True
        super().request(method, _use.get().target, *args, **options)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        try:
            return super().getresponse()
        except http.client.RemoteDisconnected:
            if self._reused:
                raise StaleConnection from None
            raise

    def _finished(self) -> None:
        """The response is read; the pool gets the connection back after this."""
        if self._unwatch:
            self._unwatch()
        self._unwatch = None
        self._idle_since = self._monotonic()


class SecureConnection(PlainConnection, HTTPSConnection):
    """https. What fails before the first byte of HTTP means that the site cannot be reached."""

    ssl_context: ssl.SSLContext

    def connect(self) -> None:
        """Without what HTTPSConnection does here: it sets options of the context for each connection, and
        all threads share this context.
        """
        try:
            HTTPConnection.connect(self)
            assert self.sock
            name = self._tunnel_host or self.host
            self.sock = self.ssl_context.wrap_socket(self.sock, server_hostname=name)
        except (OSError, ValueError, http.client.HTTPException):
            raise UpstreamUnreachable("No secure connection to the site can be made.") from None
        self.is_verified = True


class PlainPool(HTTPConnectionPool):
    ConnectionCls = PlainConnection


class SecurePool(HTTPSConnectionPool):
    ConnectionCls = SecureConnection  # type: ignore[assignment]
