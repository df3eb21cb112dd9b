"""A PostgreSQL server of the tests' own, on a socket in a folder that is removed with it."""

import os
import shutil
import signal
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from pwd import getpwnam
from typing import Any

import psycopg

OWNER = "postgres"


def binaries() -> Path | None:
    """The newest installed version: by Debian's layout, otherwise by the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if versions:
        return versions[-1]
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


class Server:
    def __init__(self, where: Path) -> None:
        self._binaries = where
        self.folder = Path(tempfile.mkdtemp(prefix="embedsvc-pg-"))
        self._as_owner: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = getpwnam(OWNER)
            self._as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-U", OWNER, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        self._numbers = count()
        self.start()

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_connections=60"
        options += " -c fsync=off"  # the system still has what the server wrote when that crashes
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """Like a crash: nothing is flushed."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def database(self) -> str:
        """The URL of a new, empty one."""
        name = f"test{next(self._numbers)}"
        with psycopg.connect(self.url(OWNER), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self.folder}"

    def _signal(self, number: int) -> None:
        postmaster = (self.folder / "data" / "postmaster.pid").read_text("ascii").split()[0]
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text("ascii").split()
        for pid in (postmaster, *children):
            os.kill(int(pid), number)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._binaries / program, "-D", self.folder / "data", *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            timeout=60,
            **self._as_owner,
        )
