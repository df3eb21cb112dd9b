"""A worker's memory of finished responses: a hit is answered before the framework is entered.

What may be kept, and for how long, is said once, by the response's own `Cache-Control: public, max-age` and
`Age` (RFC 9111 §4.2); this layer only reads them. A kept response is given as it was, its `Age` counted on.
Whether a client has it already (RFC 9110 §13.1.2) is decided here for hit and miss alike.
"""

from __future__ import annotations  # else those of inner functions are evaluated by each request

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embedsvc.web.middleware import access_log

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
Key = tuple[str, ...]

OVERHEAD = 4096
"""What one kept response needs besides its body and key, about (bytes): its headers."""

_FRESH = re.compile(r"public, max-age=(\d{1,9})")
_NOT_OF_304 = frozenset({"content-type", "content-length"})
_COUNTED = frozenset({"age", "x-cache"})
"""Headers that each answer has anew."""
_PARTIAL = ("HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE")
"""By these the application could answer with less than all, which must not be kept for others. They may be
ignored (RFC 9110 §13.1.3, §14.2).
"""


@dataclass(frozen=True, slots=True)
class _Response:
    status: str
    headers: Headers
    unchanged: Headers
    """Those of a 304."""
    body: bytes
    etag: str | None
    age: int
    cache: str | None


@dataclass(slots=True)
class _Kept:
    response: _Response
    born: float
    until: float
    mark: object
    size: int
    asked: bool = False
    """Since it was looked at last whether it may go."""


class Finished:
    """Stands in front of `app`.

    `size` bounds what is kept (bytes), `clock` gives seconds since the epoch. What was kept under another
    `mark` is forgotten, since a purge moves the mark.
    """

    def __init__(
        self,
        app: WSGIApplication,
        *,
        size: int,
        clock: Callable[[], float],
        mark: Callable[[], object],
    ) -> None:
        self._app = app
        self._clock = clock
        self._mark = mark
        self._lock = threading.Lock()
        self._kept = OrderedDict[Key, _Kept]()
        self._size = self._room = size

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._app(environ, start_response)
        key = _key(environ)
        now, mark = self._clock(), self._mark()
        kept = self._kept.get(key)
        if kept is not None and kept.born <= now < kept.until and kept.mark == mark:
            kept.asked = True
            note = access_log.of(environ)
            note.cache, note.kept = "hit", True
            known = environ.get("HTTP_IF_NONE_MATCH")
            return _give(kept.response, "hit", int(now - kept.born), known, start_response)
        known = environ.pop("HTTP_IF_NONE_MATCH", None)
        for condition in _PARTIAL:
            environ.pop(condition, None)
        response = _whole(self._app, environ)
        self._keep(key, response, now, mark)
        access_log.of(environ).cache = response.cache
        return _give(response, response.cache, response.age, known, start_response)

    def used(self) -> tuple[int, int]:
        """How many responses are kept, and their bytes."""
        with self._lock:
            return len(self._kept), self._size - self._room

    def _keep(self, key: Key, response: _Response, now: float, mark: object) -> None:
        fresh = _FRESH.match(_header(response.headers, "cache-control") or "")
        left = int(fresh[1]) - response.age if fresh and response.cache != "stale" else 0
        if left <= 0:
            return
        size = len(response.body) + sum(map(len, key)) + OVERHEAD
        if size > self._size:
            return
        kept = _Kept(response, now - response.age, now + left, mark, size)
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = kept
            self._room += (old.size if old else 0) - size
            while self._room < 0:
                place, oldest = self._kept.popitem(last=False)
                if oldest.asked:
                    oldest.asked = False
                    self._kept[place] = oldest
                else:
                    self._room += oldest.size


def _key(environ: WSGIEnvironment) -> Key:
    """All of a request that an answer may hang on."""
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


def _whole(app: WSGIApplication, environ: WSGIEnvironment) -> _Response:
    """The application's answer with all of its body."""
    answered: list[tuple[str, Headers]] = []

    def start(
        status: str, headers: Headers, _exc_info: OptExcInfo | None = None
    ) -> Callable[[bytes], object]:
        answered.append((status, headers))
        return _no_write

    parts = app(environ, start)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    status, headers = answered[-1]
    counted = {name.lower(): value for name, value in headers if name.lower() in _COUNTED}
    fixed = [(name, value) for name, value in headers if name.lower() not in _COUNTED]
    return _Response(
        status=status,
        headers=fixed,
        unchanged=[(name, value) for name, value in fixed if name.lower() not in _NOT_OF_304],
        body=body,
        etag=_header(headers, "etag"),
        age=int(counted.get("age", "0")),
        cache=counted.get("x-cache"),
    )


def _no_write(_data: bytes) -> object:
    raise TypeError("the application answers by its iterable (PEP 3333)")


def _header(headers: Headers, name: str) -> str | None:
    return next((value for known, value in headers if known.lower() == name), None)


def _give(
    response: _Response,
    cache: str | None,
    age: int,
    known: str | None,
    start_response: StartResponse,
) -> Iterable[bytes]:
    counted = [] if cache is None else [("Age", str(age)), ("X-Cache", cache)]
    if known is not None and response.etag and _has(known, response.etag):
        start_response("304 Not Modified", response.unchanged + counted)
        return ()
    start_response(response.status, response.headers + counted)
    return (response.body,)


def _has(condition: str, etag: str) -> bool:
    """Whether an If-None-Match names the tag, by weak comparison (RFC 9110 §8.8.3.2)."""
    return condition == etag or any(
        tag.strip().removeprefix("W/") in {etag, "*"} for tag in condition.split(",")
    )
