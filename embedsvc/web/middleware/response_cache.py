"""A worker's cache of complete responses: a hit is answered without entering the framework.

A response's own `Cache-Control: public, max-age` and `Age` decide whether it is stored and how long it is
fresh (RFC 9111 §4.2). A stored response is sent unchanged but for its `Age`. Conditional requests (RFC 9110
§13.1.2) are answered here, for hits and misses alike. Files of the media proxy pass: they are large, some are
requested in parts, and browsers and the proxy in front store them.
"""

from __future__ import annotations  # or Python evaluates the annotations of inner functions for each request

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from cachetools import LRUCache

from embedsvc.safe import MEDIA_PATH
from embedsvc.web.middleware import access_log

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
Key = tuple[str, ...]

OVERHEAD = 4096
"""About what a stored response needs besides its body and key (bytes): its headers."""

_METHODS = frozenset({"GET", "HEAD"})
_FRESHNESS = re.compile(r"public, max-age=(\d{1,9})")
_NOT_IN_304 = frozenset({"content-type", "content-length"})
_VARIABLE = frozenset({"age", "x-cache"})
"""Headers that every response has of its own."""
_PARTIAL = ("HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE")
"""By these the application could answer with a part, which must not be stored. They may be ignored (RFC 9110
§13.1.3, §14.2).
"""


@dataclass(frozen=True, slots=True)
class _Response:
    status: str
    headers: Headers
    """Without the variable ones."""
    headers_304: Headers
    body: bytes
    etag: str | None
    age: int
    """Seconds."""
    cache: str | None
    """Its `X-Cache`."""


@dataclass(frozen=True, slots=True)
class _Entry:
    response: _Response
    generated: float
    """When its age was 0 (seconds since the epoch)."""
    expires: float
    purge_token: object
    route: str | None
    size: int
    """Bytes."""


class ResponseCache:
    """Stands in front of `app`, and evicts the least recently used responses once they need `size` bytes.

    `clock` gives seconds since the epoch. `purge_token` gives a new value after every purge: what was stored
    under an older one is no longer used.
    """

    def __init__(
        self,
        app: WSGIApplication,
        *,
        size: int,
        clock: Callable[[], float],
        purge_token: Callable[[], object],
    ) -> None:
        self._app = app
        self._clock = clock
        self._purge_token = purge_token
        self._lock = threading.Lock()
        self._entries: LRUCache[Key, _Entry] = LRUCache(size, getsizeof=attrgetter("size"))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Flask finds a route however many slashes precede it.
        path = "/" + environ.get("PATH_INFO", "").lstrip("/")
        if environ["REQUEST_METHOD"] not in _METHODS or path.startswith(MEDIA_PATH):
            return self._app(environ, start_response)
        key = _key(environ)
        now, purge_token = self._clock(), self._purge_token()
        with self._lock:
            entry = self._entries.get(key)
        record = access_log.record_for(environ)
        if entry and entry.generated <= now < entry.expires and entry.purge_token == purge_token:
            record.cache, record.response_cached, record.route = "hit", True, entry.route
            condition = environ.get("HTTP_IF_NONE_MATCH")
            return _send(entry.response, "hit", int(now - entry.generated), condition, start_response)
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)
        for header in _PARTIAL:
            environ.pop(header, None)
        response = _complete(self._app, environ)
        record.cache = response.cache
        self._store(key, response, now, purge_token, record.route)
        return _send(response, response.cache, response.age, condition, start_response)

    def used(self) -> tuple[int, int]:
        """How many responses are stored, and their bytes."""
        with self._lock:
            return len(self._entries), int(self._entries.currsize)

    def _store(
        self, key: Key, response: _Response, now: float, purge_token: object, route: str | None
    ) -> None:
        max_age = _FRESHNESS.match(_header(response.headers, "cache-control") or "")
        fresh_for = int(max_age[1]) - response.age if max_age and response.cache != "stale" else 0
        size = len(response.body) + sum(map(len, key)) + OVERHEAD
        if fresh_for <= 0 or size > self._entries.maxsize:
            return
        entry = _Entry(response, now - response.age, now + fresh_for, purge_token, route, size)
        with self._lock:
            self._entries[key] = entry


def _key(environ: WSGIEnvironment) -> Key:
    """All of a request that its response may depend on."""
    get = environ.get
    return (
        environ["REQUEST_METHOD"],
        get("wsgi.url_scheme", ""),
        get("HTTP_HOST", ""),
        get("PATH_INFO", ""),
        get("QUERY_STRING", ""),
        get("HTTP_ACCEPT", ""),
        get("HTTP_ACCEPT_LANGUAGE", ""),
        get("HTTP_ORIGIN", ""),
    )


def _complete(app: WSGIApplication, environ: WSGIEnvironment) -> _Response:
    """The application's response with its whole body."""
    started: list[tuple[str, Headers]] = []

    def start(
        status: str, headers: Headers, _exc_info: OptExcInfo | None = None
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return _no_write

    parts = app(environ, start)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    status, headers = started[-1]
    fixed = [(name, value) for name, value in headers if name.lower() not in _VARIABLE]
    return _Response(
        status=status,
        headers=fixed,
        headers_304=[(name, value) for name, value in fixed if name.lower() not in _NOT_IN_304],
        body=body,
        etag=_header(headers, "etag"),
        age=int(_header(headers, "age") or 0),
        cache=_header(headers, "x-cache"),
    )


def _no_write(_data: bytes) -> object:
    raise TypeError("the application answers by its iterable (PEP 3333)")


def _header(headers: Headers, name: str) -> str | None:
    return next((value for each, value in headers if each.lower() == name), None)


def _send(
    response: _Response,
    cache: str | None,
    age: int,
    condition: str | None,
    start_response: StartResponse,
) -> Iterable[bytes]:
    variable = [] if cache is None else [("Age", str(age)), ("X-Cache", cache)]
    if condition is not None and response.etag and _matches(condition, response.etag):
        start_response("304 Not Modified", response.headers_304 + variable)
        return ()
    start_response(response.status, response.headers + variable)
    return (response.body,)


def _matches(condition: str, etag: str) -> bool:
    """Whether an If-None-Match lists the tag, by weak comparison (RFC 9110 §8.8.3.2)."""
    return condition == etag or any(
        tag.strip().removeprefix("W/") in {etag, "*"} for tag in condition.split(",")
    )
