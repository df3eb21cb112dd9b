"""The time limit of a request's body, and bodies that cannot be read."""

import json
import socket
import time
from collections.abc import Iterable
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from embedsvc.web.middleware import request_body

TIMEOUT = 0.3


def echo(environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


class Malformed:
    """A body that raises what a server raises for a malformed chunk."""

    def read(self, _size: int = -1) -> bytes:
        raise RuntimeError("a chunk has no size")


def post(
    body: Any, length: int | None, *, method: str = "POST", client: socket.socket | None = None
) -> tuple[int, bytes]:
    """Status and body of the answer."""
    layered = request_body.layer(echo, time.monotonic, TIMEOUT)
    environ = EnvironBuilder(method=method).get_environ()
    environ |= {"wsgi.input": body, "gunicorn.socket": client}
    environ["CONTENT_LENGTH"] = "" if length is None else str(length)
    parts, status, _ = run_wsgi_app(layered, environ)
    return int(status[:3]), b"".join(parts)


@pytest.mark.parametrize("length", [5, None], ids=["a length", "chunks"])
def test_a_complete_body_is_passed_on(length: int | None) -> None:
    assert post(BytesIO(b"hello"), length) == (200, b"hello")


@pytest.mark.parametrize("body", [Malformed(), BytesIO(b"hell"), BytesIO()], ids=["raises", "short", "empty"])
def test_a_body_that_cannot_be_read_is_400(body: Any) -> None:
    status, problem = post(body, 5)
    assert (status, json.loads(problem)["code"]) == (400, "invalid_request")


def test_a_body_that_is_too_long_is_left_to_the_application() -> None:
    """It refuses a stated length without reading, and one byte more than the maximum."""
    body = bytes(request_body.MAX_BODY + 100)
    assert post(BytesIO(body), len(body)) == (200, body)
    assert len(post(BytesIO(body), None)[1]) == request_body.MAX_BODY + 1


def test_the_body_of_another_method_is_not_read() -> None:
    body = BytesIO(b"hello")
    post(body, 100, method="GET")
    assert body.tell() == 5, "by the application alone, and no matter how long it is"


def test_a_body_that_drips_ends_in_time() -> None:
    """The limit is for the whole body; a slow one that arrives in time is passed on."""
    for pieces, expected in ((3, 200), (100, 408)):
        ours, theirs = socket.socketpair()
        with ours, theirs, ours.makefile("rb") as body:
            Thread(target=_drip, args=(theirs, pieces), daemon=True).start()
            began = time.monotonic()
            status, _ = post(body, pieces, client=ours)
        assert status == expected
        assert time.monotonic() - began < 10 * TIMEOUT


def test_a_connection_whose_body_came_in_time_stays_open() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert post(BytesIO(b"hello"), 5, client=ours)[0] == 200
        time.sleep(2 * TIMEOUT)
        theirs.sendall(b"next")
        assert ours.recv(4) == b"next"


def _drip(client: socket.socket, pieces: int) -> None:
    try:
        for _ in range(pieces):
            client.sendall(b"a")
            time.sleep(TIMEOUT / 10)
    except OSError:
        return
