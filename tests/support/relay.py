"""A network in between: forwards connections with a delay and counts round trips."""

import socket
import time
from contextlib import suppress
from threading import Lock, Thread
from types import TracebackType
from typing import Self


class Relay:
    """Forwards to a port of 127.0.0.1; each direction takes `delay` seconds.

    A round trip is a connection that is opened, or bytes from the client after bytes from the server.
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
                last = ["server"]
                Thread(target=self._forward, args=(client, server, "client", last), daemon=True).start()
                Thread(target=self._forward, args=(server, client, "server", last), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket, side: str, last: list[str]) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                with self._lock:
                    self.round_trips += side == "client" and last[0] == "server"
                    last[0] = side
                time.sleep(self._delay)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
