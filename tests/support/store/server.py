"""A real Redis server on this machine, which tests stop, suspend and misconfigure."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

WAIT = 10
"""How long it may take to start or to stop (seconds)."""

PATIENT = "socket_timeout=1"
"""Part of the URLs: on a busy machine a server may take longer than the default of 0.25 seconds."""


class Server:
    """It stores nothing on disk: after each start it is empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}?{PATIENT}"
        self.tcp_url = f"redis://127.0.0.1:{self._port}/3?{PATIENT}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = [
            "--bind",
            "127.0.0.1",
            "--port",
            str(self._port),
            "--unixsocket",
            "redis.sock",
            "--save",
            "",
        ]
        self._process = subprocess.Popen(
            ["redis-server", *options], cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        patient = Retry(ConstantBackoff(0.02), int(WAIT / 0.02))
        with redis.Redis.from_url(self.url, retry=patient) as client:
            client.ping()

    def stop(self) -> None:
        if self._process:
            self.resume()
            self._process.kill()
            self._process.wait(WAIT)
            self._process = None

    def hang(self) -> None:
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def renew(self) -> None:
        """Puts it into the state of a new server."""
        self.resume()
        if self._process is None:
            self.start()
        self.do("REPLICAOF", "NO", "ONE")
        self.do("CONFIG", "SET", "min-replicas-to-write", "0")
        self.do("FLUSHALL")
        self.do("SCRIPT", "FLUSH")

    def do(self, *words: str | bytes) -> object:
        with redis.Redis.from_url(self.url) as client:
            return client.execute_command(*words)

    def _signal(self, number: int) -> None:
        if self._process:
            os.kill(self._process.pid, number)


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
