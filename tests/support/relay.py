"""A network in between: forwards connections with a delay and counts round trips."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Self

Packets = SimpleQueue[tuple[float, bytes]]
"""The monotonic seconds at which bytes are due, and the bytes; none at the end."""


class Relay:
    """Forwards to a port of 127.0.0.1; each direction takes `delay` seconds.

    A round trip is a connection that is opened, or bytes from the client after it was sent bytes of the server.
    """

    def __init__(self, port: int, delay: float) -> None:
        self._target = ("127.0.0.1", port)
        self._delay = delay
        self._lock = Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        self.round_trips = 0

    def __enter__(self) -> Self:
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sock in [self._listener, *self._open]:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                self._open += [client, server]
                with self._lock:
                    self.round_trips += 1
                link = _Link(self, client, server)
                for forward in (link.read_client, link.read_server, link.write_client, link.write_server):
                    Thread(target=forward, daemon=True).start()

    def count(self) -> None:
        with self._lock:
            self.round_trips += 1

    def due(self) -> float:
        return time.monotonic() + self._delay


class _Link:
    """One connection. Reading does not wait for the delay, so that bytes that were sent together count once."""

    def __init__(self, relay: Relay, client: socket.socket, server: socket.socket) -> None:
        self._relay = relay
        self._client, self._server = client, server
        self._to_client: Packets = SimpleQueue()
        self._to_server: Packets = SimpleQueue()
        self._answered = True

    def read_client(self) -> None:
        for data in _received(self._client):
            if self._answered:
                self._relay.count()
            self._answered = False
            self._to_server.put((self._relay.due(), data))
        self._to_server.put((self._relay.due(), b""))

    def read_server(self) -> None:
        for data in _received(self._server):
            self._to_client.put((self._relay.due(), data))
        self._to_client.put((self._relay.due(), b""))

    def write_server(self) -> None:
        for data in _due(self._to_server):
            _send(self._server, data)

    def write_client(self) -> None:
        for data in _due(self._to_client):
            self._answered = self._answered or bool(data)
            _send(self._client, data)


def _received(source: socket.socket) -> Iterator[bytes]:
    with suppress(OSError):
        while data := source.recv(65536):
            yield data


def _due(packets: Packets) -> Iterator[bytes]:
    data = b"-"
    while data:
        at, data = packets.get()
        time.sleep(max(0, at - time.monotonic()))
        yield data


def _send(sink: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        if data:
            sink.sendall(data)
        else:
            sink.shutdown(socket.SHUT_WR)
