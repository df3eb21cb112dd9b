"""An HTTP/1.1 response by http.client, strict where a connection that is reused depends on it."""

import http.client
import re
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from embedsvc.net.head import HeadReader

_LENGTH = re.compile(r"[0-9]{1,18}")
_MAX_CHUNK_LINE = 64 * 1024
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;.*)?\r?\n", re.DOTALL)


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
        """Reads the head; http.client's own takes at most 100 lines, and a part for the whole."""
        if not _first_byte(self.fp):
            raise http.client.RemoteDisconnected("the connection ended without a response")
        reader = HeadReader(self.fp)
        self.status = 0
        while self.status < 200:  # any number of interim responses may precede it (RFC 9110 §15.2)
            self.version, self.status, self.reason = reader.status_line()
            self.headers = self.msg = reader.fields()
        self.code = self.status
        self._begun = True
        self._frame(is_doubtful=reader.is_malformed)

    def _frame(self, *, is_doubtful: bool) -> None:
        """Where the body ends (RFC 9112 §6.3). A connection whose framing is in any doubt is not reused."""
        is_coded = _is_chunked(self.headers.get_all("transfer-encoding", []))
        lengths = [] if is_coded else self.headers.get_all("content-length", [])
        is_empty = self.status in {204, 304}
        self.chunked, self.chunk_left = is_coded and not is_empty, None
        self.length = 0 if is_empty else _content_length(lengths)
        self.will_close = (
            self._check_close()  # type: ignore[attr-defined]
            or is_doubtful
            or (is_coded and (is_empty or "content-length" in self.headers))
            or (self.length is None and not self.chunked)
        )

    def _read_next_chunk_size(self) -> int:
        """RFC 9112 §7.1; http.client's own takes what int() takes: `-1`, `0x1f`, `1_0`."""
        match = _CHUNK_SIZE.fullmatch(self.fp.readline(_MAX_CHUNK_LINE + 1))
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


def _content_length(lines: Sequence[str]) -> int | None:
    """The length of a body; the same one may be repeated. None where none is readable: such a body is read to
    the end of its connection, as in browsers. Raises HTTPException for lengths that differ.
    """
    stated = {item.strip().lstrip("0") or "0" for line in lines for item in line.split(",") if item.strip()}
    if len(stated) > 1:
        raise http.client.HTTPException("the length of the body is ambiguous")
    return next((int(text) for text in stated if _LENGTH.fullmatch(text)), None)


def _is_chunked(lines: Sequence[str]) -> bool:
    """Whether the body is in chunks; some servers add `identity`, the coding that is none (RFC 2616 §3.6), or
    have both themselves and their framework name the chunks. Raises HTTPException for other codings, since
    none was requested.
    """
    codings = {item.strip().lower() for line in lines for item in line.split(",")} - {"", "identity"}
    if codings - {"chunked"}:
        raise http.client.HTTPException("the body has a transfer coding that was not requested")
    return bool(codings)


def _first_byte(file: Any) -> bytes:  # noqa: ANN401
    try:
        return bytes(file.peek(1))
    except ConnectionError:
        return b""
