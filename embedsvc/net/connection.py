"""HTTP/1.1 over a checked socket: urllib3's connection, dialled by us and strict about the head of an answer.

There is no pool: a connection serves one hop of one fetch, so nothing that an upstream left behind (bytes
after its answer, cookies, a half-read body) can reach another fetch.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from typing import Any, ClassVar

from urllib3.connection import HTTPConnection

from embedsvc.errors import UpstreamUnreachable

MAX_HEAD = 256 * 1024
"""Bytes of status line and header lines, those of interim answers included (what Chrome takes)."""

Dial = Callable[[str, int], socket.socket]


class _Head:
    """The lines of a head, bounded together; http.client takes one that ends early for a whole one."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401  (http.client keeps its kind to itself)
        self._file = file
        self._left = MAX_HEAD

    def readline(self, limit: int) -> bytes:
        line: bytes = self._file.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise http.client.HTTPException("the head is too long")
        if not line.endswith(b"\n") and len(line) < limit:
            raise http.client.HTTPException("the answer ends inside its head")
        return line

    def flush(self) -> None:
        """There is nothing to flush; http.client asks for it when it closes."""

    def close(self) -> None:
        self._file.close()


class StrictResponse(http.client.HTTPResponse):
    """An answer whose head is whole, whose framing is unambiguous and whose status is final."""

    def begin(self) -> None:
        file = self.fp
        self.fp = _Head(file)  # type: ignore[assignment]
        super().begin()
        while self.status < 200:  # any number of interim answers may come first (RFC 9110 §15.2)
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()
        self.fp = file
        if self.headers.defects:
            raise http.client.HTTPException("the head is malformed")
        coding = self.headers.get("transfer-encoding")
        if coding and (not self.chunked or "content-length" in self.headers):
            raise http.client.HTTPException("the length of the body is ambiguous")  # RFC 9112 §6.1

    def _read_next_chunk_size(self) -> int:
        size: int = super()._read_next_chunk_size()  # type: ignore[misc]
        if size < 0:  # int() understands "-1", and a read of -1 bytes takes everything
            raise http.client.HTTPException("a chunk has a negative size")
        return size


class PlainConnection(HTTPConnection):
    """http, over a socket of our dialler."""

    response_class = StrictResponse

    def __init__(self, dial: Dial, host: str, port: int) -> None:
        super().__init__(host, port)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        sock = self._dial(self.host, self.port)
        self.timeout = sock.gettimeout()
        return sock


class SecureConnection(PlainConnection):
    """https. What goes wrong before the first byte of HTTP means that the site cannot be reached."""

    default_port: ClassVar[int] = 443  # type: ignore[misc]  # urllib3 does the same

    def __init__(self, dial: Dial, host: str, port: int, tls: ssl.SSLContext) -> None:
        super().__init__(dial, host, port)
        self._tls = tls

    def connect(self) -> None:
        try:
            super().connect()
            # urllib3 would set options of the context for each connection, and this one serves all threads
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self._tunnel_host or self.host)
        except (OSError, ValueError, http.client.HTTPException):
            raise UpstreamUnreachable("No secure connection to the site can be made.") from None
