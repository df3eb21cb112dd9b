"""A server on loopback that sends exactly the bytes of a test."""

import select
import socket
import ssl
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from embedsvc.settings import Settings

PAGE = (
    b'<!doctype html><html lang="en"><head><title>Good title</title>'
    b'<meta property="og:title" content="Good title"></head><body><p>Text</p></body></html>'
)
H = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
J = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Conversation:
    """One request that was read, and the connection on which to answer it."""

    def __init__(self, sock: socket.socket, number: int, turn: int, head: bytes, over: Event) -> None:
        self.number = number
        """Which connection of the server this is, from 1."""
        self.turn = turn
        """Which request of its connection this is, from 1."""
        self.head = head
        """The head of the request, unparsed."""
        self.target = head.split(b" ", 2)[1].decode("latin-1") if head.count(b" ") > 1 else ""
        self._sock = sock
        self._over = over

    def send(self, data: bytes) -> None:
        self._sock.sendall(data)

    def sleep(self, seconds: float) -> None:
        """Waits; ends the connection if the server stops meanwhile."""
        if self._over.wait(seconds):
            raise ConnectionAbortedError

    def silence(self) -> None:
        """Sends nothing more and waits until the client leaves."""
        while self._sock.recv(65536):
            pass

    def tunnel(self, port: int) -> None:
        """Connects the client to a port of 127.0.0.1, as a proxy does for CONNECT."""
        with socket.create_connection(("127.0.0.1", port)) as target:
            self.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            ends = {self._sock: target, target: self._sock}
            while True:
                for source in select.select(list(ends), [], [])[0]:
                    data = source.recv(65536)
                    if not data:
                        return
                    ends[source].sendall(data)

    def close(self) -> None:
        """Ends the connection, also where the server keeps connections alive."""
        raise ConnectionAbortedError

    def reset(self) -> None:
        """Ends the connection with RST instead of FIN."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._sock.close()


Play = bytes | Callable[[Conversation], object]
"""What to send, or a function that sends it."""


def answer(
    body: bytes | str = PAGE,
    content_type: str = "text/html; charset=utf-8",
    *,
    status: str = "200 OK",
    headers: str = "",
) -> bytes:
    """A whole response; `headers` are further lines, each ended by CRLF."""
    body = body.encode() if isinstance(body, str) else body
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode()
        + body
    )


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, headers=f"Location: {location}\r\n")


def dripping(start: bytes, drop: bytes, pause: float = 0.05) -> Play:
    def script(conversation: Conversation) -> None:
        conversation.send(start)
        while True:
            conversation.send(drop)
            conversation.sleep(pause)

    return script


def flooding(start: bytes, more: bytes) -> Play:
    block = more * (65536 // len(more) or 1)

    def script(conversation: Conversation) -> None:
        conversation.send(start)
        while True:
            conversation.send(block)

    return script


def then(data: bytes, end: Callable[[Conversation], None]) -> Play:
    def script(conversation: Conversation) -> None:
        conversation.send(data)
        end(conversation)

    return script


def close(_: Conversation) -> None:
    return


def chunk(data: bytes, extension: bytes = b"") -> bytes:
    return b"%x%s\r\n%s\r\n" % (len(data), extension, data)


def inflating(content_type: str, coding: str, *, window: int, start: bytes = PAGE) -> bytes:
    """2 GiB of blanks in 2 MiB, without their checksum, since no reader should get that far."""
    stream = zlib.compressobj(9, wbits=window)
    head = stream.compress(start) + stream.flush(zlib.Z_FULL_FLUSH)
    blanks = stream.compress(b" " * 2**20) + stream.flush(zlib.Z_FULL_FLUSH)
    return answer(head + blanks * 2048, content_type, headers=f"Content-Encoding: {coding}\r\n")


class Upstream:
    """Plays the same for every path, or for each path (without its query) its own, and 404 for the rest.

    Without `keep_alive` a connection ends after its first response. `connections` counts accepted
    connections, `requests` holds the heads of all requests, `served_on` the connection of each.
    """

    def __init__(
        self,
        play: Play | Mapping[str, Play],
        *,
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
        keep_alive: bool = False,
    ) -> None:
        self.plays = play
        self._tls = tls
        self._keep_alive = keep_alive
        self._over = Event()
        self._listener = socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=200
        )
        self._open: list[socket.socket] = []
        self._threads = [Thread(target=self._accept, daemon=True)]
        self.host = f"[{host}]" if ":" in host else host
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self.requests: list[bytes] = []
        self.served_on: list[int] = []

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for sock in [self._listener, *self._open]:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join(5)

    def url(self, path: str = "/", scheme: str = "http", host: str | None = None) -> str:
        return f"{scheme}://{host or self.host}:{self.port}{path}"

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            self._open.append(sock)
            thread = Thread(target=self._converse, args=(sock, self.connections), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, sock: socket.socket, number: int) -> None:
        with suppress(OSError, ValueError), sock:
            spoken = self._tls.wrap_socket(sock, server_side=True) if self._tls else sock
            with spoken:
                self._open.append(spoken)  # TLS has taken the descriptor from the other
                turn = 1
                while turn == 1 or (self._keep_alive and not self._over.is_set()):
                    head = _head(spoken)
                    if not head and turn > 1:
                        return
                    self._respond(Conversation(spoken, number, turn, head, self._over))
                    turn += 1

    def _respond(self, conversation: Conversation) -> None:
        self.requests.append(conversation.head)
        self.served_on.append(conversation.number)
        play = self._play(conversation.target)
        if isinstance(play, bytes):
            conversation.send(play)
        else:
            play(conversation)

    def _play(self, target: str) -> Play:
        if isinstance(self.plays, Mapping):
            return self.plays.get(target.partition("?")[0], answer("Not here", status="404 Not Found"))
        return self.plays


def _head(sock: socket.socket) -> bytes:
    """What the client sends first: the head of a request, or a TLS handshake that this port does not speak."""
    head = b""
    while not head.endswith(b"\r\n\r\n") and not head.startswith(b"\x16") and (data := sock.recv(65536)):
        head += data
    return head


def loopback(*servers: Upstream, **changes: Any) -> Settings:
    """Settings that allow fetching from these servers, within a second."""
    settings: dict[str, Any] = {
        "deadline": 1.0,
        "allow_networks": (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128")),
        "allow_ports": frozenset(server.port for server in servers),
    }
    return Settings(**settings | changes)
