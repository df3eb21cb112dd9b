"""The application under the other server that `docs/operating.md` describes, by the command that stands there."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from embedsvc.wiring.demo_examples import RECORDING
from tests.support.environ import without_settings
from tests.support.serving import POST, TIMEOUT
from tests.support.waiting import wait_until

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "operating.md"
KILL_TIMEOUT = 30


@contextmanager
def granian(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """The process, and its port."""
    command = re.search(
        r"^PROMETHEUS_MULTIPROC_DIR=.*?embedsvc\.wsgi:app$",
        DOCUMENT.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert command
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = {
        **without_settings(),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GRANIAN_PORT": str(port),
        "EMBEDSVC_REPLAY": str(RECORDING),
        "TMPDIR": str(folder),
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["bash", "-c", command[0]], env=environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def get(port: int, path: str) -> requests.Response:
    return requests.get(f"http://127.0.0.1:{port}/{path}", timeout=TIMEOUT)


def status(port: int, path: str) -> int | None:
    try:
        return get(port, path).status_code
    except requests.ConnectionError:
        return None


@pytest.mark.slow
def test_granian_serves_the_same_and_ends_on_sigterm(tmp_path: Path) -> None:
    """Also while a client never completes the body of its request."""
    with granian(tmp_path) as (process, port):
        wait_until(lambda: status(port, "healthz") == 200)
        assert status(port, f"v1/embed?url={POST}") == 200
        wait_until(lambda: "embedsvc_http_requests_total" in get(port, "metrics").text)
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"POST /v1/verify HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100\r\n\r\n")
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(KILL_TIMEOUT + TIMEOUT)
        assert status(port, "healthz") is None
