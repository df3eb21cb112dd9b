"""The command line, each call a process of its own.

    python -m tests.support.command

It is forked from a process that has already imported the package, because imports take longer than most
commands. Each line on the standard input of that process is a command, each line of its output an exit code.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.support.environ import without_settings

STREAMS = ("stdin", "stdout", "stderr")
LONGEST = 60
"""How long a command may run until it is killed (seconds)."""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Run(Protocol):
    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"", **environ: str) -> Done: ...


@contextmanager
def ready(folder: Path) -> Iterator[Run]:
    """Returns a function that runs `embedsvc` with arguments, an input and further environment variables."""
    command = [sys.executable, "-m", "tests.support.command"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        commands, codes = process.stdin, process.stdout
        assert commands
        assert codes

        def run(*arguments: str | Path, stdin: str | bytes = b"", **environ: str) -> Done:
            for stream in STREAMS[1:]:
                (folder / stream).write_bytes(b"")
            (folder / "stdin").write_bytes(stdin.encode() if isinstance(stdin, str) else stdin)
            environment = {**without_settings(), "XDG_DATA_HOME": "/nonexistent", **environ}
            commands.write(json.dumps([list(map(str, arguments)), environment, str(folder)]) + "\n")
            commands.flush()
            code = codes.readline()
            assert code, "the process that runs commands has ended"
            return Done(int(code), *((folder / stream).read_bytes().decode() for stream in STREAMS[1:]))

        yield run


def _main() -> None:
    from embedsvc import cli  # noqa: PLC0415
    from embedsvc.wiring import command_line, server  # noqa: F401, PLC0415 -- all that commands import, once for all forks

    while line := sys.stdin.readline():
        arguments, environ, folder = json.loads(line)
        child = os.fork()
        if not child:
            _become(arguments, environ, Path(folder))
            cli.main()
            sys.exit()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(arguments: list[str], environ: dict[str, str], folder: Path) -> None:
    for number, stream in enumerate(STREAMS):
        file = os.open(folder / stream, os.O_WRONLY if number else os.O_RDONLY)
        os.dup2(file, number)
        os.close(file)
    signal.alarm(LONGEST)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["embedsvc", *arguments]


if __name__ == "__main__":
    _main()
