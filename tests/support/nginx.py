"""The nginx of the machine with `docs/nginx.conf`."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.waiting import wait_until

CONFIGURATION = Path(__file__).parents[2] / "docs" / "nginx.conf"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def in_front_of(port: int, folder: Path) -> Iterator[tuple[str, int]]:
    """Its address, with this port of the machine in the place of both instances."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.skip("nginx is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = free.getsockname()[1]
    text = CONFIGURATION.read_text()
    for stated, here in {
        "server one:8080;": f"server 127.0.0.1:{port};",
        "server two:8080;": "",
        "listen 8080;": f"listen 127.0.0.1:{listen};",
        "/var/cache/nginx": str(folder / "cache"),
        "http {": "http {\n"
        + "".join(f"{name}_temp_path {folder}/{name};\n" for name in _TEMPORARY)
        + "access_log off;",
    }.items():
        assert text.count(stated) == 1
        text = text.replace(stated, here)
    configuration = folder / "nginx.conf"
    configuration.write_text(text)
    as_root = "user root; " if os.geteuid() == 0 else ""  # its own user may not enter the folder
    directives = f"{as_root}daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;"
    with subprocess.Popen([program, "-p", folder, "-c", configuration, "-g", directives]) as process:
        try:
            wait_until(lambda: _listens(listen))
            yield "127.0.0.1", listen
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
