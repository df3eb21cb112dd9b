"""Which pages may read answers in a browser (Fetch standard, CORS protocol).

What any page may read says so itself; here that is narrowed to the origins of the settings, and preflights
are answered, which carry no key yet. No answer hangs on cookies, so credentials are never allowed.
"""

from __future__ import annotations  # else those of inner functions are evaluated by each request

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

ANYBODY = "*"
ALLOW = "Access-Control-Allow-Origin"
READABLE: Headers = [
    (ALLOW, ANYBODY),
    (
        "Access-Control-Expose-Headers",
        "Age, ETag, RateLimit, RateLimit-Policy, Retry-After, X-Cache, X-Request-Id",
    ),
]
"""What an answer says that pages may read; it also varies with `Origin`."""

_ALLOWED = [
    ("Access-Control-Allow-Methods", "GET, HEAD, POST"),
    (
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, X-Api-Key, X-Request-Id, X-Requested-With",
    ),
    ("Access-Control-Max-Age", "7200"),
]


def layer(app: WSGIApplication, origins: Collection[str]) -> WSGIApplication:
    anybody = ANYBODY in origins

    def allowed(environ: WSGIEnvironment) -> str | None:
        if anybody:
            return ANYBODY
        origin: str = environ.get("HTTP_ORIGIN", "")
        return origin if origin in origins else None

    def layered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
            origin = allowed(environ)
            told = [(ALLOW, origin), *_ALLOWED] if origin else []
            start_response("204 No Content", [*told, ("Vary", "Origin")])
            return ()
        if anybody:
            return app(environ, start_response)
        return app(environ, _narrowed(start_response, allowed(environ)))

    return layered


def _narrowed(start_response: StartResponse, origin: str | None) -> StartResponse:
    def start(status: str, headers: Headers, exc_info: OptExcInfo | None = None) -> Callable[[bytes], object]:
        told = [(name, value) for name, value in headers if name != ALLOW]
        if origin and len(told) < len(headers):
            told.append((ALLOW, origin))
        return start_response(status, told, exc_info)

    return start
