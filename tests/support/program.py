"""`embedsvc` as a process of its own, with any arguments, environment and standard streams.

It is forked from a process that has imported the package (tests/support/preloaded.py): imports take longer than most
commands.
"""

import atexit
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CLOSED = -1
"""In place of the descriptor of a stream: the program starts without it."""

STREAMS = ("stdin", "stdout", "stderr")
MAX_REQUEST = 128 * 1024
"""Bytes, with all arguments and the whole environment."""


class Program:
    """A running `embedsvc`."""

    def __init__(
        self, arguments: Sequence[str | Path], environ: Mapping[str, str], streams: Sequence[int]
    ) -> None:
        """`streams` are the descriptors of its standard input, output and error, or CLOSED. Like other processes it
        inherits the working folder and the limit of descriptors.
        """
        reading, status = os.pipe()
        self._status = open(reading, "rb", buffering=0)  # noqa: SIM115, PTH123 -- closed with the exit code
        self._code: int | None = None
        request = {
            "arguments": [str(argument) for argument in arguments],
            "environ": dict(environ),
            "folder": str(Path.cwd()),
            "descriptors": resource.getrlimit(resource.RLIMIT_NOFILE),
            "closed": [number for number, stream in enumerate(streams) if stream == CLOSED],
        }
        passed = [status, *(stream for stream in streams if stream != CLOSED)]
        socket.send_fds(_fork_server(), [json.dumps(request).encode()], passed)
        os.close(status)
        self.pid = self._read()

    def send_signal(self, number: int) -> None:
        if self._code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, timeout: float) -> int:
        """The exit code, or the negative number of the signal that ended it. Raises TimeoutError after so many
        seconds.
        """
        if self._code is None:
            if not select.select([self._status], [], [], timeout)[0]:
                raise TimeoutError
            self._code = self._read()
            self._status.close()
        return self._code

    def end(self) -> None:
        """Kills it if it still runs."""
        self.send_signal(signal.SIGKILL)
        self.wait(10)

    def _read(self) -> int:
        line = self._status.readline()
        assert line, "the process that forks programs has ended"
        return int(line)


class Piped(Program):
    """A program whose standard streams are pipes to and from the test."""

    def __init__(self, arguments: Sequence[str | Path], environ: Mapping[str, str]) -> None:
        (stdin, to_program), (from_program, stdout), (errors, stderr) = os.pipe(), os.pipe(), os.pipe()
        super().__init__(arguments, environ, (stdin, stdout, stderr))
        for descriptor in (stdin, stdout, stderr):
            os.close(descriptor)
        self.stdin = os.fdopen(to_program, "wb")
        self.stdout = os.fdopen(from_program, "rb")
        self.stderr = os.fdopen(errors, "rb")

    def end(self) -> None:
        super().end()
        for stream in (self.stdin, self.stdout, self.stderr):
            with suppress(OSError):  # what was not sent is lost
                stream.close()


@cache
def _fork_server() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.support.preloaded", str(theirs.fileno())]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
    theirs.close()

    @atexit.register
    def stop() -> None:
        ours.close()
        process.wait()

    return ours
