"""Reads the body of a request within a time limit, so that no client that drips blocks a thread for long.

Under gunicorn alone, whose socket it needs; another server must limit the time itself.
"""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from io import BytesIO
from threading import Event
from typing import TYPE_CHECKING

from embedsvc.errors import Failure, InvalidRequest, RequestTimeout
from embedsvc.net.deadline import Watchdog
from embedsvc.numbers import whole
from embedsvc.web import problems

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BODY = 8 * 2**20
"""Bytes: an article of 2 MiB, whose characters JSON may escape."""
TIMEOUT = 20.0
"""Seconds from the end of the head to the end of the body."""


def layer(
    app: "WSGIApplication", monotonic: Callable[[], float], timeout: float = TIMEOUT
) -> "WSGIApplication":
    """Replaces the body of a POST by one that is complete; routes read no other bodies. One that is too long
    is left for the application to refuse.
    """
    watchdog = Watchdog(monotonic)

    def layered(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        length = whole(environ.get("CONTENT_LENGTH") or "")
        if environ["REQUEST_METHOD"] == "POST" and (length or 0) <= MAX_BODY:
            ended = Event()
            end = partial(_end, environ.get("gunicorn.socket"), ended)
            alarm = watchdog.set_alarm(monotonic() + timeout, end)
            try:
                environ["wsgi.input"] = BytesIO(_read(environ, length, ended))
            except Failure as failure:
                return problems.refuse(failure, environ, start_response)
            finally:
                alarm.cancel()
        return app(environ, start_response)

    return layered


def _end(client: socket.socket | None, ended: Event) -> None:
    """The thread that reads from the client gets an end of file."""
    ended.set()
    if client:
        with suppress(OSError):
            client.shutdown(socket.SHUT_RD)


def _read(environ: "WSGIEnvironment", length: int | None, ended: Event) -> bytes:
    """Raises RequestTimeout, or InvalidRequest for a body that is malformed or not complete."""
    try:
        body: bytes | None = environ["wsgi.input"].read(MAX_BODY + 1 if length is None else length)
    except Exception:  # noqa: BLE001 -- each server has its own for a malformed chunk and a lost connection
        body = None
    if ended.is_set():
        raise RequestTimeout("The body of the request did not arrive in time.")
    if body is None or len(body) < (length or 0):
        raise InvalidRequest("The body of the request is malformed or not complete.")
    return body
