"""The command line, each call a process of its own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.environ import without_settings
from tests.support.program import Program

LONGEST = 60
"""How long a command may run (seconds)."""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Run:
    """Runs `embedsvc` with its standard streams in files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._stdin, self._stdout, self._stderr = (folder / name for name in ("stdin", "stdout", "stderr"))

    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"", **environ: str) -> Done:
        """With further environment variables."""
        self._stdin.write_bytes(stdin.encode() if isinstance(stdin, str) else stdin)
        return self._run(arguments, environ)

    def redirected(
        self,
        *arguments: str | Path,
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
    ) -> Done:
        """With descriptors, or CLOSED, in place of files."""
        self._stdin.write_bytes(b"")
        return self._run(arguments, {}, stdin, stdout, stderr)

    def _run(
        self, arguments: tuple[str | Path, ...], environ: dict[str, str], *redirected: int | None
    ) -> Done:
        environment = {**without_settings(), "XDG_DATA_HOME": "/nonexistent", **environ}
        with (
            self._stdin.open("rb") as stdin,
            self._stdout.open("wb") as stdout,
            self._stderr.open("wb") as stderr,
        ):
            streams = [stdin.fileno(), stdout.fileno(), stderr.fileno()]
            for number, descriptor in enumerate(redirected):
                if descriptor is not None:
                    streams[number] = descriptor
            program = Program(arguments, environment, streams)
        try:
            code = program.wait(LONGEST)
        finally:
            program.end()
        return Done(code, self._stdout.read_bytes().decode(), self._stderr.read_bytes().decode())
