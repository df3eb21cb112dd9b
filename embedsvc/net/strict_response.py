"""An HTTP/1.1 response by http.client, strict where a connection that is reused depends on it."""

import http.client
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

MAX_HEAD = 256 * 1024
"""Bytes of status line and header lines, those of interim responses included (Chrome's limit)."""

_MAX_LINE = 64 * 1024
_LENGTH = re.compile(r"[0-9]+")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;.*)?\r?\n", re.DOTALL)


class _Head:
    """The lines of a head, limited in total; http.client takes a head that ends early for a whole one."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401  (http.client does not export its type)
        self._file = file
        self._left = MAX_HEAD

    def readline(self, limit: int) -> bytes:
        line: bytes = self._file.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise http.client.HTTPException("the head is too long")
        if not line.endswith(b"\n") and len(line) < limit:
            raise http.client.HTTPException("the response ends inside its head")
        return line

    def flush(self) -> None:
        """Nothing to flush; http.client calls it when it closes."""

    def close(self) -> None:
        self._file.close()


class StrictResponse(http.client.HTTPResponse):
    """A response whose head is whole, whose framing is unambiguous and whose status is final.

    `finished` is called once, when its body was read to the end or given up, before the connection may go to
    another fetch. Raises RemoteDisconnected only if not a single byte arrived.
    """

    def __init__(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        *,
        finished: Callable[[], None],
    ) -> None:
        super().__init__(sock, debuglevel, method)
        self._sock = sock
        self._finished = finished
        self._begun = False

    def begin(self) -> None:
        file: Any = self.fp
        if not _first_byte(file):
            raise http.client.RemoteDisconnected("the connection ended without a response")
        self.fp = _Head(file)  # type: ignore[assignment]
        super().begin()
        while self.status < 200:  # any number of interim responses may precede it (RFC 9110 §15.2)
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()
        self.fp = file
        self._begun = True
        self._check_framing()
        for name in ("set-cookie", "set-cookie2"):  # no cookie is sent back, so none is parsed
            del self.headers[name]

    def _check_framing(self) -> None:
        if self.headers.defects:
            raise http.client.HTTPException("the head is malformed")
        coding = self.headers.get("transfer-encoding")
        if coding and (not self.chunked or "content-length" in self.headers):
            raise http.client.HTTPException("the length of the body is ambiguous")  # RFC 9112 §6.1
        lengths = self.headers.get_all("content-length", [])
        if not all(map(_LENGTH.fullmatch, lengths)) or (coding and self.status in {204, 304}):
            self.will_close = True  # read what int() makes of it, but do not trust where it ends

    def _read_next_chunk_size(self) -> int:
        """RFC 9112 §7.1; http.client's own takes what int() takes: `-1`, `0x1f`, `1_0`."""
        match = _CHUNK_SIZE.fullmatch(self.fp.readline(_MAX_LINE + 1))
        if not match:
            raise http.client.HTTPException("a chunk has no readable size")
        return int(match[1], 16)

    def _close_conn(self) -> None:
        """http.client calls this once, at the end of the body or when the response is closed before."""
        if self._begun and not self.will_close:
            self._shut_if_bytes_follow()
        super()._close_conn()  # type: ignore[misc]
        if self._begun:
            self._finished()

    def _shut_if_bytes_follow(self) -> None:
        """Whatever follows a response could be taken for the next one: then the connection is not reused.

        Looks at the buffer of the reader, at what TLS has decrypted and at the socket, and waits for nothing.
        """
        with suppress(OSError):
            self._sock.settimeout(0)
            if self.fp.peek(1):
                self._sock.shutdown(socket.SHUT_RDWR)


def _first_byte(file: Any) -> bytes:  # noqa: ANN401
    try:
        return bytes(file.peek(1))
    except ConnectionError:
        return b""
